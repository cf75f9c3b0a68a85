package calorimeter.report.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes the report of one run, or of several side by side, as a single HTML file: styles, script, charts and
/// numbers are inside, and the page forbids itself every connection.
///
/// One run is shown whole; of several runs the key series are overlaid.
public final class RunReport {

    /// Joined into one script in this order, after those that all pages share; each file says what it holds.
    private static final List<String> SCRIPTS =
            List.of("data.js", "lines.js", "maps.js", "planes.js", "rows.js", "page.js");

    private RunReport() {}

    /// As [HtmlPage#write].
    public static void write(Path file, List<RunReportData> runs) throws IOException {
        HtmlPage.write(file, render(runs));
    }

    /// The whole page. Throws [IllegalArgumentException] if there is no run.
    public static String render(List<RunReportData> runs) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one run, got none");
        }
        boolean comparison = runs.size() > 1;
        List<FigurePlan> plans = plans(runs, comparison ? "comparison.json" : "figures.json");
        HtmlPage page = new HtmlPage(
                comparison ? runs.size() + " runs" : runs.getFirst().name(),
                Resources.file("choices.html").strip(),
                comparison ? ComparisonText.header(runs) : RunText.header(runs.getFirst()),
                navigation(plans),
                body(plans, runs),
                PageJson.write(runs, plans));
        return page.render(script());
    }

    private static String body(List<FigurePlan> plans, List<RunReportData> runs) {
        String footer = runs.size() > 1 ? ComparisonText.footer(runs) : RunText.footer(runs.getFirst());
        return Resources.fill(
                Resources.file("report.html"), Map.of("figures", sections(plans, runs), "footer", footer));
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
