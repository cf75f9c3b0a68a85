package calorimeter.lab.claim;

import calorimeter.lab.claim.Assessment.Leaning;
import calorimeter.lab.claim.Finding.Detail;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/// Generalisation times agree with published ones of which only number, range and mean are known.
///
/// Two tests, honest about that:
/// - **exceedances** (S. S. Wilks, Ann. Math. Statist. 13 (1942) 400): if both samples come from one continuous
///   distribution, the number of ours outside the published range depends on the two sizes alone;
/// - **mean**: t = (our mean − published mean) / (s √(1/n + 1/m)) with n − 1 degrees of freedom, which takes the
///   published times to vary as ours do, since their variance is not known.
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

    @Override
    public String text() {
        return "The epochs of generalisation of the arm '" + arm.title() + "' at p = " + modulus + " agree with " + number
                + " published ones of range " + Texts.number(lowest) + " to " + Texts.number(highest) + " and mean "
                + Texts.number(mean) + ". Supported when the 95 % interval of the relative difference of means lies"
                + " within " + Texts.number(tolerance) + " per cent and the number outside the range is not surprising;"
                + " refuted when that interval lies outside, or the number outside has p below 0.025. " + rule.text();
    }

    @Override
    public Assessment assess(Evidence evidence) {
        List<RunEvidence> of = evidence.runs(arm).stream()
                .filter(run -> run.modulus() == modulus)
                .toList();
        List<RunEvidence> runs =
                of.stream().filter(run -> run.generalisedAt().isPresent()).toList();
        if (runs.size() < FEWEST) {
            return new Assessment.Unmeasured(
                    evidence.shortage(arm, "at least " + FEWEST + " that generalise at p = " + modulus + " are needed, there are "
                            + runs.size()));
        }
        double[] epochs = runs.stream()
                .mapToDouble(run -> run.generalisedAt().orElseThrow() / stepsPerEpoch)
                .toArray();
        int n = epochs.length;
        int outside = 0;
        double sum = 0;
        for (double epoch : epochs) {
            outside += epoch < lowest || epoch > highest ? 1 : 0;
            sum += epoch;
        }
        double ours = sum / n;
        double square = 0;
        for (double epoch : epochs) {
            square += (epoch - ours) * (epoch - ours);
        }
        double error = Math.sqrt(square / (n - 1) * (1.0 / n + 1.0 / number));
        double exceedance = exceedances(outside, n);
        Finding finding = new Finding(
                "difference of mean epochs of generalisation from the published mean, per cent",
                new Estimate(100 * (ours - mean) / mean, interval(ours, error, n, Family.CONFIDENCE), n),
                "Student interval with our variance for both samples; exceedances of the published range: p = "
                        + Texts.pValue(exceedance),
                Evidence.names(runs),
                List.of(
                        Detail.of("mean epoch of generalisation", ours, n),
                        Detail.of("outside the published range", outside, n),
                        Detail.of("runs that did not generalise", of.size() - n, n)));
        Assessment byMean = new Equivalence(-tolerance, tolerance)
                .of(finding, confidence -> interval(ours, error, n, confidence), 1);
        // Two tests, either of which refutes.
        double corrected = Math.min(1, 2 * exceedance);
        boolean surprising = corrected <= Family.LEVEL;
        return switch (byMean) {
            case Assessment.Measured measured
            when surprising && measured.leaning() != Leaning.REFUTES ->
                Assessment.tested(finding, Leaning.REFUTES, corrected, measured.missing());
            case Assessment other -> other;
        };
    }

    private Interval interval(double ours, double error, int n, double confidence) {
        double half = -new TDistribution(n - 1).inverseCumulativeProbability((1 - confidence) / 2) * error;
        return new Interval(100 * (ours - half - mean) / mean, 100 * (ours + half - mean) / mean, confidence);
    }

    /// P(at least `outside` of n new values fall below the least or above the greatest of m old ones): of all
    /// (m + n)!/(m! n!) orders those with k outside number (k + 1) · (n − k + m − 2)!/((m − 2)! (n − k)!).
    private double exceedances(int outside, int n) {
        double total = logChoose(n + number, n);
        double p = 0;
        for (int k = outside; k <= n; k++) {
            p += Math.exp(Math.log(k + 1.0) + logChoose(n - k + number - 2, n - k) - total);
        }
        return Math.min(1, p);
    }

    private static double logChoose(int n, int k) {
        double sum = 0;
        for (int i = 1; i <= k; i++) {
            sum += Math.log((n - k + i) / (double) i);
        }
        return sum;
    }
}
