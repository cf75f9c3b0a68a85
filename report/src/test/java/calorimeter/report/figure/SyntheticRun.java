// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import calorimeter.lab.observable.Quantity;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/// A made-up run that looks like grokking, in the shape in which a real one is reported: about 100 log-spaced
/// steps and every tenth, smooth laws with seeded noise. Its numbers mean nothing.
public final class SyntheticRun {

    private static final double MEMORISED = 140;

    private final long seed;
    private final Random random;
    private final long[] steps;
    private final double generalised;
    private final double peakOfC;

    private SyntheticRun(long seed, long lastStep, int logEvery) {
        this.seed = seed;
        random = new Random(seed);
        steps = loggedSteps(lastStep, logEvery);
        generalised = lastStep * (0.70 + 0.045 * (seed % 5));
        peakOfC = generalised * 0.55;
    }

    public static ReportedRun small(long seed) {
        return of(seed, 10_000, 10, 1, 4).build();
    }

    public static MadeRun of(long seed, long lastStep, int logEvery, int layers, int heads) {
        SyntheticRun law = new SyntheticRun(seed, lastStep, logEvery);
        MadeRun run = MadeRun.of("nanda-seed-" + seed, "nanda", seed, law.steps);
        law.describe(run);
        law.learning(run);
        law.thermodynamics(run);
        law.norms(run);
        law.ledger(run);
        law.heads(run, layers, heads);
        return run;
    }

    static long[] loggedSteps(long lastStep, int logEvery) {
        TreeSet<Long> logged = new TreeSet<>(List.of(0L, lastStep));
        for (int i = 0; i < 100; i++) {
            logged.add(Math.round(Math.pow((double) lastStep, i / 99.0)));
        }
        for (long step = 0; step <= lastStep; step += logEvery) {
            logged.add(step);
        }
        return logged.stream().mapToLong(Long::longValue).toArray();
    }

    private void describe(MadeRun run) {
        run.command("./calorimeter train --preset nanda --seed " + seed + " --max-steps " + steps[steps.length - 1]);
        run.memorised((long) MEMORISED);
        double[] levels = {0.5, 0.9, 0.95, 0.99};
        for (int i = 0; i < levels.length; i++) {
            run.generalised(levels[i], (long) (generalised * (1 + 0.02 * i)));
        }
        run.peaks("C", MadeRun.peak(60, 0.95, 0.2), MadeRun.peak((long) peakOfC, 2.35, 1.62));
        run.peaks("V", MadeRun.peak((long) (generalised * 0.8), 31.5, 24.0));
    }

    private void learning(MadeRun run) {
        run.series(Quantities.of("train.accuracy"), values(t -> Math.min(1, 0.01 + sigmoid(t, 70, 5) + noise(0.003))));
        run.series(
                Quantities.of("test.accuracy"),
                values(t -> Math.clamp(sigmoid(t, generalised, 28) + noise(0.004), 0, 1)));
        run.series(
                Quantities.of("train.loss"),
                values(t -> (4.7 * Math.exp(-t / 40) + 2e-7 + 1e-5 / (1 + t / 100)) * spread()));
        run.series(
                Quantities.of("test.loss"),
                values(t ->
                        (4.7 + 14 * sigmoid(t, 90, 4) - 18.6 * sigmoid(t, generalised * 0.98, 20)) * spread() + 5e-5));
    }

    private void thermodynamics(MadeRun run) {
        double[] within = values(
                t -> 1.1 + 20 * bump(t, generalised * 0.8, 0.12) + 12 * sigmoid(t, generalised, 9) + noise(0.25));
        double[] between = values(t -> 0.6 + 7 * bump(t, generalised * 0.75, 0.2) + noise(0.1));
        double[] total = new double[steps.length];
        for (int row = 0; row < total.length; row++) {
            total[row] = within[row] + between[row];
        }
        run.series(Quantities.of("attention.C"), values(this::specificHeat));
        run.series(Quantities.of("attention.V"), total);
        run.series(Quantities.of("attention.V.within"), within).series(Quantities.of("attention.V.between"), between);
        run.series(Quantities.of("attention.U"), values(t -> -0.2 - 18 * sigmoid(t, peakOfC, 3) + noise(0.1)));
        run.series(Quantities.of("attention.S"), values(this::entropy));
        run.series(Quantities.of("attention.F"), values(t -> -6.2 - 15 * sigmoid(t, peakOfC, 3) + noise(0.1)));
        run.series(
                Quantities.of("attention.similarity"), values(t -> 0.98 - 0.6 * sigmoid(t, peakOfC, 4) + noise(0.004)));
        run.series(
                Quantities.of("attention.entropy-spread"),
                values(t -> 0.01 + 0.25 * sigmoid(t, peakOfC, 4) + Math.abs(noise(0.004))));
        run.series(
                Quantities.of("embedding.fourier"),
                values(t -> 0.09 + 0.85 * sigmoid(t, generalised * 0.9, 7) + noise(0.003)));
    }

    private void norms(MadeRun run) {
        run.series(Quantities.of("weights.norm"), values(t -> 58 - 24 * sigmoid(t, peakOfC, 2.5) + noise(0.05)));
        run.series(Quantities.of("weights.norm.embedding"), values(t -> 14 - 8 * sigmoid(t, peakOfC, 2.5)));
        run.series(Quantities.of("weights.norm.layer0.attention"), values(t -> 22 - 7 * sigmoid(t, peakOfC, 3)));
        run.series(Quantities.of("weights.norm.layer0.mlp"), values(t -> 41 - 18 * sigmoid(t, peakOfC, 3)));
        run.series(Quantities.of("weights.norm.unembedding"), values(t -> 30 - 13 * sigmoid(t, peakOfC, 2)));
        run.series(
                Quantities.of("gradient.norm"),
                values(t -> (0.8 * Math.exp(-t / 60) + 2e-5 + 8e-4 * bump(t, generalised, 0.05)) * spread()));
        run.series(Quantities.of("update.norm"), values(t -> (0.6 * Math.exp(-t / 90) + 0.03) * spread()));
    }

    private void ledger(MadeRun run) {
        run.series(Quantities.of("ledger.work"), values(t -> -14 * sigmoid(t, peakOfC, 3)));
        run.series(Quantities.of("ledger.heat"), values(t -> -4 * sigmoid(t, peakOfC * 0.8, 3)));
        run.series(
                Quantities.of("ledger.energy"),
                values(t -> -14 * sigmoid(t, peakOfC, 3) - 4 * sigmoid(t, peakOfC * 0.8, 3)));
        run.series(Quantities.of("ledger.closure"), values(t -> t < 5 ? 0 : noise(3e-14)));
        run.series(
                Quantities.of("ledger.entropy-production"),
                values(t -> 0.013 * Math.log1p(t) / 9 + 0.02 * sigmoid(t, 60, 3)));
    }

    private void heads(MadeRun run, int layers, int heads) {
        for (Quantity quantity : List.of(
                Quantities.of("attention.C"),
                Quantities.of("attention.S"),
                Quantities.of("attention.KL"),
                Quantities.of("attention.chi"),
                Quantities.of("attention.U"),
                Quantities.of("attention.F"))) {
            double[][][] values = new double[layers][heads][];
            for (int layer = 0; layer < layers; layer++) {
                for (int head = 0; head < heads; head++) {
                    double pace = 0.7 + (layer * 0.37 + head * 0.61) % 1 * 1.2;
                    values[layer][head] = values(t -> headValue(quantity, t * pace));
                }
            }
            run.headSeries(quantity, values);
        }
    }

    private double headValue(Quantity quantity, double t) {
        double logKeys = Math.log(3);
        return switch (quantity.name()) {
            case "attention.C" -> specificHeat(t);
            case "attention.S" -> entropy(t);
            case "attention.KL" -> logKeys - entropy(t);
            case "attention.chi" -> specificHeat(t) / (logKeys * logKeys);
            case "attention.U" -> -0.2 - 18 * sigmoid(t, peakOfC, 3);
            default -> -6.2 - 15 * sigmoid(t, peakOfC, 3);
        };
    }

    private double specificHeat(double t) {
        return 0.3
                + 0.6 * bump(t, 60, 0.2)
                + 1.6 * bump(t, peakOfC, 0.08)
                + 0.4 * sigmoid(t, peakOfC, 3)
                + Math.abs(noise(0.02));
    }

    private double entropy(double t) {
        return 1.08 - 0.55 * sigmoid(t, peakOfC, 3) - Math.abs(noise(0.01));
    }

    private double[] values(DoubleUnaryOperator law) {
        double[] values = new double[steps.length];
        for (int row = 0; row < values.length; row++) {
            values[row] = law.applyAsDouble((double) steps[row]);
        }
        return values;
    }

    /// Rises from 0 to 1 about `middle`, the faster the greater `sharpness`; in logarithmic time.
    private static double sigmoid(double t, double middle, double sharpness) {
        return 1 / (1 + Math.pow(Math.max(t, 0.1) / middle, -sharpness));
    }

    /// A Gaussian in decades.
    private static double bump(double t, double middle, double width) {
        double distance = Math.log10(Math.max(t, 0.1) / middle) / width;
        return Math.exp(-distance * distance / 2);
    }

    private double noise(double size) {
        return size * random.nextGaussian();
    }

    private double spread() {
        return Math.exp(noise(0.06));
    }
}
