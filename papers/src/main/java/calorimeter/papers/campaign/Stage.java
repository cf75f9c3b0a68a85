package calorimeter.papers.campaign;

import calorimeter.lab.run.TrainParameters;
import calorimeter.papers.claim.Arm;
import java.util.List;

/// Runs that may go on side by side: none waits for another of them.
///
/// @param name for progress: `pilot`, `main`
public record Stage(String name, List<Item> items) {

    /// One run and what it is for.
    public record Item(Arm arm, TrainParameters parameters) {

        public int modulus() {
            return parameters.training().task().modulus();
        }

        public long seed() {
            return parameters.training().seed();
        }

        /// Whether claims stand on the run: a pilot's only chooses settings, by a rule that is part of the
        /// design.
        public boolean isEvidence() {
            return arm != Arm.PILOT;
        }

        /// Whether the run is evidence and one that the design of a size chooses: the states before training at
        /// several head sizes are the same at every size, so having them is no look at this one.
        public boolean isOfTheDesign() {
            return isEvidence() && arm != Arm.HEAD_SIZES;
        }
    }

    public Stage {
        items = List.copyOf(items);
    }
}
