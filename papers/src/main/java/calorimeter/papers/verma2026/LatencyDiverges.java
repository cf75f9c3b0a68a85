// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.verma2026;

import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.function.DoubleFunction;

/// The time to generalise falls with the distance from a threshold above zero as a power. That it falls as a power of λ
/// itself is no threshold: t ∝ 1/λ is what weight decay does to any network.
record LatencyDiverges(LatencyExponent exponent) implements Prediction {

    @Override
    public String text() {
        return "The time to generalise falls as a power of the distance from a threshold above zero; " + exponent.text()
                + ". Supported when the 95 % interval of ν is above 0 and has an upper end, and the profile interval of"
                + " the power law's own λ_c is above 0, so that it is no power of λ itself; refuted when ν's is below 0;"
                + " an interval without upper end allows an exponential in λ. The p-value is that of ν's profile, or for"
                + " support the larger of that and λ_c's.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return exponent.judge(evidence, measured -> {
            Estimate estimate = measured.grounds().estimate();
            Interval shown = estimate.interval();
            boolean falls = shown.lower() > 0 && Double.isFinite(shown.upper());
            DoubleFunction<Interval> thresholds = confidence ->
                    exponent.fit(evidence, confidence).orElseThrow().threshold().interval();
            boolean diverges = falls && thresholds.apply(Family.CONFIDENCE).lower() > 0;
            double power = Decision.pValue(exponent.intervals(evidence), 0);
            return Verdict.of(
                    measured.grounds(),
                    diverges,
                    shown.upper() < 0,
                    diverges ? Math.max(power, Decision.pValue(thresholds, 0)) : power,
                    falls
                            ? Missing.hopeless("a power of λ itself, without a threshold, describes the times as well:"
                                    + " λ nearer the threshold would tell them apart")
                            : Missing.narrower(
                                    shown.width() / 2, Math.abs(estimate.value()), estimate, measured.settings()));
        });
    }
}
