package calorimeter.papers.claim;

import calorimeter.papers.claim.Assessment.Leaning;
import calorimeter.statistics.multiplicity.Holm;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The claims of one reproduction, judged together.
///
/// The two-sided p-values of all claims that are statistical tests are adjusted by Holm's method, so that the
/// probability of any wrong decision, for or against, is at most [#LEVEL]. A decision whose adjusted p-value
/// exceeds it becomes Undecided. A claim that has no p-value, because it is not tested yet or because it met a
/// counterexample to "in every", counts with a p-value of 1, so the family is as large as the claims were
/// declared. Identities, which hold to rounding or not, are no tests, and neither is a claim whose words say
/// that it is judged by intervals without a p-value: Holm does not limit its errors. Intervals are shown at 95
/// % each, unadjusted.
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
        List<Double> tests = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            if (isTest(claims.get(i), assessments.get(i))) {
                tests.add(pValue(assessments.get(i)).orElse(1));
            }
        }
        double[] adjusted =
                Holm.adjust(tests.stream().mapToDouble(Double::doubleValue).toArray());
        List<Judgement> judgements = new ArrayList<>();
        int tested = 0;
        for (int i = 0; i < claims.size(); i++) {
            OptionalDouble p = pValue(assessments.get(i));
            if (isTest(claims.get(i), assessments.get(i))) {
                double own = adjusted[tested++];
                p = p.isPresent() ? OptionalDouble.of(own) : p;
            }
            judgements.add(new Judgement(claims.get(i), verdict(assessments.get(i), p)));
        }
        return List.copyOf(judgements);
    }

    private static boolean isTest(Claim claim, Assessment assessment) {
        return claim.prediction().isTest() || pValue(assessment).isPresent();
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
                            Missing.hopeless("decided by itself (p = " + Texts.pValue(p.orElseThrow())
                                    + ") but not in a family of this many claims"));
                }
                yield leaning == Leaning.SUPPORTS
                        ? new Verdict.Supported(finding, adjusted)
                        : new Verdict.Refuted(finding, adjusted);
            }
        };
    }
}
