// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.nio.file.Path;
import java.util.Optional;

/// A run that another process kills: appends a row for each step and a checkpoint for every fifth, and says so
/// on the standard output as soon as the store has acknowledged it.
final class EndlessRun {

    static final long SEED = 11;
    static final int CHECKPOINT_EVERY = 5;

    private EndlessRun() {}

    public static void main(String[] arguments) {
        try (RunStore store = RunStore.open(Path.of(arguments[0]));
                RunHandle run = startOrResume(store)) {
            CheckpointStore checkpoints = run.checkpoints(2);
            long step = checkpoints.latest().map(Checkpoint::step).orElse(0L);
            say("ready " + run.name());
            while (true) {
                step++;
                store.append(run, step, step / 10.0, Samples.values(step));
                say("row " + step);
                if (step % CHECKPOINT_EVERY == 0) {
                    checkpoints.write(Samples.checkpoint(step));
                    say("checkpoint " + step);
                }
            }
        }
    }

    private static RunHandle startOrResume(RunStore store) {
        Optional<RunRecord> existing = store.runs().stream().findFirst();
        return existing.isPresent()
                ? store.resume(existing.get(), Samples.PROVENANCE)
                : store.start(Samples.description(SEED));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
