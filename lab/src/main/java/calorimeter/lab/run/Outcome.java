// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

/// How a run ended. Built by [Runner] alone.
public sealed interface Outcome {

    /// Name of the run in the store.
    String run();

    record Completed(String run, TrainResult result) implements Outcome {}

    /// A quantity has a value, in words, with which the run cannot go on. Running again would repeat it: change the
    /// settings.
    record Diverged(String run, long step, String quantity, String value) implements Outcome {}

    /// Stopped on request; continues from its checkpoint.
    record Interrupted(String run, long step) implements Outcome {}
}
