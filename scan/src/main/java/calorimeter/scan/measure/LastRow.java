// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.SoftmaxMoments;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.GapCounting;
import calorimeter.physics.ensemble.GibbsMoments;
import calorimeter.physics.ensemble.SpecificHeatCurve;
import calorimeter.physics.exact.RandomHeat;
import java.io.Serializable;
import java.util.function.DoubleFunction;

/// Where one row's β stands among the temperatures that its energies set. NaN where there is no such
/// temperature.
///
/// @param peakDistance ln(β/β*), β* where C is highest
/// @param criticalDistance ln(β/β_c), β_c by [GapCounting]: attention is concentrated above 0
/// @param excessHeat ln(C/C_r), C_r the mean of C for as many Gaussian random energies of the same variance
record LastRow(double peakDistance, double criticalDistance, double excessHeat) implements Serializable {

    static final LastRow NONE = new LastRow(Double.NaN, Double.NaN, Double.NaN);

    private static final Kernel KERNEL = Kernels.active();

    static LastRow of(double[] scores, int count, double beta) {
        EnergySpectrum spectrum = EnergySpectrum.ofScaledScores(scores, 0, count, beta);
        SoftmaxMoments row = KERNEL.softmaxMoments(scores, count, new double[count]);
        return new LastRow(
                new SpecificHeatCurve(spectrum, moments(spectrum))
                        .logDistanceFromPeak(beta)
                        .orElse(Double.NaN),
                finite(Math.log(beta / GapCounting.of(spectrum).critical())),
                finite(Math.log(row.variance() / RandomHeat.of(count, Math.sqrt(row.squares() / (count - 1))))));
    }

    /// Moments of −βE with registers, or with care where its squares would leave the range of a double.
    private static DoubleFunction<GibbsMoments> moments(EnergySpectrum spectrum) {
        double[] levels = spectrum.levels();
        double[] scores = new double[levels.length];
        double[] weights = new double[levels.length];
        return beta -> {
            for (int j = 0; j < levels.length; j++) {
                scores[j] = beta * (spectrum.ground() - levels[j]);
            }
            return spectrum.firstGap() * beta > 1 / HeadTally.ORDINARY && spectrum.width() * beta < HeadTally.ORDINARY
                    ? HeadTally.gibbs(levels.length, KERNEL.softmaxMoments(scores, levels.length, weights))
                    : GibbsMoments.of(levels, 0, levels.length, -beta, weights);
        };
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }
}
