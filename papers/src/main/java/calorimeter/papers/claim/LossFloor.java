// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.LogTimeSmoother;
import calorimeter.statistics.series.SampledSeries;
import calorimeter.statistics.series.SmoothedSeries;
import java.util.ArrayList;
import java.util.List;

/// Where the training loss ends a steep descent: the tail of memorisation, and the floor at which weight decay and
/// the loss hold each other.
///
/// Attention changes its course there whether or not the network ever generalises, so a peak at such a place says
/// nothing of generalisation. On log time t = log₁₀(step + 1), with s = d ln L / dt of the smoothed loss, a descent
/// is steep from s ≤ −[#STEEP] on, and ends where s first rises above a quarter of its most negative value.
///
/// @param steepest log time at which s is most negative
/// @param end log time at which the descent ends
record LossFloor(double steepest, double end) {

    /// e-folds per decade.
    static final double STEEP = 5;

    static final double BANDWIDTH = 0.02;

    /// A peak from so many decades before the steepest place to so many after the end is one of the floor.
    static final double NEAR = 0.1;

    /// Below it single precision resolves the loss no longer.
    private static final double RESOLVED = 1e-10;

    /// The rule in words, for predictions.
    static String text() {
        return "A peak at a loss floor is set apart: ln L_train (at least " + RESOLVED + ", smoothed by "
                + Texts.number(BANDWIDTH) + " decades) descends by at least " + Texts.number(STEEP)
                + " per decade and ends where its slope rises above a quarter of the steepest; the floor is from "
                + Texts.number(NEAR) + " decades before the steepest place to " + Texts.number(NEAR)
                + " after the end.";
    }

    /// The ends of steep descents, by rising time.
    static List<LossFloor> of(SampledSeries loss) {
        if (loss.size() < 2) {
            return List.of();
        }
        double[] logarithms = new double[loss.size()];
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = Math.log(Math.max(RESOLVED, loss.value(i)));
        }
        SmoothedSeries smooth =
                LogTimeSmoother.ofBandwidth(BANDWIDTH).smooth(SampledSeries.of(loss.positions(), logarithms));
        List<LossFloor> floors = new ArrayList<>();
        double steepest = 0;
        double place = 0;
        for (int node = 1; node < smooth.size(); node++) {
            double slope = (smooth.value(node) - smooth.value(node - 1)) / (smooth.time(node) - smooth.time(node - 1));
            if (slope < steepest) {
                steepest = slope;
                place = smooth.time(node);
            }
            if (slope > steepest / 4) {
                if (steepest <= -STEEP) {
                    floors.add(new LossFloor(place, smooth.time(node)));
                }
                steepest = 0;
            }
        }
        return floors;
    }

    boolean isAt(double step) {
        double time = LogTime.ofStep(step);
        return time > steepest - NEAR && time < end + NEAR;
    }
}
