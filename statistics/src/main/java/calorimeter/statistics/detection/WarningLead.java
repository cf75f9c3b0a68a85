// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.classical.Median;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.series.LogTime;

/// How often and how long before an event a detector warns.
///
/// The lead of a run is t(event) − t(alarm) in decades of log time, t = log₁₀(step + 1); a run without an
/// alarm before its event has lead 0 and stays in the median, so that a detector which seldom warns does not
/// look fast.
///
/// @param warned share of runs with an alarm before the event
/// @param medianLead median lead over all runs, in decades
public record WarningLead(Estimate warned, Estimate medianLead) {

    /// Lead from the step of each run's first alarm (infinite for none) and of its event; declines without a run.
    ///
    /// @param alarms ≥ 0 or infinite
    /// @param events finite and ≥ 0
    public static Answer<WarningLead> of(double[] alarms, double[] events, double confidence) {
        Samples.requireSameSize("alarms", alarms.length, "events", events.length);
        Samples.requireFinite("event", events);
        int n = events.length;
        double[] leads = new double[n];
        int warned = 0;
        for (int i = 0; i < n; i++) {
            if (!(alarms[i] >= 0 && events[i] >= 0)) {
                throw new IllegalArgumentException("run " + i + " has its alarm at " + alarms[i] + " and its event at "
                        + events[i] + " but steps must be at least 0");
            }
            if (alarms[i] < events[i]) {
                warned++;
                leads[i] = LogTime.ofStep(events[i]) - LogTime.ofStep(alarms[i]);
            }
        }
        if (n == 0) {
            return Answer.tooFew("a lead's number of runs", 0, 1);
        }
        return Answer.given(new WarningLead(
                ClopperPearson.of(warned, n, confidence).orElseThrow(),
                Median.of(leads, confidence).orElseThrow()));
    }
}
