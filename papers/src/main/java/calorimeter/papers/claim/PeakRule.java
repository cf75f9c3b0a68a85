// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.statistics.classical.Median;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.peaks.SustainedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/// All constants of "a peak precedes generalisation", in one place.
///
/// @param detector smoothing and prominence
/// @param memorised training accuracy that counts as memorised
/// @param generalised test accuracy that counts as generalised, for the verdicts
/// @param sustain steps for which an accuracy must be kept
public record PeakRule(PeakDetector detector, double memorised, double generalised, int sustain) {

    /// The detector every report uses, accuracies of 0.99 and 0.95, kept for 500 steps.
    public static PeakRule standard() {
        return new PeakRule(PeakDetector.standard(), 0.99, 0.95, 500);
    }

    SustainedEvent memorisation() {
        return new SustainedEvent(memorised, sustain);
    }

    SustainedEvent generalisation(double level) {
        return new SustainedEvent(level, sustain);
    }

    /// The rule in words, for predictions: a change of a constant changes the claim.
    public String text() {
        String scales = String.join(
                ", ",
                detector.scales().stream()
                        .map(scale -> Texts.number(scale.bandwidth()))
                        .toList());
        return "peaks (detector version " + PeakDetector.VERSION + "): Gaussians of " + scales
                + " decades in log10(step + 1), place by a cubic through the top,"
                + " prominence at least "
                + Texts.number(detector.relativeProminence()) + " of the range and "
                + Texts.number(detector.noiseMultiple()) + " standard errors; memorised: training accuracy "
                + Texts.number(memorised) + ", generalised: test accuracy " + Texts.number(generalised)
                + ", each kept for " + sustain + " steps";
    }

    /// A number at the levels of test accuracy by which a claim is not judged: what generalised means is a
    /// choice, and a result that hangs on it should say so.
    ///
    /// @param values of the runs, or pairs, that reached a level
    List<Detail> atOtherLevels(String label, DoubleFunction<double[]> values) {
        List<Detail> details = new ArrayList<>();
        for (double level : RunEvidence.LEVELS) {
            double[] reached = level == generalised ? new double[0] : values.apply(level);
            if (reached.length > 0) {
                details.add(Detail.of(
                        "median " + label + ", at test accuracy " + Texts.number(level),
                        Median.of(reached, Family.CONFIDENCE).orElseThrow()));
            }
        }
        return details;
    }
}
