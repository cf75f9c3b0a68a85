// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.estimate.TestResult;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hipparchus.distribution.continuous.NormalDistribution;

/// Log-rank test that two groups have the same hazard (N. Mantel, Cancer Chemother. Rep. 50 (1966) 163).
///
/// At each event time t, given d events among n at risk of whom n₁ in the first group, the events d₁ of that
/// group are hypergeometric under the null:
///
///     O − E = Σ_t (d₁ − d n₁/n),      V = Σ_t d (n₁/n)(1 − n₁/n)(n − d)/(n − 1),      z = (O − E)/√V
///
/// z is positive when the first group has its events earlier; [Alternative#GREATER] is a greater hazard of
/// the first group. The p-value is from the normal distribution. The effect is the hazard ratio first/second
/// by Peto's one-step estimate exp((O − E)/V) with interval exp((O − E)/V ± z_c/√V): one Newton step from 1
/// towards the Cox estimate, a few per cent from it for ratios up to 2, worse beyond.
public final class LogRank {

    private LogRank() {}

    /// Declines with fewer than two runs in a group or fewer than five events in all, or when no event tells
    /// the groups apart.
    public static Answer<TestResult> of(Lifetimes first, Lifetimes second, Alternative alternative, double confidence) {
        Samples.requireConfidence(confidence);
        int n = first.size() + second.size();
        int events = first.events() + second.events();
        if (Math.min(first.size(), second.size()) < 2) {
            return Answer.tooFew("each group of a log-rank test", Math.min(first.size(), second.size()), 2);
        }
        if (events < 5) {
            return Answer.tooFew("a log-rank test's number of events", events, 5);
        }
        double excess = 0;
        double variance = 0;
        for (double time : eventTimes(first, second)) {
            int atRisk = first.atRisk(time) + second.atRisk(time);
            int happened = first.eventsAt(time) + second.eventsAt(time);
            double share = first.atRisk(time) / (double) atRisk;
            excess += first.eventsAt(time) - happened * share;
            variance += atRisk == 1 ? 0 : happened * share * (1 - share) * (atRisk - happened) / (atRisk - 1.0);
        }
        if (variance == 0) {
            return Answer.notIdentified(n, "the groups are never at risk together; longer runs would help");
        }
        return Answer.given(result(excess, variance, n, alternative, confidence));
    }

    private static TestResult result(
            double excess, double variance, int n, Alternative alternative, double confidence) {
        NormalDistribution normal = new NormalDistribution();
        double z = excess / StrictMath.sqrt(variance);
        double p = alternative.pValue(normal.cumulativeProbability(z), normal.cumulativeProbability(-z));
        double half = normal.inverseCumulativeProbability((1 + confidence) / 2) / StrictMath.sqrt(variance);
        double logRatio = excess / variance;
        Interval interval = new Interval(StrictMath.exp(logRatio - half), StrictMath.exp(logRatio + half), confidence);
        return new TestResult(z, p, alternative, new Estimate(StrictMath.exp(logRatio), interval, n));
    }

    private static SortedSet<Double> eventTimes(Lifetimes first, Lifetimes second) {
        SortedSet<Double> times = new TreeSet<>();
        for (Lifetimes lifetimes : new Lifetimes[] {first, second}) {
            for (int i = 0; i < lifetimes.size(); i++) {
                if (lifetimes.isEvent(i)) {
                    times.add(lifetimes.time(i));
                }
            }
        }
        return times;
    }
}
