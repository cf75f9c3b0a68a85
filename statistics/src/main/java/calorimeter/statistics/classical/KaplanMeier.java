// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;

/// Product-limit estimate of the survival function (E. L. Kaplan & P. Meier, J. Am. Statist. Assoc. 53 (1958)
/// 457).
///
/// With dᵢ events among nᵢ at risk at the distinct event times tᵢ,
///
///     S(t) = Π_{tᵢ ≤ t} (1 − dᵢ/nᵢ),      σ² = Σ_{tᵢ ≤ t} dᵢ / (nᵢ (nᵢ − dᵢ))   (Greenwood)
///     pointwise interval  S^exp(± z σ / ln S)   (log–log, the one that stays inside 0 to 1)
///
/// At S = 0, where the formula fails, the interval is [0, 1], that is, unknown.
public final class KaplanMeier {

    /// ½ and what rounding may have added to a product that is exactly ½.
    private static final double HALF = 0.5 * (1 + 1e-12);

    private final List<SurvivalStep> steps;
    private final int n;
    private final double confidence;

    private KaplanMeier(List<SurvivalStep> steps, int n, double confidence) {
        this.steps = steps;
        this.n = n;
        this.confidence = confidence;
    }

    /// The curve; without any event it has no step and survival stays 1.
    ///
    /// @throws IllegalArgumentException when there is no lifetime at all
    public static KaplanMeier of(Lifetimes lifetimes, double confidence) {
        Samples.requireConfidence(confidence);
        if (lifetimes.size() == 0) {
            throw new IllegalArgumentException("there are no lifetimes but a survival curve needs at least one");
        }
        double z = new NormalDistribution().inverseCumulativeProbability((1 + confidence) / 2);
        List<SurvivalStep> steps = new ArrayList<>();
        double survival = 1;
        double greenwood = 0;
        int i = 0;
        while (i < lifetimes.size()) {
            double time = lifetimes.time(i);
            int atRisk = lifetimes.size() - i;
            int events = 0;
            while (i < lifetimes.size() && lifetimes.time(i) == time) {
                events += lifetimes.isEvent(i) ? 1 : 0;
                i++;
            }
            if (events > 0) {
                survival *= (atRisk - events) / (double) atRisk;
                greenwood += events / ((double) atRisk * (atRisk - events));
                Interval interval = interval(survival, z * StrictMath.sqrt(greenwood), confidence);
                steps.add(new SurvivalStep(time, atRisk, events, survival, interval));
            }
        }
        return new KaplanMeier(List.copyOf(steps), lifetimes.size(), confidence);
    }

    private static Interval interval(double survival, double half, double confidence) {
        if (survival == 0) {
            return new Interval(0, 1, confidence);
        }
        double exponent = half / StrictMath.log(survival);
        double one = StrictMath.pow(survival, StrictMath.exp(exponent));
        double other = StrictMath.pow(survival, StrictMath.exp(-exponent));
        return new Interval(Math.min(one, other), Math.max(one, other), confidence);
    }

    List<SurvivalStep> steps() {
        return steps;
    }

    /// The median lifetime: the first time with S ≤ ½.
    ///
    /// Its interval holds the times whose pointwise interval contains ½ (R. Brookmeyer & J. Crowley,
    /// Biometrics 38 (1982) 29); the upper end is infinite when the curve's upper limit never falls to ½.
    /// Declined when S stays above ½.
    public Answer<Estimate> median() {
        double median = Double.POSITIVE_INFINITY;
        double lower = Double.POSITIVE_INFINITY;
        double upper = Double.POSITIVE_INFINITY;
        for (SurvivalStep step : steps.reversed()) {
            median = step.survival() <= HALF ? step.time() : median;
            lower = step.interval().lower() <= 0.5 ? step.time() : lower;
            upper = step.survival() > 0 && step.interval().upper() <= 0.5 ? step.time() : upper;
        }
        if (Double.isInfinite(median)) {
            return Answer.notIdentified(
                    n, "more than half survive to the end of the record; longer runs would show the median");
        }
        return Answer.given(new Estimate(median, new Interval(lower, upper, confidence), n));
    }
}
