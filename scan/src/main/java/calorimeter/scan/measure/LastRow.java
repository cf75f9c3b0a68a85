// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.SoftmaxMoments;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.GapCounting;
import calorimeter.physics.ensemble.SpecificHeatCurve;
import calorimeter.physics.exact.GaussianRandomEnergies;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/// Where one row's β stands among the temperatures that its energies set. NaN where there is no such
/// temperature.
///
/// @param peakDistance ln(β/β*), β* where C is highest
/// @param criticalDistance ln(β/β_c), β_c by [GapCounting]: attention is concentrated above 0
/// @param excessHeat ln(C/C_r), C_r the mean of C for as many Gaussian random energies of the same variance
record LastRow(double peakDistance, double criticalDistance, double excessHeat) implements Serializable {

    static final LastRow NONE = new LastRow(Double.NaN, Double.NaN, Double.NaN);

    /// Realisations of random energies. C of one scatters by less than its mean, so ln C_r is known to 0.1.
    private static final int DRAWS = 128;

    /// Standard normal energies by their number.
    private static final Map<Integer, double[][]> ENERGIES = new ConcurrentHashMap<>();

    static LastRow of(double[] scores, int count, double beta) {
        EnergySpectrum spectrum = EnergySpectrum.ofScaledScores(scores, 0, count, beta);
        SoftmaxMoments row = Kernels.active().softmaxMoments(scores, count, new double[count]);
        return new LastRow(
                new SpecificHeatCurve(spectrum).logDistanceFromPeak(beta).orElse(Double.NaN),
                finite(Math.log(beta / GapCounting.of(spectrum).critical())),
                finite(Math.log(row.variance() / randomHeat(count, Math.sqrt(row.squares() / count)))));
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /// Mean C of so many random scores of this standard deviation; the same draws whatever the deviation.
    static double randomHeat(int count, double deviation) {
        double[][] draws = ENERGIES.computeIfAbsent(count, LastRow::draw);
        double[] scores = new double[count];
        double[] weights = new double[count];
        double sum = 0;
        for (double[] draw : draws) {
            for (int j = 0; j < count; j++) {
                scores[j] = deviation * draw[j];
            }
            sum += Kernels.active().softmaxMoments(scores, count, weights).variance();
        }
        return sum / DRAWS;
    }

    private static double[][] draw(int count) {
        SplittableRandom random = new SplittableRandom(count);
        double[][] draws = new double[DRAWS][];
        Arrays.setAll(
                draws, i -> new GaussianRandomEnergies(count, 1).sample(random).levels());
        return draws;
    }
}
