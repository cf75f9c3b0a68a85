// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Equivalence;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.MeanVerdict;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Slope;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// ln T_grok against the norm ‖W‖ that a clamp holds, at τ = 1, seed by seed.
///
/// @param ratios ρ of the clamps, rising
record DoseResponse(int modulus, List<Double> ratios) {

    DoseResponse {
        ratios = List.copyOf(ratios);
    }

    String text() {
        return "clamps at ρ " + ratios.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " at p = "
                + modulus + " and τ = 1, seed by seed; a seed counts when it has grokked at each of them";
    }

    /// For each seed that has grokked at every ρ, the points (‖W‖, ln T_grok).
    List<List<double[]>> seeds(Evidence evidence) {
        SeedsOfCells all = cells(evidence);
        List<List<double[]>> seeds = new ArrayList<>();
        for (int seed = 0; seed < all.count(); seed++) {
            List<Cell> cells = all.seed(seed);
            if (cells.stream().allMatch(cell -> cell.grokked() == 1)) {
                seeds.add(cells.stream().map(DoseResponse::point).toList());
            }
        }
        return seeds;
    }

    SeedsOfCells cells(Evidence evidence) {
        return SeedsOfCells.of(ratios.stream()
                .map(ratio -> Cell.of(evidence, Arm.SWEPT, modulus, new Knobs(ratio, 1)))
                .toList());
    }

    private static double[] point(Cell cell) {
        RunEvidence run = cell.runs().getFirst();
        double delay = cell.medianDelay();
        return new double[] {Cell.at(run, Cell.NORM, delay), Math.log(delay)};
    }

    /// α: slope of ln T_grok on ‖W‖ of every seed.
    double[] slopes(Evidence evidence) {
        return seeds(evidence).stream().mapToDouble(Slope::of).toArray();
    }

    /// ln(RSS of the power law / RSS of the exponential) of every seed, both fitted to ln T_grok with two parameters:
    /// the difference of their AICc over the number of points.
    double[] advantages(Evidence evidence) {
        return seeds(evidence).stream()
                .mapToDouble(points -> Math.log(residual(logarithmic(points)) / residual(points)))
                .toArray();
    }

    private static List<double[]> logarithmic(List<double[]> points) {
        return points.stream()
                .map(point -> new double[] {Math.log(point[0]), point[1]})
                .toList();
    }

    /// Sum of squares about the least-squares line.
    private static double residual(List<double[]> points) {
        double slope = Slope.of(points);
        double[] rests = points.stream()
                .mapToDouble(point -> point[1] - slope * point[0])
                .toArray();
        double mean = Arrays.stream(rests).average().orElse(Double.NaN);
        return Arrays.stream(rests).map(rest -> (rest - mean) * (rest - mean)).sum();
    }

    /// The delay is an exponential of the norm rather than a power of it.
    record IsExponential(DoseResponse dose) implements Prediction {

        @Override
        public String text() {
            return "T_grok = a exp(α W) leaves less of the variance of ln T_grok than T_grok = a W^θ, W the norm held; "
                    + dose.text()
                    + ". The logarithm of the ratio of the sums of squares of power and exponential, which is"
                    + " the difference of their AICc over the number of clamps. Supported when the 95 % Student interval of"
                    + " its mean over seeds is above 0, refuted when it is below.";
        }

        @Override
        public Verdict judge(Evidence evidence) {
            return new MeanVerdict(
                            Arm.SWEPT,
                            "ln(RSS of the power law / RSS of the exponential)",
                            dose.advantages(evidence),
                            dose.cells(evidence).names())
                    .judge(evidence, new Decision(0, 0), List.of());
        }
    }

    /// T_grok ∝ exp(α ‖W‖) with the published α.
    ///
    /// @param published α
    /// @param tolerance relative distance from it that agrees
    record Rises(DoseResponse dose, double published, double tolerance) implements Prediction {

        @Override
        public String text() {
            return "α, the least-squares slope of ln T_grok on the norm held, agrees with the published "
                    + Texts.number(published) + "; " + dose.text()
                    + ". Supported when the 95 % Student interval of the mean"
                    + " over seeds lies within " + Texts.number(100 * tolerance)
                    + " per cent of it, refuted when it lies"
                    + " outside.";
        }

        @Override
        public Verdict judge(Evidence evidence) {
            Equivalence rule = new Equivalence(published * (1 - tolerance), published * (1 + tolerance));
            return new MeanVerdict(
                            Arm.SWEPT,
                            "α, slope of ln T_grok on the norm of all matrices",
                            dose.slopes(evidence),
                            dose.cells(evidence).names())
                    .judge(evidence, rule, List.of());
        }
    }
}
