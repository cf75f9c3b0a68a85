package calorimeter.lab.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes the report of one run, or of several side by side, as a single HTML file: styles, script, charts and
/// numbers are inside, and the page forbids itself every connection.
///
/// One run is shown whole; of several runs the key series are overlaid.
public final class RunReport {

    /// Joined into one script in this order; each file says what it holds.
    private static final List<String> SCRIPTS = List.of(
            "format.js", "data.js", "theme.js", "axes.js", "lines.js", "maps.js", "planes.js", "csv.js", "page.js");

    private RunReport() {}

    /// Renders into a file beside `file`, then moves it there, so that a failure leaves nothing half-written.
    public static void write(Path file, List<RunReportData> runs) throws IOException {
        String html = render(runs);
        Path unfinished = Path.of(file + ".unfinished");
        try {
            Files.writeString(unfinished, html);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /// The whole page. Throws [IllegalArgumentException] if there is no run.
    public static String render(List<RunReportData> runs) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one run, got none");
        }
        boolean comparison = runs.size() > 1;
        List<FigurePlan> plans = plans(runs, comparison ? "comparison.json" : "figures.json");
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "title",
                Text.escape(comparison ? runs.size() + " runs" : runs.getFirst().name()));
        parts.put("style", Resources.file("report.css"));
        parts.put("navigation", navigation(plans));
        parts.put("header", comparison ? ComparisonText.header(runs) : RunText.header(runs.getFirst()));
        parts.put("figures", sections(plans, runs));
        parts.put("footer", comparison ? ComparisonText.footer(runs) : RunText.footer(runs.getFirst()));
        parts.put("data", PageJson.write(runs, plans));
        parts.put("echarts", Resources.echarts());
        parts.put("script", script());
        return Resources.fill(Resources.file("report.html"), parts);
    }

    private static List<FigurePlan> plans(List<RunReportData> runs, String resource) {
        List<Figure> figures = Figure.read(resource);
        List<FigurePlan> plans = new ArrayList<>();
        for (Figure figure : figures) {
            plans.add(FigurePlan.of(figure, runs));
        }
        if (runs.size() == 1) {
            FigurePlan further = FigurePlan.further(figures, runs.getFirst());
            if (further.drawn()) {
                plans.add(further);
            }
        }
        return plans;
    }

    private static String navigation(List<FigurePlan> plans) {
        StringBuilder html = new StringBuilder();
        for (FigurePlan plan : plans) {
            Figure figure = plan.figure();
            html.append("<a href=\"#").append(figure.id()).append("\">");
            html.append(figure.title()).append("</a> ");
        }
        return html.append("<a href=\"#reproduce\">Settings and provenance</a>").toString();
    }

    private static String sections(List<FigurePlan> plans, List<RunReportData> runs) {
        StringBuilder html = new StringBuilder();
        for (FigurePlan plan : plans) {
            html.append(FigureHtml.section(plan, runs));
        }
        return html.toString();
    }

    private static String script() {
        StringBuilder script = new StringBuilder();
        for (String file : SCRIPTS) {
            script.append(Resources.file(file)).append('\n');
        }
        return script.toString();
    }
}
