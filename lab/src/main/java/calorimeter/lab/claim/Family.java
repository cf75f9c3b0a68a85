package calorimeter.lab.claim;

import calorimeter.lab.claim.Assessment.Leaning;
import calorimeter.statistics.multiplicity.Holm;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The claims of one reproduction, judged together.
///
/// The two-sided p-values of all claims that are statistical tests are adjusted by Holm's method, so that the
/// probability of any wrong decision, for or against, is at most [#LEVEL]. A decision whose adjusted p-value
/// exceeds it becomes Undecided. Identities (which hold to rounding or not) and counterexamples to "in every"
/// are no tests and are not counted. Intervals are shown at 95 % each, unadjusted.
public final class Family {

    public static final double LEVEL = 0.05;

    /// Of the intervals shown.
    public static final double CONFIDENCE = 0.95;

    private Family() {}

    /// A claim with its verdict.
    public record Judgement(Claim claim, Verdict verdict) {}

    public static List<Judgement> judge(List<Claim> claims, Evidence evidence) {
        List<Assessment> assessments = claims.stream()
                .map(claim -> claim.prediction().assess(evidence))
                .toList();
        double[] pValues = assessments.stream()
                .map(Family::pValue)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        double[] adjusted = Holm.adjust(pValues);
        List<Judgement> judgements = new ArrayList<>();
        int tested = 0;
        for (int i = 0; i < claims.size(); i++) {
            OptionalDouble p = OptionalDouble.empty();
            if (pValue(assessments.get(i)).isPresent()) {
                p = OptionalDouble.of(adjusted[tested++]);
            }
            judgements.add(new Judgement(claims.get(i), verdict(assessments.get(i), p)));
        }
        return List.copyOf(judgements);
    }

    private static OptionalDouble pValue(Assessment assessment) {
        return switch (assessment) {
            case Assessment.Measured measured -> measured.pValue();
            case Assessment.Unmeasured unmeasured -> OptionalDouble.empty();
        };
    }

    private static Verdict verdict(Assessment assessment, OptionalDouble adjusted) {
        return switch (assessment) {
            case Assessment.Unmeasured(String reason) -> new Verdict.NotTested(reason);
            case Assessment.Measured(Finding finding, Leaning leaning, OptionalDouble p, Missing missing) -> {
                if (leaning == Leaning.NEITHER) {
                    yield new Verdict.Undecided(finding, adjusted, missing);
                }
                if (adjusted.orElse(0) > LEVEL) {
                    yield new Verdict.Undecided(
                            finding,
                            adjusted,
                            new Missing(
                                    missing.seeds(),
                                    "decided by itself (p = " + Texts.pValue(p.orElseThrow())
                                            + ") but not in a family of this many claims"));
                }
                yield leaning == Leaning.SUPPORTS
                        ? new Verdict.Supported(finding, adjusted)
                        : new Verdict.Refuted(finding, adjusted);
            }
        };
    }
}
