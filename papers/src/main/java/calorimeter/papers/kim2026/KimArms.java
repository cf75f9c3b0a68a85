package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import java.util.List;

/// The arms of kim2026 beside its main runs and their pilot.
final class KimArms {

    /// The experiment on another architecture.
    static final Arm SECOND_MODEL = new Arm("SECOND_MODEL", "second model", Arm.Role.JUDGED);

    /// Null: the main runs without weight decay.
    static final Arm NO_DECAY = new Arm("NO_DECAY", "null: weight decay 0", Arm.Role.JUDGED);

    /// Null: the main runs with every answer drawn at random.
    static final Arm RANDOM_LABELS = new Arm("RANDOM_LABELS", "null: random labels", Arm.Role.JUDGED);

    static final List<Arm> NULLS = List.of(NO_DECAY, RANDOM_LABELS);

    /// Control: (a, b) and (b, a) on the same side of the split.
    static final Arm UNORDERED = new Arm("UNORDERED", "control: unordered split", Arm.Role.JUDGED);

    /// The state before training at several head sizes, the same at every size of the experiment.
    static final Arm HEAD_SIZES = new Arm("HEAD_SIZES", "head sizes at initialisation", Arm.Role.SHARED);

    private KimArms() {}
}
