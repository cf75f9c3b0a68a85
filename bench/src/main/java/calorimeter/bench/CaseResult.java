// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was measured on one case.
///
/// @param work that a step needs
/// @param seconds of a training step, by contestant; ours first
/// @param peak operations a second of fused multiply-adds in registers, with the threads of the run
/// @param observables share of a run's time; empty where there is no [Workload#observed]
/// @param remarks who was left out, and why
public record CaseResult(
        BenchmarkCase benchmark,
        NecessaryWork work,
        Map<Contestant, Sample> seconds,
        Sample peak,
        Optional<Sample> observables,
        List<String> remarks) {

    public CaseResult {
        seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
        remarks = List.copyOf(remarks);
    }

    private Sample ours() {
        return seconds.values().iterator().next();
    }

    /// Operations a second that were needed, over those that are possible.
    public Sample fractionOfPeak() {
        return Sample.ratio(ours().map(step -> work.floatingPointOperations() / step), peak);
    }

    /// Seconds that the necessary operations take at the peak: no step that does them is shorter.
    public Sample floor() {
        return peak.map(rate -> work.floatingPointOperations() / rate);
    }

    /// How many times as long as [#floor] such a step takes.
    public Sample timesFloor(Sample step) {
        return Sample.ratio(step, floor());
    }

    /// How many times as long as ours such a step takes.
    public Sample timesOurs(Sample step) {
        return Sample.ratio(step, ours());
    }

    /// The fastest of the peers whose variant is in the list.
    public Optional<Contestant> best(List<String> libraries, List<String> variants) {
        return seconds.entrySet().stream()
                .filter(entry -> libraries.contains(entry.getKey().library())
                        && variants.contains(entry.getKey().variant()))
                .min(Comparator.comparingDouble(entry -> entry.getValue().median()))
                .map(Map.Entry::getKey);
    }
}
