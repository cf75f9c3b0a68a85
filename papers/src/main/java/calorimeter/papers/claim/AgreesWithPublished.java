// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.statistics.classical.Exceedances;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.TestResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/// Generalisation times agree with published ones of which only number, range and mean are known.
///
/// Two tests, honest about that:
/// - [Exceedances]: if both samples come from one continuous distribution, the number of ours outside the
///   published range depends on the two sizes alone;
/// - [Mean#difference], which takes the published times to vary as ours do, since their variance is not known.
///
/// @param arm ours
/// @param modulus of the published runs; others are no evidence
/// @param number m of the published
/// @param lowest in epochs
/// @param highest in epochs
/// @param mean in epochs
/// @param tolerance how far, in per cent of the published mean, agrees
public record AgreesWithPublished(
        Arm arm,
        int modulus,
        int number,
        double lowest,
        double highest,
        double mean,
        double tolerance,
        int stepsPerEpoch,
        PeakRule rule)
        implements Prediction {

    private static final int FEWEST = 3;

    /// Either of which refutes, so that each has half the error.
    private static final int TESTS = 2;

    @Override
    public String text() {
        return "The epochs of generalisation of the arm '" + arm.title() + "' at p = " + modulus + " agree with "
                + number
                + " published ones of range " + Texts.number(lowest) + " to " + Texts.number(highest) + " and mean "
                + Texts.number(mean) + ". Supported when the 95 % interval of the relative difference of means lies"
                + " within " + Texts.number(tolerance) + " per cent and the number outside the range is not surprising;"
                + " refuted when the " + Texts.number(100 * (1 - Family.LEVEL / TESTS)) + " % interval lies outside, or"
                + " the number outside has p below " + Texts.number(Family.LEVEL / TESTS)
                + "; either refutes, so its p-value is doubled. A run that does not generalise counts at its last step, which"
                + " understates the mean: with one, the mean refutes only as too late and never supports. At least "
                + FEWEST + " runs; " + stepsPerEpoch + " steps are an epoch. " + rule.text();
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<RunEvidence> runs = evidence.runs(arm).stream()
                .filter(run -> run.modulus() == modulus)
                .toList();
        if (runs.size() < FEWEST) {
            return evidence.shortage(
                    arm, "at least " + FEWEST + " at p = " + modulus + " are needed, there are " + runs.size());
        }
        double[] epochs = runs.stream()
                .mapToDouble(run -> run.generalisedAt().orElse((double) run.lastStep()) / stepsPerEpoch)
                .toArray();
        int censored = (int) runs.stream().filter(run -> !run.hasGeneralised()).count();
        TestResult outside = Exceedances.of(epochs, lowest, highest, number, Family.CONFIDENCE)
                .orElseThrow();
        List<Detail> details = new ArrayList<>(List.of(
                Detail.of(
                        "mean epoch of generalisation",
                        Arrays.stream(epochs).average().orElseThrow(),
                        epochs.length),
                Detail.of("share outside the published range", outside.effect()),
                Detail.of("runs that did not generalise", censored, runs.size())));
        details.addAll(rule.atOtherLevels(
                "epoch of generalisation",
                level -> runs.stream()
                        .flatMapToDouble(run -> run.generalisedAt(level).stream())
                        .map(step -> step / stepsPerEpoch)
                        .toArray()));
        Verdict byMean = byMean(epochs, censored, Evidence.names(runs), details, outside);
        double surprise = Math.min(1, TESTS * outside.pValue());
        return surprise <= Family.LEVEL && !refutes(byMean, surprise)
                ? byRange(outside, surprise, Evidence.names(runs), details)
                : byMean;
    }

    private static boolean refutes(Verdict byMean, double atMost) {
        return byMean instanceof Verdict.Refuted refuted && refuted.pValue().orElseThrow() <= atMost;
    }

    private Verdict byMean(double[] epochs, int censored, List<String> runs, List<Detail> details, TestResult outside) {
        if (!(difference(epochs, Family.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate estimate))) {
            return new Verdict.NotTested("all runs generalise at the same epoch, which leaves no interval");
        }
        Grounds grounds = new Grounds(
                "difference of mean epochs of generalisation from the published mean, per cent",
                estimate,
                "Student interval with our variance for both samples; exceedances of the published range: p = "
                        + Texts.pValue(outside.pValue()),
                runs,
                details);
        DoubleFunction<Interval> intervals =
                confidence -> difference(epochs, confidence).orElseThrow().interval();
        Verdict.Tested measured = new Equivalence(-tolerance, tolerance).of(grounds, intervals, 1);
        double p = measured.pValue().orElseThrow();
        boolean late = estimate.value() > 0;
        if (measured instanceof Verdict.Refuted && (censored == 0 || late)) {
            double doubled = Math.min(1, TESTS * p);
            return Verdict.of(grounds, false, doubled <= Family.LEVEL, doubled, missing(estimate));
        }
        // With a run that did not generalise the p-value would be that of a mean that is not known.
        return censored == 0
                ? Verdict.of(grounds, measured instanceof Verdict.Supported, false, p, missing(estimate))
                : Verdict.of(
                        grounds,
                        false,
                        false,
                        1,
                        Missing.hopeless("the mean is not known while runs do not generalise within the budget"));
    }

    /// Counts seeds of ours alone: the error of the published mean stays. Refuting takes an interval of [#TESTS] tests.
    private Missing missing(Estimate estimate) {
        double distance = Math.abs(Math.abs(estimate.value()) - tolerance);
        double confidence = Math.abs(estimate.value()) > tolerance
                ? 1 - Family.LEVEL / TESTS
                : estimate.interval().confidence();
        double deviation = estimate.interval().width()
                / 2
                / Mean.halfWidth(estimate.n(), number, estimate.interval().confidence());
        for (int n = estimate.n() + 1; n <= Missing.MOST_SEEDS; n++) {
            if (deviation * Mean.halfWidth(n, number, confidence) < distance) {
                return Missing.seeds(n - estimate.n());
            }
        }
        return Missing.hopeless("with " + number + " published times, whatever the number of ours, the interval stays"
                + " too wide to tell this difference from " + Texts.number(tolerance) + " per cent");
    }

    private static Verdict byRange(TestResult outside, double pValue, List<String> runs, List<Detail> details) {
        Grounds grounds = new Grounds(
                "share of runs outside the published range",
                outside.effect(),
                "exceedances of the published range; Clopper–Pearson interval",
                runs,
                details);
        return Verdict.of(grounds, false, true, pValue, Missing.NOTHING);
    }

    /// The difference in per cent of the published mean.
    private Answer<Estimate> difference(double[] epochs, double confidence) {
        return Mean.difference(epochs, mean, number, confidence).map(of -> {
            Interval interval = of.interval();
            double unit = 100 / mean;
            return new Estimate(
                    unit * of.value(),
                    new Interval(unit * interval.lower(), unit * interval.upper(), confidence),
                    of.n());
        });
    }
}
