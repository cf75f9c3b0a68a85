// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import calorimeter.lab.store.DurableFile;
import calorimeter.lab.sweep.SweepException;
import calorimeter.lab.text.ShellWord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The array job as a script for `sbatch`.
///
/// @param program path of Calorimeter, the same on all hosts
/// @param time of a task, as Slurm writes it: `30` minutes, `4:00:00`, `1-12`
/// @param partition null for the cluster's own choice
/// @param cores of a task
public record SlurmScript(
        Path program, String time, @Nullable String partition, int cores) {

    static final String LOGS = "logs";
    static final String FILE = "submit.sbatch";

    /// Exit status of a task that has more to do: EX_TEMPFAIL of sysexits.h.
    public static final int MORE_TO_DO = 75;

    /// A step and a checkpoint take less.
    private static final int SECONDS_BEFORE_END = 120;

    /// `[days-]hours[:minutes[:seconds]]` after a dash, and `minutes[:seconds]` or `hours:minutes:seconds`
    /// without one.
    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,6})-)?(\\d{1,6})(?::(\\d{1,6}))?(?::(\\d{1,6}))?");

    public SlurmScript {
        workingTime(time);
    }

    /// How long a task may compute, so that a checkpoint can be written before its time is over.
    ///
    /// @throws SweepException if the text is no time
    public static Duration workingTime(String time) {
        Matcher parts = TIME.matcher(time);
        if (!parts.matches()) {
            throw new SweepException("--time is '" + time + "' but must be minutes, hours:minutes:seconds or"
                    + " days-hours:minutes:seconds, as 4:00:00");
        }
        long first = number(parts, 2);
        long second = number(parts, 3);
        long third = number(parts, 4);
        boolean hours = parts.group(1) != null || parts.group(4) != null;
        long seconds = hours ? ((number(parts, 1) * 24 + first) * 60 + second) * 60 + third : first * 60 + second;
        if (seconds == 0) {
            throw new SweepException("--time is '" + time + "' but must be more than 0; Slurm's 0 means no limit");
        }
        return Duration.ofSeconds(seconds - Math.min(SECONDS_BEFORE_END, seconds / 10));
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    String text(BatchFolder folder) {
        BatchManifest manifest = folder.manifest();
        String place = ShellWord.of(folder.path().toString());
        return """
                #!/bin/bash
                #SBATCH --job-name=calorimeter-%s
                #SBATCH --array=0-%d
                #SBATCH --time=%s
                %s#SBATCH --cpus-per-task=%d
                #SBATCH --requeue
                #SBATCH --open-mode=append
                #SBATCH --output=%s/%%a.log
                #SBATCH --signal=B:USR1@%d
                # Add what your cluster asks for, such as an account or memory. To submit by hand: cd %s && sbatch %s

                %s sweep --array "$SLURM_ARRAY_TASK_ID/%d" --batch %s --cores "${SLURM_CPUS_PER_TASK:-%d}" --time %s &
                task=$!
                trap 'kill -TERM "$task" 2>/dev/null' TERM
                trap 'over=1; kill -TERM "$task" 2>/dev/null' USR1
                wait "$task"
                # A signal ends the wait, but not yet the task.
                while kill -0 "$task" 2>/dev/null; do wait "$task"; done
                wait "$task"
                status=$?
                # Its time is over: goes on later. SIGTERM alone is a cancelled job, or Slurm requeues by itself.
                if [ "$status" = %d ] || [ "$status$over" = 1431 ]; then
                  scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
                fi
                exit "$status"
                """.formatted(
                        manifest.name(),
                        manifest.tasks() - 1,
                        time,
                        partition == null ? "" : "#SBATCH --partition=" + partition + "\n",
                        cores,
                        LOGS,
                        SECONDS_BEFORE_END,
                        place,
                        FILE,
                        ShellWord.of(program.toString()),
                        manifest.tasks(),
                        place,
                        cores,
                        time,
                        MORE_TO_DO);
    }

    /// Writes it into the folder, in place of an earlier one.
    public Path write(BatchFolder folder) {
        Path file = folder.path().resolve(FILE);
        DurableFile.writeForUser(file, out -> out.write(text(folder).getBytes(StandardCharsets.UTF_8)));
        return file;
    }
}
