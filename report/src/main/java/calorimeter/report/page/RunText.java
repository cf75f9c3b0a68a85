package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import java.util.Map;

/// The words and tables around the figures of one run.
final class RunText {

    private RunText() {}

    static String header(RunReportData run) {
        StringBuilder html = new StringBuilder();
        html.append("<h1>").append(Text.escape(run.name())).append("</h1>\n");
        html.append("<p class=\"origin\">").append(origin(run)).append("</p>\n");
        html.append("<p class=\"outcome\">")
                .append(Text.escape(new OutcomeText(run).sentence()))
                .append("</p>\n");
        for (String line : run.summary()) {
            html.append("<p>").append(Text.escape(line)).append("</p>\n");
        }
        html.append(thinning(run));
        html.append("<h2 class=\"small\">Latest values</h2>\n").append(finalValues(run));
        html.append("<div class=\"tables\"><div><h2 class=\"small\">Events</h2>")
                .append(Tables.events(run));
        html.append("</div><div><h2 class=\"small\">Peaks</h2>").append(Tables.peaks(run));
        return html.append("</div></div>\n").toString();
    }

    static String footer(RunReportData run) {
        return "<h3>Command</h3>" + command(run) + "<div class=\"tables\"><div><h3>Settings</h3>"
                + Tables.pairs("setting", run.settings()) + "</div><div><h3>Provenance</h3>"
                + Tables.pairs("provenance", run.provenance()) + "</div></div>\n";
    }

    static String command(RunReportData run) {
        return run.command().isEmpty()
                ? "<p class=\"absent\">Not recorded.</p>"
                : "<pre><code>" + Text.escape(run.command()) + "</code></pre>";
    }

    /// Says so when the embedded rows are not all rows.
    static String thinning(RunReportData run) {
        long[] steps = run.steps();
        ThinnedRows rows = new ThinnedRows(steps);
        if (!rows.thinned()) {
            return "";
        }
        return "<p class=\"note\">" + Text.step(steps.length) + " rows were logged by " + Text.escape(run.name())
                + "; the figures and their CSV hold the least and greatest value of each group of neighbouring rows ("
                + Text.step(rows.steps().length) + " rows). <code>calorimeter export</code> writes all.</p>\n";
    }

    private static String origin(RunReportData run) {
        long[] steps = run.steps();
        String length = steps.length == 0
                ? "no rows logged"
                : "step " + Text.step(steps[steps.length - 1]) + ", " + Text.step(steps.length) + " rows logged";
        return "preset " + Text.escape(run.preset()) + " · seed " + run.seed() + " · " + Text.escape(run.status())
                + " · " + length;
    }

    private static String finalValues(RunReportData run) {
        if (run.finalValues().isEmpty()) {
            return "<p class=\"absent\">Not recorded.</p>";
        }
        StringBuilder html = new StringBuilder("<dl class=\"values\">");
        for (Map.Entry<Quantity, Double> entry : run.finalValues().entrySet()) {
            Quantity quantity = entry.getKey();
            html.append("<div><dt>").append(Text.symbol(quantity.symbol())).append(" <span>");
            html.append(Text.escape(quantity.description())).append("</span></dt><dd title=\"");
            html.append(Text.escape(Text.shortest(entry.getValue()))).append("\">");
            html.append(Text.rounded(entry.getValue())).append(" <span>");
            html.append(Text.escape(Text.unit(quantity))).append("</span></dd></div>");
        }
        return html.append("</dl>\n").toString();
    }
}
