// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import calorimeter.engine.optimizer.OptimizerSettings.Sgd;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.series.SampledSeries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Finished runs of a plan with planted numbers.
final class SyntheticCharges {

    private SyntheticCharges() {}

    /// All runs of the plan below a seed; each has the planted numbers besides its settings.
    ///
    /// @param numbers by name; NaN where a run has none
    /// @param accuracy at the last step
    static Evidence evidence(
            TanakaGrid grid, int seeds, Map<String, ToDoubleFunction<Item>> numbers, ToDoubleFunction<Item> accuracy) {
        List<RunEvidence> runs = TanakaPlan.of(grid).items().stream()
                .filter(item -> item.seed() < seeds)
                .map(item -> run(item, numbers, accuracy.applyAsDouble(item)))
                .toList();
        return new Evidence(runs, List.of(), List.of(), Map.of());
    }

    private static RunEvidence run(Item item, Map<String, ToDoubleFunction<Item>> planted, double accuracy) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        var training = item.parameters().training();
        numbers.put(ChargeRun.RATE, training.optimizer().learningRate());
        numbers.put(RunEvidence.WEIGHT_DECAY, training.optimizer().weightDecay());
        numbers.put(ChargeRun.BATCH, (double) training.batchSize());
        numbers.put(ChargeRun.SCALE, training.filters().scale());
        if (training.optimizer() instanceof Sgd sgd) {
            numbers.put(ChargeRun.MOMENTUM, sgd.momentum());
        }
        planted.forEach((name, number) -> {
            double value = number.applyAsDouble(item);
            if (!Double.isNaN(value)) {
                numbers.put(name, value);
            }
        });
        SampledSeries accuracies = SampledSeries.of(new double[] {0, 100}, new double[] {1, accuracy});
        return new RunEvidence(
                item.arm().name() + " " + item.parameters().hashCode(),
                item.arm(),
                item.modulus(),
                item.seed(),
                0,
                Map.of(RunEvidence.TRAIN_ACCURACY, accuracies, RunEvidence.TEST_ACCURACY, accuracies),
                numbers,
                PeakRule.standard());
    }
}
