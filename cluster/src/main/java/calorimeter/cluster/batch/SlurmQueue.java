// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import calorimeter.cluster.share.BundleFolder;
import calorimeter.lab.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// Slurm's queue, asked by its own commands, and the jobs that a folder has in it.
public final class SlurmQueue {

    private static final String JOBS = "jobs";

    private final Path folder;

    public SlurmQueue(BatchFolder folder) {
        this.folder = folder.path();
    }

    /// Submits all tasks once; a second call submits nothing. Returns the job's id, or nothing if the array
    /// was submitted before.
    ///
    /// @throws StoreException if `sbatch` fails; then nothing is submitted, and the next call tries again
    public Optional<String> submitFirst() {
        Path jobs = folder.resolve(JOBS);
        try {
            Files.createFile(jobs);
        } catch (FileAlreadyExistsException before) {
            return Optional.empty();
        } catch (IOException e) {
            throw BundleFolder.failure("write", jobs, e);
        }
        String job;
        try {
            job = sbatch(List.of());
        } catch (StoreException notSubmitted) {
            deleteIfEmpty(jobs);
            throw notSubmitted;
        }
        note(job);
        return Optional.of(job);
    }

    private static void deleteIfEmpty(Path jobs) {
        try {
            if (Files.size(jobs) == 0) {
                Files.delete(jobs);
            }
        } catch (IOException stays) {
            // Then --resubmit submits everything.
        }
    }

    /// Submits some tasks again.
    ///
    /// @param tasks those of the array, or none for all
    public String submit(Collection<Integer> tasks) {
        String job = sbatch(tasks);
        note(job);
        return job;
    }

    private String sbatch(Collection<Integer> tasks) {
        List<String> command = new ArrayList<>(List.of("sbatch", "--parsable"));
        if (!tasks.isEmpty()) {
            command.add("--array=" + tasks.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        command.add(SlurmScript.FILE);
        // With the cluster's name behind a semicolon where there are several.
        return ask(command).strip().replaceFirst(";.*", "");
    }

    private void note(String job) {
        Path jobs = folder.resolve(JOBS);
        try {
            Files.writeString(jobs, job + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw BundleFolder.failure("note job " + job + " in", jobs, e);
        }
    }

    /// Tasks that wait or run.
    public Set<Integer> tasks() {
        Path file = folder.resolve(JOBS);
        Set<String> jobs;
        try {
            jobs = Files.exists(file) ? Set.copyOf(Files.readAllLines(file)) : Set.of();
        } catch (IOException e) {
            throw BundleFolder.failure("read", file, e);
        }
        // All users' jobs: asked for one that is long over, squeue fails.
        return ask(List.of("squeue", "--noheader", "--array", "--format=%F %K"))
                .lines()
                .map(line -> line.strip().split(" ", -1))
                .filter(line -> line.length == 2 && jobs.contains(line[0]))
                .map(line -> Integer.valueOf(line[1]))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String ask(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).directory(folder.toFile()).start();
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(
                    () -> process.errorReader().lines().collect(Collectors.joining("\n")));
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new StoreException(command.getFirst() + " has failed: "
                        + errors.join().strip() + "; the array job is " + folder.resolve(SlurmScript.FILE)
                        + ", which you may edit");
            }
            return answer;
        } catch (IOException e) {
            throw new StoreException(
                    "cannot start " + command.getFirst()
                            + ": run this where Slurm's commands are, or write the array job with --dry-run and submit it there",
                    e);
        }
    }
}
