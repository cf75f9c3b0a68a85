// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.SweptQuantity;
import calorimeter.papers.claim.SweptQuantity.Measurement;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.resampling.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What share of the delay that a higher norm adds goes away when the output temperature puts the logit scale back:
///
///     recovery = (T₁ − T₂)/(T₁ − T₀)
///
/// T₀ the median delay at ρ = 1, τ = 1; T₁ that at ρ = 1.15, τ = 1; T₂ that at ρ = 1.15 and the τ at which the logit
/// scale is that of the first, median delay and scale interpolated linearly in τ.
record Recovery(Arm arm, int modulus) implements SweptQuantity {

    static final double RATIO = 1.15;
    static final List<Double> TEMPERATURES = List.of(1.0, 1.3, 1.5, 1.7);

    private static final int RESAMPLES = 2000;
    private static final int SEED = 19;

    /// ρ = 1 first, then ρ = 1.15 by rising τ.
    static List<Knobs> knobs() {
        return Stream.concat(
                        Stream.of(Knobs.BASELINE),
                        TEMPERATURES.stream().map(temperature -> new Knobs(RATIO, temperature)))
                .toList();
    }

    @Override
    public String text() {
        return "recovery = (T1 - T2)/(T1 - T0) at p = " + modulus + " in the arm '" + arm.title()
                + "', T0 the median delay at ρ = 1 and τ = 1, T1 at ρ = 1.15 and τ = 1, T2 at ρ = 1.15 and the τ at which"
                + " the logit scale is that of the first; delay and scale linear in τ between τ 1, 1.3, 1.5, 1.7; the"
                + " logit scale of a cell is the mean over seeds at the logged step nearest to its median delay;"
                + " interval: bootstrap over seeds, all cells of a seed drawn together, so that delays and scales are"
                + " drawn anew (" + RESAMPLES + " resamples, percentiles)";
    }

    SeedsOfCells cells(Evidence evidence) {
        return SeedsOfCells.of(knobs().stream()
                .map(knobs -> Cell.of(evidence, arm, modulus, knobs))
                .toList());
    }

    @Override
    public Answer<Measurement> of(Evidence evidence) {
        SeedsOfCells cells = cells(evidence);
        if (cells.count() < Bootstrap.FEWEST_UNITS) {
            return Answer.tooFew(
                    "recovery's number of seeds with runs at every setting", cells.count(), Bootstrap.FEWEST_UNITS);
        }
        return new Bootstrap(RESAMPLES, Family.CONFIDENCE)
                .ofUnits(
                        new int[] {cells.count()}, drawn -> recovery(cells.drawn(drawn[0])), new SplittableRandom(SEED))
                .map(estimate -> measured(cells, estimate));
    }

    private static Measurement measured(SeedsOfCells cells, Estimate estimate) {
        List<Detail> details = new ArrayList<>();
        for (Cell cell : cells.drawn(all(cells.count()))) {
            details.add(Detail.of("median delay, " + cell.knobs().words(), cell.medianDelay(), cells.count()));
            details.add(Detail.of("logit scale, " + cell.knobs().words(), cell.logitScale(), cells.count()));
        }
        Grounds grounds = new Grounds(
                "share of the delay added by the norm that the output temperature takes away",
                estimate,
                "medians over seeds; bootstrap over seeds",
                cells.names(),
                details);
        return new Measurement(grounds, 1);
    }

    private static int[] all(int count) {
        return IntStream.range(0, count).toArray();
    }

    /// NaN where the scale of the reference is not met, or a median not reached.
    ///
    /// @param cells in the order of [#knobs]
    static double recovery(List<Cell> cells) {
        double reference = cells.getFirst().logitScale();
        double lowest = cells.getFirst().medianDelay();
        double highest = cells.get(1).medianDelay();
        for (int i = 1; i + 1 < cells.size(); i++) {
            double above = cells.get(i).logitScale();
            double below = cells.get(i + 1).logitScale();
            if (above >= reference && reference >= below && above > below) {
                double share = (above - reference) / (above - below);
                double matched = cells.get(i).medianDelay()
                        + share * (cells.get(i + 1).medianDelay() - cells.get(i).medianDelay());
                return (highest - matched) / (highest - lowest);
            }
        }
        return Double.NaN;
    }

    /// The output temperature takes away more than a share of what the norm adds.
    record IsMost(Recovery recovery, double share) implements Prediction {

        @Override
        public String text() {
            return "The recovery is above " + Texts.number(share) + "; " + recovery.text() + ". Supported when the 95 %"
                    + " interval is above it, refuted when it is below. Judged by intervals, without a p-value.";
        }

        @Override
        public boolean isTest() {
            return false;
        }

        @Override
        public Verdict judge(Evidence evidence) {
            return switch (recovery.of(evidence)) {
                case Answer.Declined<Measurement> declined -> evidence.shortage(recovery.arm(), declined.advice());
                case Answer.Given<Measurement>(Measurement measured) -> {
                    Estimate estimate = measured.grounds().estimate();
                    double half = estimate.interval().width() / 2;
                    yield Verdict.of(
                            measured.grounds(),
                            estimate.interval().lower() > share,
                            estimate.interval().upper() < share,
                            OptionalDouble.empty(),
                            Missing.until(half, Math.abs(estimate.value() - share), estimate.n(), 1));
                }
            };
        }
    }
}
