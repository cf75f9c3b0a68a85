package calorimeter.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The report's tables as HTML. Everything that comes from a run is escaped here.
final class Tables {

    private static final int MOST_PEAKS = 12;

    private Tables() {}

    static String events(RunReportData run) {
        if (run.events().isEmpty()) {
            return "<p class=\"absent\">No events were recorded.</p>";
        }
        List<List<String>> rows = new ArrayList<>();
        for (Event event : run.events()) {
            String step = event.step().isPresent()
                    ? Text.step(event.step().getAsLong())
                    : "did not occur: " + Text.escape(Text.grouped(event.reason()));
            rows.add(List.of(Text.escape(event.name()), Text.escape(event.condition()), step));
        }
        return table(List.of("event", "condition", "step"), rows);
    }

    static String peaks(RunReportData run) {
        if (run.peaks().isEmpty()) {
            return "<p class=\"absent\">Peaks were not recorded.</p>";
        }
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, List<Peak>> found : run.peaks().entrySet()) {
            String key = Text.escape(found.getKey());
            if (found.getValue().isEmpty()) {
                rows.add(List.of(key, "no peak found", "", "", ""));
            }
            List<Peak> shown = found.getValue().stream()
                    .sorted(Comparator.comparingDouble(Peak::prominence).reversed())
                    .limit(MOST_PEAKS)
                    .sorted(Comparator.comparingLong(Peak::step))
                    .toList();
            for (Peak peak : shown) {
                rows.add(List.of(
                        key,
                        peak.where(),
                        Text.step(peak.step()),
                        Text.rounded(peak.height()),
                        Text.rounded(peak.prominence())));
            }
            int left = found.getValue().size() - shown.size();
            if (left > 0) {
                rows.add(List.of(key, left + " more of lesser prominence", "", "", ""));
            }
        }
        return table(List.of("of", "step", "nearest logged", "height", "prominence"), rows) + method(run);
    }

    static String pairs(String keyTitle, Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return "<p class=\"absent\">Not recorded.</p>";
        }
        List<List<String>> rows = new ArrayList<>();
        pairs.forEach((key, value) -> rows.add(List.of(Text.escape(key), Text.escape(value))));
        return table(List.of(keyTitle, "value"), rows);
    }

    /// One row for each key on which the runs differ, or for each on which they agree; one column for each run.
    static String compared(
            List<RunReportData> runs, Function<RunReportData, Map<String, String>> pairs, boolean differing) {
        Set<String> keys = new LinkedHashSet<>();
        runs.forEach(run -> keys.addAll(pairs.apply(run).keySet()));
        List<List<String>> rows = new ArrayList<>();
        for (String key : keys) {
            List<String> values = runs.stream()
                    .map(run -> pairs.apply(run).getOrDefault(key, "not recorded"))
                    .toList();
            if ((Set.copyOf(values).size() > 1) == differing) {
                List<String> row = new ArrayList<>(List.of(Text.escape(key)));
                values.stream()
                        .limit(differing ? values.size() : 1)
                        .map(Text::escape)
                        .forEach(row::add);
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            return "<p class=\"absent\">None.</p>";
        }
        List<String> header = new ArrayList<>(List.of("key"));
        if (differing) {
            runs.forEach(run -> header.add(Text.escape(run.label())));
        } else {
            header.add("all runs");
        }
        return table(header, rows);
    }

    /// Cells are HTML already.
    static String table(List<String> header, List<List<String>> rows) {
        return table("", header, rows);
    }

    /// Likewise, of numbers and single words, which are never broken.
    static String facts(List<String> header, List<List<String>> rows) {
        return table(" class=\"facts\"", header, rows);
    }

    private static String table(String attributes, List<String> header, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table" + attributes + "><thead><tr>");
        header.forEach(cell -> html.append("<th scope=\"col\">").append(cell).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(cell).append("</td>"));
            html.append("</tr>");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private static String method(RunReportData run) {
        return run.peakMethod().isEmpty() ? "" : "<p class=\"note\">" + Text.escape(run.peakMethod()) + "</p>";
    }
}
