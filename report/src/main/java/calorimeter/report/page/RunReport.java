// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.report.figure.FigurePlan;
import calorimeter.report.figure.ReportedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

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
    public static void write(Path file, List<ReportedRun> runs) throws IOException {
        HtmlPage.write(file, render(runs));
    }

    /// The whole page. Throws [IllegalArgumentException] if there is no run.
    public static String render(List<ReportedRun> runs) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a report needs at least one run, got none");
        }
        boolean comparison = runs.size() > 1;
        ReportedRun first = runs.getFirst();
        List<FigurePlan> plans = FigurePlan.of(runs);
        HtmlPage page = new HtmlPage(
                comparison ? runs.size() + " runs" : first.name(),
                new Html(Resources.file("choices.html").strip()),
                comparison ? ComparisonText.header(runs) : RunText.header(first),
                navigation(plans),
                body(plans, runs, comparison ? ComparisonText.footer(runs) : RunText.footer(first)),
                PageJson.write(runs, plans));
        return page.render(SCRIPTS.stream().map(Resources::file).collect(Collectors.joining("\n")));
    }

    private static Html navigation(List<FigurePlan> plans) {
        Html figures = Html.each(
                plans,
                plan -> HtmlPage.link(plan.figure().id(), new Html(plan.figure().title())));
        return Html.of("{}{}", figures, HtmlPage.link("reproduce", new Html("Settings and provenance")));
    }

    private static Html units(List<ReportedRun> runs) {
        if (runs.stream().allMatch(run -> run.layers() == 0)) {
            return new Html("Units: losses are in nats (natural logarithm).");
        }
        return new Html("""
                Units: Boltzmann's constant is 1, so that temperature is measured in units of energy, \
                and entropy, specific heat and every energy are plain numbers; entropies and losses are in nats \
                (natural logarithm). The energy of a key is <i>E</i> = −<b>q</b>·<b>k</b>, its scaled score \
                <i>s</i> = −β<i>E</i>, and <i>T</i> = 1/β.""");
    }

    private static Html body(List<FigurePlan> plans, List<ReportedRun> runs, Html footer) {
        return Html.of(
                """
                <p class="note">{} A logarithmic axis leaves out step 0; values that are exactly 0 stand on
                a line of their own below its decades.</p>
                {}{}
                <section id="reproduce"><h2>Settings and provenance</h2>
                {}
                </section>
                """,
                units(runs),
                Html.each(plans, plan -> FigureHtml.section(plan, runs)),
                runs.size() == 1 ? DepthText.section(runs.getFirst().lastRows(), "example") : Html.NOTHING,
                footer);
    }
}
