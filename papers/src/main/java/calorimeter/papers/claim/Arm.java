package calorimeter.papers.claim;

/// What a run is for: the part of an experiment it belongs to.
public enum Arm {
    /// chooses a setting for the others; never evidence for a claim
    PILOT("pilot"),
    /// the experiment itself
    MAIN("main"),
    /// the experiment on another architecture
    SECOND_MODEL("second model"),
    /// null: the main runs without weight decay
    NO_DECAY("null: weight decay 0"),
    /// null: the main runs with every answer drawn at random
    RANDOM_LABELS("null: random labels"),
    /// control: (a, b) and (b, a) on the same side of the split
    UNORDERED("control: unordered split"),
    /// the state before training at several head sizes
    HEAD_SIZES("head sizes at initialisation"),
    /// paired comparison: no intervention
    BASELINE("baseline"),
    /// paired comparison: the z-score controller from a cold start
    COLD_START("z-score, cold start"),
    /// paired comparison: the z-score controller with a sensor that runs from the first step
    CONTINUOUS_SENSOR("z-score, continuous sensor"),
    /// paired comparison: weight decay proportional to the rate of V
    RATE("rate of V"),
    /// paired comparison: one step of the weight decay
    DISCRETE("discrete step"),
    /// paired comparison: constant weight decay of the same mean as the cold start's
    EQUAL_MEAN("constant, equal mean"),
    /// a control parameter swept over a grid
    SWEPT("sweep");

    private final String title;

    Arm(String title) {
        this.title = title;
    }

    /// For a table.
    public String title() {
        return title;
    }
}
