package calorimeter.papers.verma2026;

import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;

/// The time to generalise falls with the distance from a threshold as a power.
record LatencyDiverges(LatencyExponent exponent) implements Prediction {

    @Override
    public String text() {
        return "The time to generalise falls as a power of the distance from a threshold; " + exponent.text()
                + ". Supported when the 95 % interval of ν is above 0 and has an upper end, refuted when it is below 0;"
                + " an interval without upper end allows an exponential in λ. The p-value is that of the profile.";
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return exponent.judge(evidence, measured -> {
            Estimate estimate = measured.grounds().estimate();
            Interval shown = estimate.interval();
            boolean diverges = shown.lower() > 0 && Double.isFinite(shown.upper());
            return Verdict.of(
                    measured.grounds(),
                    diverges,
                    shown.upper() < 0,
                    Decision.pValue(exponent.intervals(evidence), 0),
                    Missing.narrower(shown.width() / 2, Math.abs(estimate.value()), estimate, measured.settings()));
        });
    }
}
