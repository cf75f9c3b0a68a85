// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs with planted delays, logit scales and norms.
final class PlantedRuns {

    private static final PeakRule RULE = new PeakRule(PeakDetector.standard(), 0.99, 0.9, 0);
    private static final int EVERY = 25;

    private final List<RunEvidence> runs = new ArrayList<>();

    /// One run; its rows end 500 steps after it has grokked.
    ///
    /// @param delay rounded to the next row; infinite for a run that never groks
    PlantedRuns add(Arm arm, int modulus, Knobs knobs, long seed, double delay, double logitScale) {
        int rows = Double.isFinite(delay) ? (int) Math.ceil(delay / EVERY) + 20 : 400;
        double[] steps = new double[rows];
        double[] train = new double[rows];
        double[] test = new double[rows];
        double[] scale = new double[rows];
        double[] norm = new double[rows];
        for (int i = 0; i < rows; i++) {
            steps[i] = EVERY * i;
            train[i] = i < 8 ? 0.5 : 1;
            test[i] = steps[i] >= delay ? 0.95 : 0.1;
            scale[i] = logitScale;
            norm[i] = knobs.isFree() ? 54.489 : knobs.ratio() * 54.489;
        }
        Map<String, SampledSeries> series = Map.of(
                RunEvidence.TRAIN_ACCURACY, SampledSeries.of(steps, train),
                RunEvidence.TEST_ACCURACY, SampledSeries.of(steps, test),
                Cell.LOGIT_SCALE, SampledSeries.of(steps, scale),
                Cell.NORM, SampledSeries.of(steps, norm));
        Map<String, Double> numbers = new HashMap<>(
                Map.of(Cell.TEMPERATURE, knobs.temperature(), Cell.ATTENTION_TEMPERATURE, knobs.attention()));
        if (!knobs.isFree()) {
            numbers.put(Cell.RATIO, knobs.ratio());
        }
        runs.add(new RunEvidence(
                arm.name() + "-" + modulus + "-" + knobs.words() + "-" + seed,
                arm,
                modulus,
                seed,
                0,
                series,
                numbers,
                RULE));
        return this;
    }

    List<RunEvidence> runs() {
        return runs;
    }

    Evidence evidence() {
        return new Evidence(
                runs,
                List.of(),
                List.of(),
                Map.of(Arm.SWEPT, 99, TruongGrid.FREE, 12, TruongGrid.SQUARED, 24, TruongGrid.UNORDERED, 60));
    }

    /// The published delays and logit scales, of the first seeds.
    ///
    /// @param factor of the delays at one setting
    static PlantedRuns published(int seeds, Knobs changed, double factor) {
        PlantedRuns planted = new PlantedRuns();
        for (PublishedDelays published : PublishedDelays.ALL) {
            Arm arm = published.knobs().isFree() ? TruongGrid.FREE : Arm.SWEPT;
            double times = published.knobs().equals(changed) ? factor : 1;
            for (int seed = 0; seed < seeds; seed++) {
                planted.add(
                        arm,
                        PublishedDelays.MODULUS,
                        published.knobs(),
                        seed,
                        times * published.delays().get(seed),
                        published.logitScale());
            }
        }
        return planted;
    }
}
