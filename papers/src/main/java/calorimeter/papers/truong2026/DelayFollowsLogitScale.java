// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.resampling.Bootstrap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Over a grid of clamps and output temperatures the delay is a function of the logit scale: R² of ln T_grok on it, and
/// what ρ adds to R² as a second regressor.
///
/// @param share that R² must exceed
/// @param gain that ρ may add at most
record DelayFollowsLogitScale(int modulus, double share, double gain) implements Prediction {

    static final List<Double> RATIOS = List.of(1.0, 1.05, 1.1, 1.15);
    static final List<Double> TEMPERATURES = List.of(1.0, 1.3, 1.7);

    private static final int RESAMPLES = 2000;
    private static final int SEED = 20;

    static List<Knobs> knobs() {
        return RATIOS.stream()
                .flatMap(ratio -> TEMPERATURES.stream().map(temperature -> new Knobs(ratio, temperature)))
                .toList();
    }

    @Override
    public String text() {
        return "Over the 12 cells of ρ 1, 1.05, 1.1, 1.15 and τ 1, 1.3, 1.7 at p = " + modulus + " ln of the median"
                + " delay is linear in the logit scale, the mean over seeds at the logged step nearest to that delay: R² is"
                + " above " + Texts.number(share) + ", and ρ as a second regressor adds at most " + Texts.number(gain)
                + ". Supported when both 95 % intervals say so, refuted when either lies on the other side; bootstrap"
                + " over seeds, all cells of a seed drawn together (" + RESAMPLES
                + " resamples, percentiles). Judged by"
                + " intervals, without a p-value.";
    }

    @Override
    public boolean isTest() {
        return false;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        SeedsOfCells cells = SeedsOfCells.of(knobs().stream()
                .map(knobs -> Cell.of(evidence, Arm.SWEPT, modulus, knobs))
                .toList());
        Answer<Estimate> explained = bootstrap(cells, DelayFollowsLogitScale::explained);
        Answer<Estimate> added = bootstrap(cells, DelayFollowsLogitScale::added);
        if (explained instanceof Answer.Given<Estimate>(Estimate r)
                && added instanceof Answer.Given<Estimate>(Estimate more)) {
            Grounds grounds = new Grounds(
                    "R² of ln of the median delay on the logit scale, over 12 cells",
                    r,
                    "least squares over cells; bootstrap over seeds",
                    cells.names(),
                    List.of(Detail.of("what ρ adds to R²", more)));
            return Verdict.of(
                    grounds,
                    r.interval().lower() > share && more.interval().upper() <= gain,
                    r.interval().upper() < share || more.interval().lower() > gain,
                    OptionalDouble.empty(),
                    Missing.until(r.interval().width() / 2, Math.abs(r.value() - share), r.n(), 1));
        }
        return evidence.shortage(
                Arm.SWEPT,
                explained instanceof Answer.Declined<Estimate> declined ? declined.advice() : "a bootstrap is needed");
    }

    private static Answer<Estimate> bootstrap(SeedsOfCells cells, ToDoubleFunction<List<Cell>> statistic) {
        if (cells.count() < Bootstrap.FEWEST_UNITS) {
            return Answer.tooFew(
                    "the number of seeds with runs in all 12 cells", cells.count(), Bootstrap.FEWEST_UNITS);
        }
        return new Bootstrap(RESAMPLES, Family.CONFIDENCE)
                .ofUnits(
                        new int[] {cells.count()},
                        drawn -> statistic.applyAsDouble(cells.drawn(drawn[0])),
                        new SplittableRandom(SEED));
    }

    /// R² of ln of the median delay on the logit scale.
    static double explained(List<Cell> cells) {
        double r = correlation(scales(cells), logarithms(cells));
        return r * r;
    }

    /// R² on logit scale and ρ, less that on the logit scale alone: r²_{yρ·ℓ}(1 − r²_{yℓ}).
    static double added(List<Cell> cells) {
        double[] ratios =
                cells.stream().mapToDouble(cell -> cell.knobs().ratio()).toArray();
        double first = correlation(scales(cells), logarithms(cells));
        double second = correlation(ratios, logarithms(cells));
        double both = correlation(scales(cells), ratios);
        double part = second - first * both;
        return part * part / (1 - both * both);
    }

    private static double[] scales(List<Cell> cells) {
        return cells.stream().mapToDouble(Cell::logitScale).toArray();
    }

    private static double[] logarithms(List<Cell> cells) {
        return cells.stream().mapToDouble(cell -> Math.log(cell.medianDelay())).toArray();
    }

    private static double correlation(double[] x, double[] y) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += x[i] / x.length;
            meanY += y[i] / x.length;
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
