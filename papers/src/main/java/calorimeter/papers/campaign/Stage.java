// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.engine.data.OperationTask;
import calorimeter.lab.run.TrainParameters;
import calorimeter.papers.claim.Arm;
import java.util.List;
import java.util.Optional;

/// Runs that may go on side by side: none waits for another of them.
///
/// @param name for progress: `pilot`, `main`
public record Stage(String name, List<Item> items) {

    /// One run and what it is for.
    public record Item(Arm arm, TrainParameters parameters) {

        /// Modulus of its operation; 0 where it learns something else.
        public int modulus() {
            return operation().map(OperationTask::modulus).orElse(0);
        }

        /// What it learns, if that is an operation.
        public Optional<OperationTask> operation() {
            return parameters.training().task() instanceof OperationTask task ? Optional.of(task) : Optional.empty();
        }

        public long seed() {
            return parameters.training().seed();
        }

        /// Whether claims stand on the run.
        public boolean isEvidence() {
            return arm.role() != Arm.Role.CHOOSING;
        }

        /// Whether the run is evidence and one that the design of a size chooses.
        public boolean isOfTheDesign() {
            return arm.role() == Arm.Role.JUDGED;
        }
    }

    public Stage {
        items = List.copyOf(items);
    }
}
