package calorimeter.papers.campaign;

import static calorimeter.report.page.HtmlPage.escape;
import static calorimeter.report.page.HtmlPage.rounded;

import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Verdict;
import calorimeter.report.page.Html;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigures;
import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        String header = """
                <h1>%s</h1>
                <p class="origin">%s</p>%s""".formatted(escape(title), escape(reproduction.summary()), state());
        String navigation = """
                <a href="#claims">Claims</a> %s<a href="#predictions">Predictions in full</a> \
                <a href="#repeat">Repeat it</a>""".formatted(each(
                figures, figure -> "<a href=\"#%s\">%s</a> ".formatted(figure.id(), escape(figure.title()))));
        String body = claimsTable() + each(figures, JudgedPage::section) + predictions() + repeat();
        return new HtmlPage(
                        title,
                        Html.NOTHING,
                        new Html(header),
                        new Html(navigation),
                        new Html(body),
                        PanelFigures.json(figures))
                .render(PanelFigures.script(JudgedPage.class, "figures.js"));
    }

    private static <T> String each(List<T> all, Function<T, String> html) {
        return all.stream().map(html).collect(Collectors.joining());
    }

    private String state() {
        List<String> remarks = new ArrayList<>();
        if (!judged.unfinished().isEmpty()) {
            remarks.add("Not finished: " + judged.unfinished());
        }
        if (!judged.evidence().excluded().isEmpty()) {
            remarks.add("Left out: " + judged.excluded());
        }
        if (judged.reproduction().size() == Size.QUICK) {
            remarks.add("The quick size has too few seeds to decide most claims; Undecided is what to expect of it");
        }
        return each(remarks, remark -> "<p class=\"absent\">" + escape(remark) + ".</p>");
    }

    private String claimsTable() {
        return """
                <section id="claims"><h2>Claims</h2><div class="scroll"><table class="claims"><thead><tr>
                <th>claim</th><th>verdict</th><th>estimate [95 %%]</th><th>n</th><th>p&nbsp;(Holm)</th>
                <th>statement</th></tr></thead><tbody>%s</tbody></table></div>
                <p class="note">Supported: the 95 %% interval lies where the claim says. Refuted: it lies where the \
                claim cannot be, or a counterexample exists. Undecided: it allows both. p-values are two-sided and \
                adjusted by Holm's method over all claims of this page that are statistical tests; a decision above %s \
                becomes Undecided. Intervals are not adjusted. n counts runs, pairs or residuals, as the prediction \
                says.</p></section>
                """.formatted(each(judged.verdicts(), JudgedPage::row), Family.LEVEL);
    }

    private static String row(Judged.Verdicted verdicted) {
        Claim claim = verdicted.claim();
        Verdict verdict = verdicted.verdict();
        String numbers = "<td></td><td></td><td></td>";
        if (verdict instanceof Verdict.Tested tested) {
            String p = tested.pValue().isPresent() ? rounded(tested.pValue().getAsDouble()) : "";
            numbers = "<td>%s</td><td>%s</td><td>%s</td>"
                    .formatted(
                            estimate(tested.grounds()),
                            tested.grounds().estimate().n(),
                            p);
        }
        String warning = verdicted.history().warning();
        return """
                <tr><td><a href="#%s">%s</a></td><td><span class="verdict %s">%s</span></td>%s<td>%s%s%s</td></tr>
                """.formatted(
                        claim.id(),
                        escape(claim.id()),
                        verdict.word().toLowerCase(Locale.ROOT),
                        words(verdict),
                        numbers,
                        escape(claim.statement()),
                        warning.isEmpty() ? "" : " <strong class=\"late\">" + escape(warning) + "</strong>",
                        remark(verdict));
    }

    private static String words(Verdict verdict) {
        return verdict instanceof Verdict.NotTested ? "Not tested" : verdict.word();
    }

    private static String estimate(Grounds grounds) {
        return rounded(grounds.estimate().value()) + interval(grounds.estimate().interval());
    }

    private static String interval(Interval interval) {
        return interval.lower() == interval.upper()
                ? ""
                : " [" + rounded(interval.lower()) + ", " + rounded(interval.upper()) + "]";
    }

    private static String remark(Verdict verdict) {
        String text = switch (verdict) {
            case Verdict.NotTested(String reason) -> reason;
            case Verdict.Undecided undecided ->
                "Of: " + undecided.grounds().quantity() + ". Undecided: " + undecided.advice() + ".";
            case Verdict.Tested tested -> "Of: " + tested.grounds().quantity() + ".";
        };
        return text.isEmpty() ? "" : "<br><span class=\"note\">" + escape(text) + "</span>";
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
        return """
                <section id="predictions"><h2>Predictions in full</h2>
                %s</section>
                """.formatted(each(judged.verdicts(), JudgedPage::prediction));
    }

    private static String prediction(Judged.Verdicted verdicted) {
        Claim claim = verdicted.claim();
        return """
                <article id="%s"><h3>%s: %s</h3><p>%s</p>
                <p class="note">Source: %s. In these words %s, identity <code>%s</code>.</p>%s%s</article>
                """.formatted(
                        claim.id(),
                        escape(claim.id()),
                        escape(claim.statement()),
                        escape(claim.prediction().text()),
                        escape(claim.source()),
                        verdicted.history().declared(),
                        claim.identity().substring(0, 16),
                        each(
                                verdicted.history().others(),
                                other -> "<p class=\"absent\">Another wording, declared %s: %s</p>"
                                        .formatted(other.declaredAt(), escape(other.text()))),
                        verdicted.verdict() instanceof Verdict.Tested tested ? grounds(tested) : "");
    }

    private static String grounds(Verdict.Tested tested) {
        Grounds grounds = tested.grounds();
        return """
                <p>%s: %s %s, n = %s. %s.</p>%s<details><summary>%s runs</summary>
                <p class="note">%s</p></details>""".formatted(
                        words(tested),
                        escape(grounds.quantity()),
                        estimate(grounds),
                        grounds.estimate().n(),
                        escape(grounds.test()),
                        grounds.details().isEmpty() ? "" : details(grounds.details()),
                        grounds.runs().size(),
                        escape(String.join(", ", grounds.runs())));
    }

    private static String details(List<Grounds.Detail> details) {
        return """
                <details><summary>%s further numbers</summary><table><thead><tr>
                <th>of</th><th>value</th><th>95 %% interval</th><th>n</th></tr></thead><tbody>%s</tbody></table>
                </details>""".formatted(details.size(), each(details, JudgedPage::detail));
    }

    private static String detail(Grounds.Detail detail) {
        Interval interval = detail.interval();
        return "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(
                        escape(detail.label()),
                        rounded(detail.value()),
                        interval == null ? "" : interval(interval),
                        detail.n());
    }

    private String repeat() {
        String rows = origin.rows(judged).entrySet().stream()
                .map(row -> "<tr><td>%s</td><td>%s</td></tr>".formatted(escape(row.getKey()), escape(row.getValue())))
                .collect(Collectors.joining());
        return """
                <section id="repeat"><h2>Repeat it</h2><pre>%s</pre><p>%snothing else was chosen on the way.</p>
                <table><tbody>%s</tbody></table></section>
                """.formatted(
                        escape(origin.command()), each(judged.plan().remarks(), remark -> escape(remark) + "; "), rows);
    }
}
