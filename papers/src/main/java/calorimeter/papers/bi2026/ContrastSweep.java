// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.bi2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// The head–tail contrast m of runs of the arm [Arm#SWEPT], by modulus and train fraction.
final class ContrastSweep {

    /// Two seeds have a variance, but no interval worth the name.
    private static final int FEWEST_SEEDS = 2;

    private final Map<Integer, TreeMap<Double, List<RunEvidence>>> cells = new TreeMap<>();

    private ContrastSweep() {}

    static ContrastSweep of(Evidence evidence) {
        ContrastSweep sweep = new ContrastSweep();
        for (RunEvidence run : evidence.runs(Arm.SWEPT)) {
            if (run.number(RunEvidence.TRAIN_FRACTION).isPresent()
                    && run.number(HeadTailContrast.NAME).isPresent()) {
                sweep.cells
                        .computeIfAbsent(run.modulus(), key -> new TreeMap<>())
                        .computeIfAbsent(run.number(RunEvidence.TRAIN_FRACTION).orElseThrow(), key -> new ArrayList<>())
                        .add(run);
            }
        }
        return sweep;
    }

    /// Rising; those with two seeds or more at two fractions or more.
    List<Integer> moduli() {
        return cells.keySet().stream()
                .filter(modulus -> fractions(modulus).size() > 1)
                .toList();
    }

    /// Rising; those with two seeds or more.
    NavigableSet<Double> fractions(int modulus) {
        NavigableSet<Double> fractions = new TreeSet<>();
        cells.getOrDefault(modulus, new TreeMap<>()).forEach((fraction, runs) -> {
            if (runs.size() >= FEWEST_SEEDS) {
                fractions.add(fraction);
            }
        });
        return fractions;
    }

    /// The fractions that both moduli have.
    List<Double> shared(int one, int other) {
        NavigableSet<Double> fractions = fractions(one);
        fractions.retainAll(fractions(other));
        return List.copyOf(fractions);
    }

    List<RunEvidence> runs(int modulus, double fraction) {
        return List.copyOf(cells.getOrDefault(modulus, new TreeMap<>()).getOrDefault(fraction, List.of()));
    }

    List<RunEvidence> runs(int modulus) {
        return fractions(modulus).stream()
                .flatMap(fraction -> runs(modulus, fraction).stream())
                .toList();
    }

    List<String> names(int... moduli) {
        return Evidence.names(IntStream.of(moduli)
                .boxed()
                .flatMap(modulus -> runs(modulus).stream())
                .toList());
    }

    double[] contrasts(int modulus, double fraction) {
        return runs(modulus, fraction).stream()
                .mapToDouble(run -> run.number(HeadTailContrast.NAME).orElseThrow())
                .toArray();
    }

    /// Unbiased variance of m over seeds.
    static double variance(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double square = 0;
        for (double value : values) {
            square += (value - mean) * (value - mean);
        }
        return square / (values.length - 1);
    }
}
