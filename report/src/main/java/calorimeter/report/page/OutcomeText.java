package calorimeter.report.page;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What became of a run: its memorisation, its generalisation, and the highest peaks before that.
final class OutcomeText {

    private final RunReportData run;

    OutcomeText(RunReportData run) {
        this.run = run;
    }

    /// The run in one or two sentences, as plain text without markup.
    String sentence() {
        String opening = memorisation()
                .map(event -> event.step().isPresent()
                        ? "Memorised at " + when(event)
                        : "Did not memorise (" + event.condition() + ": " + Text.grouped(event.reason()) + ")")
                .orElse("Memorisation was not recorded");
        String ending = generalisation()
                .map(event -> event.step().isPresent()
                        ? "generalised at " + when(event)
                        : "did not generalise (" + event.condition() + ": " + Text.grouped(event.reason()) + ")"
                                + lesserEvent())
                .orElse("generalisation was not recorded");
        return opening + "; " + ending + ". " + peakSentence() + statusSentence();
    }

    Optional<Event> memorisation() {
        return run.events().stream()
                .filter(event -> event.name().equals(Event.MEMORISATION))
                .findFirst();
    }

    /// The event of the greatest threshold, whether it occurred or not.
    Optional<Event> generalisation() {
        return run.events().stream()
                .filter(event -> event.name().equals(Event.GENERALISATION))
                .max(Comparator.comparingDouble(Event::threshold));
    }

    /// Of all peaks if the run did not generalise.
    Optional<Peak> highestPeakBefore(String key) {
        long limit = generalisation()
                .map(event -> event.step().orElse(Long.MAX_VALUE))
                .orElse(Long.MAX_VALUE);
        return run.peaks().getOrDefault(key, List.of()).stream()
                .filter(peak -> peak.step() < limit)
                .max(Comparator.comparingDouble(Peak::height));
    }

    private String statusSentence() {
        boolean completed = run.status().equals(RunReportData.COMPLETED);
        return completed ? "" : " The run did not complete: " + run.status() + ".";
    }

    private String peakSentence() {
        boolean generalised =
                generalisation().filter(event -> event.step().isPresent()).isPresent();
        return "Highest peak " + (generalised ? "before that" : "of the run") + ": " + peak("C") + "; " + peak("V")
                + ".";
    }

    private String peak(String key) {
        if (!run.peaks().containsKey(key)) {
            return "of " + key + ", not recorded";
        }
        return highestPeakBefore(key)
                .map(peak -> "of " + key + ", at step " + peak.where())
                .orElse("of " + key + ", none found");
    }

    private String lesserEvent() {
        return run.events().stream()
                .filter(event -> event.name().equals(Event.GENERALISATION)
                        && event.step().isPresent())
                .max(Comparator.comparingDouble(Event::threshold))
                .map(event -> ", though it reached " + event.condition() + " at step "
                        + Text.step(event.step().getAsLong()))
                .orElse("");
    }

    private static String when(Event event) {
        return "step " + Text.step(event.step().getAsLong()) + " (" + event.condition() + ")";
    }
}
