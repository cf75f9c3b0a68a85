package calorimeter.papers.claim;

import calorimeter.papers.claim.Assessment.Leaning;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;

/// The time to generalise falls with the distance from a threshold as a power.
public record LatencyDiverges(LatencyExponent exponent) implements Prediction {

    @Override
    public String text() {
        return "The time to generalise falls as a power of the distance from a threshold; " + exponent.text()
                + ". Supported when the 95 % interval of ν is above 0 and has an upper end, refuted when it is below 0;"
                + " an interval without upper end allows an exponential in λ. The p-value is that of the profile.";
    }

    @Override
    public Assessment assess(Evidence evidence) {
        return switch (exponent.of(evidence)) {
            case Answer.Declined<SweptQuantity.Measurement>(var reason, int n, String advice) ->
                new Assessment.Unmeasured(evidence.shortage(Arm.SWEPT, advice));
            case Answer.Given<SweptQuantity.Measurement>(var measured) -> {
                Estimate estimate = measured.finding().estimate();
                Leaning leaning = estimate.interval().upper() < 0
                        ? Leaning.REFUTES
                        : estimate.interval().lower() > 0
                                        && Double.isFinite(estimate.interval().upper())
                                ? Leaning.SUPPORTS
                                : Leaning.NEITHER;
                yield Assessment.tested(
                        measured.finding(),
                        leaning,
                        Decision.pValue(exponent.intervals(evidence), 0),
                        Widths.seeds(
                                estimate.interval().width() / 2,
                                Math.abs(estimate.value()),
                                estimate,
                                measured.settings()));
            }
        };
    }
}
