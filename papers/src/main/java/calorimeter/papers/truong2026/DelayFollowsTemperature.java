// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Difference;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.MeanVerdict;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Slope;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// On a transformer the delay follows one of its two temperatures: that of the output, which divides the
/// logits that the loss sees, or that of attention, which divides the scores. Slope of ln T_grok on the
/// logarithm of one, the other at 1.
///
/// The norm is free: no norm is published at which that of a transformer could be held.
record DelayFollowsTemperature(Side side, Difference difference) implements Prediction {

    /// As in kim2026, whose main runs have both temperatures at 1.
    static final int MODULUS = 37;

    static final double FRACTION = 0.5;
    static final int BUDGET = 20_000;
    static final int SEEDS = 6;

    enum Side {
        OUTPUT("output", "output temperature τ"),
        ATTENTION("attention", "temperature T of attention");

        private final String key;
        private final String title;

        Side(String key, String title) {
            this.key = key;
            this.title = title;
        }

        String key() {
            return key;
        }

        String title() {
            return title;
        }

        private List<Double> temperatures() {
            return this == OUTPUT ? List.of(1.0, 1.3, 1.7) : List.of(0.5, 1.0, 2.0);
        }

        double of(Knobs knobs) {
            return this == OUTPUT ? knobs.temperature() : knobs.attention();
        }

        List<Knobs> knobs() {
            return temperatures().stream()
                    .map(value -> this == OUTPUT ? new Knobs(0, value) : new Knobs(0, 1, value))
                    .toList();
        }

        List<Cell> cells(Evidence evidence) {
            return knobs().stream()
                    .map(knobs -> Cell.of(evidence, TruongGrid.ATTENTION, MODULUS, knobs))
                    .toList();
        }
    }

    /// All settings, each once.
    static List<Knobs> knobs() {
        return Stream.of(Side.values())
                .flatMap(side -> side.knobs().stream())
                .distinct()
                .toList();
    }

    @Override
    public String text() {
        return "The transformer of the preset nanda at p = " + MODULUS + ", train fraction " + FRACTION
                + ", norm free, at most " + BUDGET + " steps, seeds " + 1000 * MODULUS + " to "
                + (1000 * MODULUS + SEEDS - 1) + ". The least-squares slope of ln T_grok on the logarithm of the "
                + side.title() + " at " + side.temperatures() + ", the other temperature at 1, seed by seed, is not 0. "
                + difference.text("its mean over seeds")
                + ". T_grok is the first logged step with test accuracy of at least " + Cell.LEVEL
                + "; a seed counts when it has grokked at each. Holm's family is the " + Side.values().length
                + " claims T-ATTENTION alone.";
    }

    @Override
    public String family() {
        return "T-ATTENTION";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        SeedsOfCells cells = SeedsOfCells.of(side.cells(evidence));
        List<Double> slopes = new ArrayList<>();
        for (int seed = 0; seed < cells.count(); seed++) {
            List<Cell> one = cells.seed(seed);
            if (one.stream().allMatch(cell -> cell.grokked() == 1)) {
                slopes.add(Slope.of(one.stream().map(this::point).toList()));
            }
        }
        return new MeanVerdict(
                        TruongGrid.ATTENTION,
                        "slope of ln T_grok on the logarithm of the " + side.title(),
                        slopes.stream().mapToDouble(Double::doubleValue).toArray(),
                        cells.names())
                .judge(evidence, difference, details(cells));
    }

    private double[] point(Cell cell) {
        return new double[] {Math.log(side.of(cell.knobs())), Math.log(cell.medianDelay())};
    }

    /// What is seen at T_grok.
    private static List<Detail> details(SeedsOfCells cells) {
        List<Detail> details = new ArrayList<>();
        for (Cell cell : cells.cells()) {
            String at = ", " + cell.knobs().words();
            int n = cell.grokked();
            details.add(Detail.of("median delay" + at, cell.medianDelay(), n));
            details.add(Detail.of("median logit scale" + at, Samples.median(cell.atDelays(Cell.LOGIT_SCALE)), n));
            details.add(
                    Detail.of("median C_read" + at, Samples.median(cell.atDelays(RunEvidence.READ_SPECIFIC_HEAT)), n));
        }
        return details;
    }
}
