package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// All that a report says of one run. Whatever is left out is reported as not recorded, never as zero.
///
/// ```java
/// RunReportData run = RunReportData.of("nanda-0", "nanda", 0, steps)
///         .command("./calorimeter train --preset nanda --seed 0")
///         .series(testAccuracy, values)
///         .event(Event.at(Event.GENERALISATION, "test accuracy", 0.99, 9240))
///         .peaks("C", List.of(new Peak(5210, 2.31, 1.2)))
///         .build();
/// ```
public final class RunReportData {

    /// The status of a run that came to its own end, whatever it learned.
    public static final String COMPLETED = "completed";

    private final RunReportBuilder content;

    RunReportData(RunReportBuilder content) {
        this.content = content;
    }

    /// Starts the description of a run; `steps` are those of its logged rows, ascending.
    public static RunReportBuilder of(String name, String preset, long seed, long[] steps) {
        return new RunReportBuilder(name, preset, seed, steps);
    }

    public String name() {
        return content.name;
    }

    /// What tells it from the runs beside it: its name, or the settings in which it differs from them.
    public String label() {
        return content.label;
    }

    public String preset() {
        return content.preset;
    }

    public long seed() {
        return content.seed;
    }

    public long[] steps() {
        return content.steps.clone();
    }

    /// How the run ended, in words: "completed", "interrupted at step 512".
    public String status() {
        return content.status;
    }

    /// The command line that makes the same run again; empty if there is none.
    public String command() {
        return content.command;
    }

    public String peakMethod() {
        return content.peakMethod;
    }

    public Map<String, String> settings() {
        return Collections.unmodifiableMap(content.settings);
    }

    public Map<String, String> provenance() {
        return Collections.unmodifiableMap(content.provenance);
    }

    public List<Series> series() {
        return List.copyOf(content.series.values());
    }

    public List<HeadSeries> headSeries() {
        return List.copyOf(content.headSeries.values());
    }

    public List<Event> events() {
        return List.copyOf(content.events);
    }

    /// Peaks by the key of their quantity; a key with an empty list was searched without result.
    public Map<String, List<Peak>> peaks() {
        return Collections.unmodifiableMap(content.peaks);
    }

    public Map<Quantity, Double> finalValues() {
        return Collections.unmodifiableMap(content.finalValues);
    }

    public List<String> summary() {
        return List.copyOf(content.summary);
    }
}
