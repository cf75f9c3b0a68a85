package calorimeter.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What was measured on one case.
///
/// @param work that a step needs
/// @param entries ours first
/// @param peak operations a second of fused multiply-adds in registers, with the threads of the run
/// @param observables share of a run's time
/// @param remarks who was left out, and why
public record CaseResult(
        BenchmarkCase benchmark,
        NecessaryWork work,
        List<Entry> entries,
        Sample peak,
        Sample observables,
        List<String> remarks) {

    /// @param library `engine`, `torch` or `jax`
    /// @param name as tables show it
    /// @param seconds a training step
    /// @param startSeconds from the start of the process until the library was loaded
    /// @param firstStepSeconds from then to the first finished step
    public record Entry(
            String library,
            String variant,
            String name,
            Sample seconds,
            double startSeconds,
            double firstStepSeconds) {}

    public CaseResult {
        entries = List.copyOf(entries);
        remarks = List.copyOf(remarks);
    }

    public Entry ours() {
        return entries.getFirst();
    }

    /// Operations a second that were needed, over those that are possible.
    public Sample fractionOfPeak() {
        return Sample.ratio(ours().seconds().map(seconds -> work.floatingPointOperations() / seconds), peak);
    }

    /// Seconds that the necessary operations take at the peak: no step that does them is shorter.
    public Sample floor() {
        return peak.map(rate -> work.floatingPointOperations() / rate);
    }

    /// How many times as long as [#floor] a step of this entry takes.
    public Sample timesFloor(Entry entry) {
        return Sample.ratio(entry.seconds(), floor());
    }

    /// How many times as long as ours a step of this entry takes.
    public Sample ratio(Entry entry) {
        return Sample.ratio(entry.seconds(), ours().seconds());
    }

    public Optional<Entry> find(String library, String variant) {
        return entries.stream()
                .filter(entry ->
                        entry.library().equals(library) && entry.variant().equals(variant))
                .findFirst();
    }

    /// The fastest of the peers whose variant is in the list.
    public Optional<Entry> best(List<String> libraries, List<String> variants) {
        return entries.stream()
                .filter(entry -> libraries.contains(entry.library()) && variants.contains(entry.variant()))
                .min(Comparator.comparingDouble(entry -> entry.seconds().median()));
    }
}
