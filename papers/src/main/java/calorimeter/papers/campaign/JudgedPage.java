// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Verdict;
import calorimeter.report.page.Html;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigures;
import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A judged reproduction as one HTML page: the claims table, the figures, each claim in full, how to repeat it.
final class JudgedPage {

    private JudgedPage() {}

    static String render(Judged judged, List<PanelFigure> figures, Origin origin) {
        Reproduction reproduction = judged.reproduction();
        String title = reproduction.title() + " (" + reproduction.name() + ", "
                + reproduction.size().key() + ")";
        Html header = Html.of(
                """
                <h1>{}</h1>
                <p class="origin">{}</p>{}""",
                title,
                reproduction.summary(),
                Html.each(remarks(judged), remark -> Html.of("<p class=\"absent\">{}.</p>", remark)));
        Html navigation = Html.of("""
                <a href="#claims">Claims</a> {}<a href="#predictions">Predictions in full</a> \
                <a href="#repeat">Repeat it</a>""", PanelFigures.navigation(figures));
        Html body = Html.of(
                """
                {}{}<section id="predictions"><h2>Predictions in full</h2>
                {}</section>
                {}""",
                claims(judged.verdicts()),
                Html.each(figures, PanelFigures::section),
                Html.each(judged.verdicts(), JudgedPage::prediction),
                repeat(judged, origin));
        return new HtmlPage(title, Html.NOTHING, header, navigation, body, PanelFigures.json(figures))
                .render(PanelFigures.script());
    }

    private static List<String> remarks(Judged judged) {
        List<String> remarks = new ArrayList<>();
        if (!judged.unfinished().isEmpty()) {
            remarks.add("Not finished: " + judged.unfinished());
        }
        if (!judged.excluded().isEmpty()) {
            remarks.add("Left out: " + judged.excluded());
        }
        if (judged.reproduction().size() == Size.QUICK) {
            remarks.add("The quick size has too few seeds to decide most claims; Undecided is what to expect of it");
        }
        return remarks;
    }

    private static Html claims(List<Judged.Verdicted> verdicts) {
        List<String> header = List.of("claim", "verdict", "estimate [95 %]", "n", "p\u00a0(Holm)", "statement");
        return Html.of(
                """
                <section id="claims"><h2>Claims</h2>{}\
                <p class="note">Supported: the 95 % interval lies where the claim says. Refuted: it lies where the \
                claim cannot be, or a counterexample exists. Undecided: it allows both. p-values are two-sided and \
                adjusted by Holm's method over all claims of this page that are statistical tests, or over those alone \
                that a prediction names; a decision above {} becomes Undecided. Intervals are not adjusted. n counts \
                runs, pairs or residuals, as the prediction says.</p></section>
                """,
                Html.table(
                        "claims", header, verdicts.stream().map(JudgedPage::row).toList()),
                Family.LEVEL);
    }

    private static List<?> row(Judged.Verdicted verdicted) {
        String id = verdicted.claim().id();
        Verdict verdict = verdicted.verdict();
        List<Object> row = new ArrayList<>();
        row.add(Html.of("<a href=\"#{}\">{}</a>", id, id));
        String kind = verdict.word().toLowerCase(Locale.ROOT);
        row.add(Html.of("<span class=\"verdict {}\">{}</span>", kind, words(verdict)));
        if (verdict instanceof Verdict.Tested tested) {
            row.add(estimate(tested.grounds()));
            row.add(tested.grounds().estimate().n());
            row.add(
                    tested.pValue().isPresent()
                            ? HtmlPage.rounded(tested.pValue().getAsDouble())
                            : "");
        } else {
            row.addAll(List.of("", "", ""));
        }
        String warning = verdicted.history().warning();
        row.add(Html.of(
                "{}{}<br><span class=\"note\">{}</span>",
                verdicted.claim().statement(),
                warning.isEmpty() ? Html.NOTHING : Html.of(" <strong class=\"late\">{}</strong>", warning),
                remark(verdict)));
        return row;
    }

    private static String words(Verdict verdict) {
        return verdict instanceof Verdict.NotTested ? "Not tested" : verdict.word();
    }

    private static String remark(Verdict verdict) {
        return switch (verdict) {
            case Verdict.NotTested(String reason) -> reason;
            case Verdict.Undecided undecided ->
                "Of: " + undecided.grounds().words() + ". Undecided: " + undecided.advice() + ".";
            case Verdict.Tested tested -> "Of: " + tested.grounds().words() + ".";
        };
    }

    private static Html estimate(Grounds grounds) {
        return Html.of(
                "{}{}",
                HtmlPage.rounded(grounds.estimate().value()),
                interval(grounds.estimate().interval()));
    }

    private static Html interval(Interval interval) {
        return interval.lower() == interval.upper()
                ? Html.NOTHING
                : Html.of(" [{}, {}]", HtmlPage.rounded(interval.lower()), HtmlPage.rounded(interval.upper()));
    }

    private static Html prediction(Judged.Verdicted verdicted) {
        Claim claim = verdicted.claim();
        return Html.of(
                """
                <article id="{}"><h3>{}: {}</h3><p>{}</p>
                <p class="note">Source: {}. In these words {}, identity <code>{}</code>.</p>{}{}</article>
                """,
                claim.id(),
                claim.id(),
                claim.statement(),
                claim.prediction().text(),
                claim.source(),
                verdicted.history().declared(),
                claim.identity().substring(0, 16),
                Html.each(
                        verdicted.history().others(),
                        other -> Html.of(
                                "<p class=\"absent\">Another wording, declared {}: {}</p>",
                                other.declaredAt(),
                                other.text())),
                verdicted.verdict() instanceof Verdict.Tested tested ? grounds(tested) : Html.NOTHING);
    }

    private static Html grounds(Verdict.Tested tested) {
        Grounds grounds = tested.grounds();
        return Html.of(
                """
                <p>{}: {} {}, n = {}. {}.</p>{}<details><summary>{} runs</summary>
                <p class="note">{}</p></details>""",
                words(tested),
                grounds.quantity(),
                estimate(grounds),
                grounds.estimate().n(),
                grounds.test()
                        + grounds.power().map(power -> "; " + power.words()).orElse(""),
                grounds.details().isEmpty() ? Html.NOTHING : details(grounds.details()),
                grounds.runs().size(),
                String.join(", ", grounds.runs()));
    }

    private static Html details(List<Grounds.Detail> details) {
        List<List<Object>> rows = new ArrayList<>();
        for (Grounds.Detail detail : details) {
            Html interval = detail.interval() == null ? Html.NOTHING : interval(detail.interval());
            rows.add(List.of(detail.label(), HtmlPage.rounded(detail.value()), interval, detail.n()));
        }
        return Html.of(
                "<details><summary>{} further numbers</summary>{}</details>",
                details.size(),
                Html.table("", List.of("of", "value", "95 % interval", "n"), rows));
    }

    private static Html repeat(Judged judged, Origin origin) {
        return Html.of(
                """
                <section id="repeat"><h2>Repeat it</h2><pre>{}</pre><p>{}nothing else was chosen on the way.</p>
                <table><tbody>{}</tbody></table></section>
                """,
                origin.command(),
                Html.each(judged.plan().remarks(), remark -> Html.of("{}; ", remark)),
                Html.each(
                        List.copyOf(origin.rows(judged).entrySet()),
                        row -> Html.of("<tr><td>{}</td><td>{}</td></tr>", row.getKey(), row.getValue())));
    }
}
