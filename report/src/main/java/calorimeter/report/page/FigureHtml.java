package calorimeter.report.page;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The frame of a figure: headings, an empty box for each panel (the page's script draws into it), the caption
/// with its equation, and the button that hands out the numbers.
final class FigureHtml {

    private FigureHtml() {}

    static String section(FigurePlan plan, List<RunReportData> runs) {
        Figure figure = plan.figure();
        StringBuilder html = new StringBuilder();
        html.append("<section id=\"").append(figure.id()).append("\"><h2>").append(figure.title());
        html.append("</h2>\n<figure class=\"").append(figure.kind().name().toLowerCase(Locale.ROOT));
        html.append("\"><p class=\"legend shared\"></p><div class=\"panels\">\n");
        for (int index = 0; index < figure.panels().size(); index++) {
            html.append(panel(figure, index, plan.absent().get(index)));
        }
        html.append("</div>\n<figcaption><p>").append(figure.caption()).append("</p>");
        if (figure.equation() != null) {
            html.append("<p class=\"equation\">").append(figure.equation()).append("</p>");
        }
        if (runs.size() == 1) {
            html.append(peakNote(figure, runs.getFirst()));
        }
        if (plan.drawn()) {
            html.append("<button type=\"button\" class=\"csv\" data-figure=\"").append(figure.id());
            html.append("\">Numbers as CSV</button>");
        }
        return html.append("</figcaption></figure></section>\n").toString();
    }

    private static String panel(Figure figure, int index, String absent) {
        Figure.Panel panel = figure.panels().get(index);
        String title = Text.escape(panel.title());
        StringBuilder html =
                new StringBuilder("<div class=\"panel\"><h3>").append(title).append("</h3>");
        if (!panel.series().isEmpty()) {
            html.append("<div class=\"legend own\"></div><div class=\"chart\" role=\"img\" aria-label=\"");
            html.append(title).append("\" data-figure=\"").append(figure.id());
            html.append("\" data-panel=\"").append(index).append("\"></div>");
        }
        if (!absent.isEmpty()) {
            html.append("<p class=\"absent\">").append(Text.escape(absent)).append("</p>");
        }
        return html.append("</div>\n").toString();
    }

    private static String peakNote(Figure figure, RunReportData run) {
        Set<String> marked = new LinkedHashSet<>();
        for (Figure.Panel panel : figure.panels()) {
            if (panel.peaks() != null) {
                marked.add(panel.peaks());
            }
        }
        StringBuilder note = new StringBuilder();
        for (String key : marked) {
            List<Peak> peaks = run.peaks().get(key);
            if (peaks == null) {
                note.append("Peaks of ").append(key).append(" were not recorded. ");
            } else if (peaks.isEmpty()) {
                note.append("No peak of ").append(key).append(" was found. ");
            } else {
                Peak highest = peaks.stream()
                        .max(Comparator.comparingDouble(Peak::height))
                        .orElseThrow();
                note.append(peaks.size() == 1 ? "One peak of " : peaks.size() + " peaks of ")
                        .append(key);
                note.append(peaks.size() == 1 ? ", at step " : ", the highest at step ");
                note.append(highest.where()).append(" (height ").append(Text.rounded(highest.height()));
                note.append(", prominence ")
                        .append(Text.rounded(highest.prominence()))
                        .append("). ");
            }
        }
        return note.isEmpty() ? "" : "<p>" + note.toString().strip() + "</p>";
    }
}
