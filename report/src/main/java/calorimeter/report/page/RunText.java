// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import calorimeter.report.figure.Milestone;
import calorimeter.report.figure.ReportedRun;
import calorimeter.report.figure.StepBuckets;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.PeakDetector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The words and tables around the figures of one run.
final class RunText {

    private static final int MOST_PEAKS = 12;

    private RunText() {}

    static Html header(ReportedRun run) {
        return Html.of(
                """
                <h1>{}</h1>
                <p class="origin">preset {} · seed {} · {} · step {}, {} rows logged</p>
                <p class="outcome">{}</p>
                {}
                <h2 class="small">Latest values</h2>
                {}
                <div class="tables">
                <div><h2 class="small">Events</h2>{}</div>
                {}
                </div>
                """,
                run.name(),
                run.record().preset(),
                run.record().seed(),
                Text.status(run),
                Text.step(run.rows().step(run.rows().size() - 1)),
                Text.step(run.rows().size()),
                new OutcomeText(run).sentence(),
                thinning(run),
                finalValues(run.finalValues()),
                milestones(run),
                run.layers() == 0
                        ? Html.NOTHING
                        : Html.of(
                                "<div><h2 class=\"small\">Peaks</h2>{}<p class=\"note\">{}</p></div>",
                                peaks(run),
                                peakMethod()));
    }

    static Html footer(ReportedRun run) {
        return Html.of(
                """
                <h3>Command</h3>
                {}
                <div class="tables">
                <div><h3>Settings</h3>{}</div>
                <div><h3>Provenance</h3>{}</div>
                </div>
                """, command(run), pairs("setting", run.parameters().values()), pairs("provenance", run.provenance()));
    }

    static Html command(ReportedRun run) {
        return Html.of("<pre><code>{}</code></pre>", run.command());
    }

    /// Says so when the embedded rows are not all rows.
    static Html thinning(ReportedRun run) {
        int shown = StepBuckets.embedded(run.rows().steps()).ends().length;
        if (shown == run.rows().size()) {
            return Html.NOTHING;
        }
        return Html.of("""
                <p class="note">{} rows were logged by {}; the figures and their CSV hold the least and greatest value \
                of each group of neighbouring rows ({} rows). <code>calorimeter export</code> writes all.</p>
                """, Text.step(run.rows().size()), run.name(), Text.step(shown));
    }

    /// Of rows that are read and of all rows there are the same quantities, so each have a list of their own.
    private static Html finalValues(Map<Quantity, Double> values) {
        Map<String, List<Map.Entry<Quantity, Double>>> groups = new LinkedHashMap<>();
        for (Map.Entry<Quantity, Double> value : values.entrySet()) {
            String name = value.getKey().name();
            String group =
                    !name.startsWith("attention.") ? "" : name.endsWith(".read") ? "Rows that are read" : "All rows";
            groups.computeIfAbsent(group, title -> new ArrayList<>()).add(value);
        }
        return Html.each(
                List.copyOf(groups.entrySet()),
                group -> Html.of(
                        "{}<dl class=\"values\">{}</dl>\n",
                        group.getKey().isEmpty()
                                ? Html.NOTHING
                                : Html.of("<h3 class=\"group\">{}</h3>", group.getKey()),
                        Html.each(group.getValue(), RunText::finalValue)));
    }

    private static Html finalValue(Map.Entry<Quantity, Double> entry) {
        return Html.of(
                """
                <div><dt>{} <span>{}</span></dt><dd title="{}">{} <span>{}</span></dd></div>
                """,
                Text.symbol(entry.getKey().symbol()),
                entry.getKey().description(),
                Text.shortest(entry.getValue()),
                Text.rounded(entry.getValue()),
                Text.unit(entry.getKey()));
    }

    private static Html milestones(ReportedRun run) {
        List<List<String>> rows = new ArrayList<>();
        for (Milestone milestone : run.milestones()) {
            String step = milestone.step().isPresent()
                    ? Text.step(milestone.step().getAsLong())
                    : Text.grouped(milestone.reason());
            rows.add(List.of(milestone.name(), Text.condition(milestone), step));
        }
        return Html.table("", List.of("event", "condition", "step"), rows);
    }

    private static Html peaks(ReportedRun run) {
        List<List<?>> rows = new ArrayList<>();
        run.peaks().forEach((key, found) -> {
            if (found.isEmpty()) {
                rows.add(List.of(key, "no peak found", "", "", ""));
            }
            List<Peak> shown = found.stream()
                    .sorted(Comparator.comparingDouble(Peak::prominence).reversed())
                    .limit(MOST_PEAKS)
                    .sorted(Comparator.comparingDouble(Peak::step))
                    .toList();
            for (Peak peak : shown) {
                rows.add(List.of(
                        key,
                        Text.place(peak),
                        Text.step((long) peak.step()),
                        Text.rounded(peak.height()),
                        Text.rounded(peak.prominence())));
            }
            if (found.size() > shown.size()) {
                rows.add(List.of(key, found.size() - shown.size() + " more of lesser prominence", "", "", ""));
            }
        });
        return Html.table("", List.of("of", "step", "nearest logged", "height", "prominence"), rows);
    }

    private static String peakMethod() {
        PeakDetector detector = PeakDetector.standard();
        return String.format(
                Locale.ROOT,
                """
                A peak stands out of the series smoothed with a Gaussian of %s decades in log(step + 1): its \
                prominence is at least %.0f %% of the range and %.0f of its standard errors. Its place and height are \
                those of a cubic fitted to its top, between logged steps in general; ± is the standard error of the \
                place under the noise of the series, at least 0.1 as shown, half the width of a plateau.""",
                detector.scales().stream()
                        .map(scale -> String.format(Locale.ROOT, "%.3g", scale.bandwidth()))
                        .collect(Collectors.joining(" or ")),
                100 * detector.relativeProminence(),
                detector.noiseMultiple());
    }

    private static Html pairs(String keyTitle, Map<String, String> pairs) {
        List<List<String>> rows = pairs.entrySet().stream()
                .map(pair -> List.of(pair.getKey(), pair.getValue()))
                .toList();
        return Html.table("", List.of(keyTitle, "value"), rows);
    }
}
