package calorimeter.lab.run;

/// How a run ended. Built by [Runner] alone.
public sealed interface Outcome {

    /// Name of the run in the store.
    String run();

    record Completed(String run, TrainResult result) implements Outcome {}

    /// A quantity is not finite any more. Running again would repeat it: change the settings.
    record Diverged(String run, long step, String quantity) implements Outcome {}

    /// Stopped on request; continues from its checkpoint.
    record Interrupted(String run, long step) implements Outcome {}
}
