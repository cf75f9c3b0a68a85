package calorimeter.papers.campaign;

import calorimeter.lab.store.Declaration;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Finding;
import calorimeter.papers.claim.Verdict;
import calorimeter.report.page.Html;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigures;
import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A judged reproduction as one HTML page: the claims table, the figures, each claim in full, how to repeat it.
final class JudgedPage {

    private final Judged judged;
    private final List<PaperFigure> figures;
    private final Origin origin;

    JudgedPage(Judged judged, List<PaperFigure> figures, Origin origin) {
        this.judged = judged;
        this.figures = figures;
        this.origin = origin;
    }

    String render() {
        Reproduction reproduction = judged.reproduction();
        String title = reproduction.title() + " (" + reproduction.name() + ", "
                + reproduction.size().key() + ")";
        String header = "<h1>" + HtmlPage.escape(title) + "</h1>\n<p class=\"origin\">"
                + HtmlPage.escape(reproduction.summary()) + "</p>" + state();
        StringBuilder navigation = new StringBuilder("<a href=\"#claims\">Claims</a> ");
        StringBuilder body = new StringBuilder(claimsTable());
        for (PaperFigure figure : figures) {
            navigation.append("<a href=\"#").append(figure.id()).append("\">");
            navigation.append(HtmlPage.escape(figure.title())).append("</a> ");
            body.append(section(figure));
        }
        navigation.append("<a href=\"#predictions\">Predictions in full</a> <a href=\"#repeat\">Repeat it</a>");
        body.append(predictions()).append(repeat());
        return new HtmlPage(
                        title,
                        Html.NOTHING,
                        new Html(header),
                        new Html(navigation.toString()),
                        new Html(body.toString()),
                        PanelFigures.json(figures))
                .render(PanelFigures.script(JudgedPage.class, "figures.js"));
    }

    private String state() {
        StringBuilder html = new StringBuilder();
        if (!judged.unfinished().isEmpty()) {
            html.append("<p class=\"absent\">Not finished: ")
                    .append(judged.unfinished())
                    .append(".</p>");
        }
        if (!judged.evidence().excluded().isEmpty()) {
            html.append("<p class=\"absent\">Left out: ")
                    .append(HtmlPage.escape(judged.excluded()))
                    .append(".</p>");
        }
        if (judged.reproduction().size() == Size.QUICK) {
            html.append("<p class=\"absent\">The quick size has too few seeds to decide most claims; Undecided is what"
                    + " to expect of it.</p>");
        }
        return html.toString();
    }

    private String claimsTable() {
        StringBuilder html = new StringBuilder("<section id=\"claims\"><h2>Claims</h2><div class=\"scroll\"><table"
                + " class=\"claims\"><thead><tr><th>claim</th><th>verdict</th><th>estimate [95 %]</th><th>n</th>"
                + "<th>p&nbsp;(Holm)</th><th>statement</th></tr></thead><tbody>");
        for (Judged.Verdicted verdicted : judged.verdicts()) {
            html.append(row(verdicted));
        }
        html.append("</tbody></table></div><p class=\"note\">Supported: the 95 % interval lies where the claim says."
                + " Refuted: it lies where the claim cannot be, or a counterexample exists. Undecided: it allows both."
                + " p-values are two-sided and adjusted by Holm's method over all claims of this page that are"
                + " statistical tests; a decision above ");
        return html.append(Family.LEVEL)
                .append(" becomes Undecided. Intervals are not adjusted. n counts runs, pairs or residuals, as the"
                        + " prediction says.</p></section>\n")
                .toString();
    }

    private static String row(Judged.Verdicted verdicted) {
        Claim claim = verdicted.judgement().claim();
        Verdict verdict = verdicted.judgement().verdict();
        StringBuilder html =
                new StringBuilder("<tr><td><a href=\"#").append(claim.id()).append("\">");
        html.append(HtmlPage.escape(claim.id())).append("</a></td><td><span class=\"verdict ");
        html.append(verdict.word().toLowerCase(Locale.ROOT))
                .append("\">")
                .append(words(verdict))
                .append("</span></td>");
        switch (verdict) {
            case Verdict.NotTested notTested -> html.append("<td></td><td></td><td></td>");
            case Verdict.Tested tested -> {
                Finding finding = tested.finding();
                html.append("<td>").append(HtmlPage.rounded(finding.estimate().value()));
                html.append(interval(finding.estimate().interval()));
                html.append("</td><td>").append(finding.estimate().n()).append("</td><td>");
                tested.adjustedPValue().ifPresent(p -> html.append(HtmlPage.rounded(p)));
                html.append("</td>");
            }
        }
        html.append("<td>").append(HtmlPage.escape(claim.statement()));
        String warning = verdicted.history().warning();
        if (!warning.isEmpty()) {
            html.append(" <strong class=\"late\">")
                    .append(HtmlPage.escape(warning))
                    .append("</strong>");
        }
        return html.append(remark(verdict)).append("</td></tr>\n").toString();
    }

    private static String words(Verdict verdict) {
        return verdict instanceof Verdict.NotTested ? "Not tested" : verdict.word();
    }

    private static String interval(Interval interval) {
        if (interval.lower() == interval.upper()) {
            return "";
        }
        return " [" + HtmlPage.rounded(interval.lower()) + ", " + HtmlPage.rounded(interval.upper()) + "]";
    }

    private static String remark(Verdict verdict) {
        String text = switch (verdict) {
            case Verdict.NotTested(String reason) -> reason;
            case Verdict.Undecided undecided ->
                "Of: " + undecided.finding().quantity() + ". Undecided: " + undecided.advice() + ".";
            case Verdict.Tested tested -> "Of: " + tested.finding().quantity() + ".";
        };
        return text.isEmpty() ? "" : "<br><span class=\"note\">" + HtmlPage.escape(text) + "</span>";
    }

    private static String section(PaperFigure figure) {
        List<Html> panels = new ArrayList<>();
        for (int index = 0; index < figure.panels().size(); index++) {
            panels.add(PanelFigures.panel(
                    figure.id(), index, figure.panels().get(index).title(), Html.NOTHING));
        }
        Html caption = Html.of("<p>{}</p>", new Html(figure.caption()));
        return PanelFigures.section(figure.id(), Html.of("{}", figure.title()), panels, caption)
                .markup();
    }

    private String predictions() {
        StringBuilder html = new StringBuilder("<section id=\"predictions\"><h2>Predictions in full</h2>\n");
        for (Judged.Verdicted verdicted : judged.verdicts()) {
            Claim claim = verdicted.judgement().claim();
            html.append("<article id=\"").append(claim.id()).append("\"><h3>").append(HtmlPage.escape(claim.id()));
            html.append(": ").append(HtmlPage.escape(claim.statement())).append("</h3><p>");
            html.append(HtmlPage.escape(claim.prediction().text())).append("</p><p class=\"note\">Source: ");
            html.append(HtmlPage.escape(claim.source())).append(". In these words ");
            html.append(verdicted.history().declared()).append(", identity <code>");
            html.append(claim.identity(), 0, 16).append("</code>.</p>");
            for (Declaration other : verdicted.history().others()) {
                html.append("<p class=\"absent\">Another wording, declared ").append(other.declaredAt());
                html.append(": ").append(HtmlPage.escape(other.text())).append("</p>");
            }
            html.append(finding(verdicted.judgement().verdict())).append("</article>\n");
        }
        return html.append("</section>\n").toString();
    }

    private static String finding(Verdict verdict) {
        if (!(verdict instanceof Verdict.Tested tested)) {
            return "";
        }
        Finding finding = tested.finding();
        StringBuilder html = new StringBuilder("<p>").append(words(verdict)).append(": ");
        html.append(HtmlPage.escape(finding.quantity())).append(' ');
        html.append(HtmlPage.rounded(finding.estimate().value()))
                .append(interval(finding.estimate().interval()));
        html.append(", n = ").append(finding.estimate().n()).append(". ").append(HtmlPage.escape(finding.test()));
        html.append(".</p>");
        if (!finding.details().isEmpty()) {
            html.append("<details><summary>")
                    .append(finding.details().size())
                    .append(
                            " further numbers</summary><table>"
                                    + "<thead><tr><th>of</th><th>value</th><th>95 % interval</th><th>n</th></tr></thead><tbody>");
            for (Finding.Detail detail : finding.details()) {
                Interval interval = detail.interval();
                html.append("<tr><td>").append(HtmlPage.escape(detail.label())).append("</td><td>");
                html.append(HtmlPage.rounded(detail.value())).append("</td><td>");
                html.append(interval == null ? "" : interval(interval)).append("</td><td>");
                html.append(detail.n()).append("</td></tr>");
            }
            html.append("</tbody></table></details>");
        }
        html.append("<details><summary>").append(finding.runs().size()).append(" runs</summary><p class=\"note\">");
        return html.append(HtmlPage.escape(String.join(", ", finding.runs())))
                .append("</p></details>")
                .toString();
    }

    private String repeat() {
        StringBuilder html = new StringBuilder("<section id=\"repeat\"><h2>Repeat it</h2><pre>");
        html.append(HtmlPage.escape(origin.command())).append("</pre><p>");
        judged.plan()
                .remarks()
                .forEach(remark -> html.append(HtmlPage.escape(remark)).append("; "));
        html.append("nothing else was chosen on the way.</p><table><tbody>");
        origin.rows(judged)
                .forEach((key, value) -> html.append("<tr><td>")
                        .append(HtmlPage.escape(key))
                        .append("</td><td>")
                        .append(HtmlPage.escape(value))
                        .append("</td></tr>"));
        return html.append("</tbody></table></section>\n").toString();
    }
}
