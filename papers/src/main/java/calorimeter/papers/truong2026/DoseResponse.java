// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Slope;
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
}
