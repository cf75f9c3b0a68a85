// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.physics.action.DepthAction;
import calorimeter.physics.action.DepthMotion;
import calorimeter.physics.action.DepthMotion.Sums;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.resampling.Bootstrap;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Depth as time on a page: whether the rows of a stack of layers move as a particle would ([DepthMotion]).
/// Nothing for models of less than three layers.
public final class DepthText {

    private static final int ORDERS = 199;
    private static final long SEED = 21;

    /// Weights of all paths, each of which every order visits: some seconds.
    private static final long MOST_WEIGHTS = 1L << 17;

    private DepthText() {}

    /// @param all a path for each unit, (layers × keys); the first of them are followed
    /// @param unit what has such a path: an example or a prompt
    public static Html section(List<double[][]> all, String unit) {
        if (all.isEmpty() || all.getFirst().length < 3) {
            return Html.NOTHING;
        }
        List<double[][]> paths = followed(all);
        List<Sums> sums = paths.stream().map(Sums::ofSoftmax).toList();
        Sums together = sums.stream().reduce(Sums.NONE, Sums::plus);
        if (!together.determined()) {
            return Html.NOTHING;
        }
        DepthMotion motion = DepthMotion.of(together);
        double[] shuffled = DepthMotion.shuffledResiduals(
                paths.getFirst().length,
                order -> paths.stream()
                        .map(path ->
                                Sums.ofSoftmax(order.stream().map(l -> path[l]).toArray(double[][]::new)))
                        .reduce(Sums.NONE, Sums::plus),
                ORDERS,
                new SplittableRandom(SEED));
        long asGood = 1
                + Arrays.stream(shuffled)
                        .filter(other -> other <= motion.residual())
                        .count();
        return Html.of(
                """
                <section id="motion"><h2>Depth as time</h2>
                <p>{}</p>
                {}</section>
                """,
                words(paths, unit),
                Html.table(
                        "facts",
                        List.of("quantity", "value"),
                        List.<List<?>>of(
                                List.of("mass m, in units of T", interval(sums, DepthMotion::mass)),
                                List.of("friction γ", interval(sums, DepthMotion::friction)),
                                List.of("residual", Text.rounded(motion.residual())),
                                List.of("residual of shuffled layers, median", Text.rounded(shuffled[ORDERS / 2])),
                                List.of("orders that fit as well, its own counted", asGood + " of " + (ORDERS + 1)),
                                List.of("length of a path", Text.rounded(mean(paths, DepthAction::length))),
                                List.of("straightness", Text.rounded(mean(paths, DepthAction::straightness))))));
    }

    private static List<double[][]> followed(List<double[][]> paths) {
        int count = 0;
        long weights = 0;
        while (count < paths.size() && (count < Bootstrap.FEWEST_UNITS || weights < MOST_WEIGHTS)) {
            weights += (long) paths.get(count).length * paths.get(count)[0].length;
            count++;
        }
        return paths.subList(0, count);
    }

    private static String words(List<double[][]> paths, String unit) {
        return String.format(
                Locale.ROOT,
                "Do attention rows move through the layers as a particle would? The row of the last query, mean over"
                        + " heads, is followed through %d layers on %d %s. A row is pulled towards that of the next"
                        + " layer, with the potential KL(p‖p of the next layer). Mass and friction are those that fit"
                        + " the discrete equation of motion best. A residual of 0 is such a motion, of 1 none; the layers"
                        + " in other orders say what chance gives. Intervals of 95 %% are over %s, and need %d.",
                paths.getFirst().length,
                paths.size(),
                unit + (paths.size() == 1 ? "" : "s"),
                unit + "s",
                Bootstrap.FEWEST_UNITS);
    }

    private static Html interval(List<Sums> sums, ToDoubleFunction<DepthMotion> value) {
        ToDoubleFunction<int[][]> ofDrawn = drawn -> {
            Sums all = Arrays.stream(drawn[0]).mapToObj(sums::get).reduce(Sums.NONE, Sums::plus);
            return all.determined() ? value.applyAsDouble(DepthMotion.of(all)) : Double.NaN;
        };
        int[] each = IntStream.range(0, sums.size()).toArray();
        Html own = Text.rounded(ofDrawn.applyAsDouble(new int[][] {each}));
        Answer<Estimate> answer =
                new Bootstrap(1000, 0.95).ofUnits(new int[] {sums.size()}, ofDrawn, new SplittableRandom(SEED));
        return switch (answer) {
            case Answer.Given<Estimate>(Estimate estimate) ->
                Html.of(
                        "{} [{}, {}]",
                        own,
                        Text.rounded(estimate.interval().lower()),
                        Text.rounded(estimate.interval().upper()));
            case Answer.Declined<Estimate> _ -> own;
        };
    }

    private static double mean(List<double[][]> paths, ToDoubleFunction<DepthAction> value) {
        return paths.stream()
                .map(path -> DepthAction.of(path, DepthAction.softmaxEnergies(path), 1, 1))
                .mapToDouble(value)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
