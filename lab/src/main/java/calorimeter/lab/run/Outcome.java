package calorimeter.lab.run;

/// How a run ended. Built by [Runner] alone.
public sealed interface Outcome<R extends Record> {

    /// Name of the run in the store.
    String run();

    record Completed<R extends Record>(String run, R result) implements Outcome<R> {}

    /// A quantity is not finite any more. Running again would repeat it: change the settings.
    record Diverged<R extends Record>(String run, long step, String quantity) implements Outcome<R> {}

    /// Stopped on request; continues from its checkpoint.
    record Interrupted<R extends Record>(String run, long step) implements Outcome<R> {}
}
