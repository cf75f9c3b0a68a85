// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.classical.Multiplicity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The claims of one reproduction, judged together.
///
/// The two-sided p-values of all claims of one [Prediction#family] are adjusted by Holm's method, so that the
/// probability of any wrong decision, for or against, is at most [#LEVEL]. A decision whose adjusted p-value
/// exceeds it becomes Undecided. A claim that has no p-value, because it is not tested yet or because it met a
/// counterexample to "in every", counts with a p-value of 1, so the family is as large as the claims were
/// declared. Identities, which hold to rounding or not, are no tests, and neither is a claim whose words say
/// that it is judged by intervals without a p-value: Holm does not limit its errors. Intervals are shown at 95
/// % each, unadjusted.
public final class Family {

    public static final double LEVEL = 0.05;

    /// Confidence of the intervals shown.
    public static final double CONFIDENCE = 0.95;

    private Family() {}

    /// The verdicts of some claims, in their order.
    public static List<Verdict> judge(List<Claim> claims, Evidence evidence) {
        List<Verdict> alone =
                claims.stream().map(claim -> claim.prediction().judge(evidence)).toList();
        Map<String, List<Integer>> families = IntStream.range(0, claims.size())
                .filter(i -> isTest(claims.get(i), alone.get(i)))
                .boxed()
                .collect(Collectors.groupingBy(i -> claims.get(i).prediction().family()));
        List<Verdict> verdicts = new ArrayList<>(alone);
        for (List<Integer> tests : families.values()) {
            double[] adjusted = Multiplicity.holm(tests.stream()
                    .mapToDouble(i -> pValue(alone.get(i)).orElse(1))
                    .toArray());
            for (int test = 0; test < adjusted.length; test++) {
                int claim = tests.get(test);
                verdicts.set(claim, adjusted(alone.get(claim), adjusted[test]));
            }
        }
        return List.copyOf(verdicts);
    }

    private static boolean isTest(Claim claim, Verdict verdict) {
        return claim.prediction().isTest() || pValue(verdict).isPresent();
    }

    private static OptionalDouble pValue(Verdict verdict) {
        return verdict instanceof Verdict.Tested tested ? tested.pValue() : OptionalDouble.empty();
    }

    /// Without a p-value of its own a verdict stays as it is.
    private static Verdict adjusted(Verdict alone, double adjusted) {
        if (!(alone instanceof Verdict.Tested tested) || tested.pValue().isEmpty()) {
            return alone;
        }
        Missing missing = tested instanceof Verdict.Undecided undecided
                ? undecided.missing()
                : Missing.hopeless("decided by itself (p = "
                        + Texts.pValue(tested.pValue().getAsDouble()) + ") but not in a family of this many claims");
        boolean stands = !(adjusted > LEVEL);
        return Verdict.of(
                tested.grounds(),
                stands && tested instanceof Verdict.Supported,
                stands && tested instanceof Verdict.Refuted,
                adjusted,
                missing);
    }
}
