// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.report.figure.ChargeFigures;
import calorimeter.report.figure.Figure;
import calorimeter.report.figure.FigurePlan;
import calorimeter.report.figure.ReportedRun;
import calorimeter.statistics.peaks.Peak;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The frame of a figure of runs: headings, an empty box for each panel (the page's script draws into it), the
/// caption with its equation, and the button that hands out the numbers.
final class FigureHtml {

    private FigureHtml() {}

    static Html section(FigurePlan plan, List<ReportedRun> runs) {
        Figure figure = plan.figure();
        Map<Boolean, List<Integer>> drawn = IntStream.range(0, figure.panels().size())
                .boxed()
                .collect(Collectors.partitioningBy(
                        index -> !figure.panels().get(index).series().isEmpty()));
        return Html.of(
                """
                <section id="{}"><h2>{}</h2>
                {}<figure class="{}"><p class="legend shared"></p><div class="panels">
                {}</div>
                {}<figcaption><p>{}</p>{}{}{}</figcaption></figure></section>
                """,
                figure.id(),
                new Html(figure.title()),
                runs.size() == 1 ? numbers(figure.id(), runs.getFirst()) : Html.NOTHING,
                figure.kind().name().toLowerCase(Locale.ROOT),
                Html.each(drawn.getOrDefault(true, List.of()), index -> panel(plan, index)),
                Html.each(drawn.getOrDefault(false, List.of()), index -> undrawn(plan, index)),
                new Html(figure.caption()),
                figure.equation() == null
                        ? Html.NOTHING
                        : Html.of("<p class=\"equation\">{}</p>", new Html(figure.equation())),
                runs.size() == 1 ? peakNote(figure, runs.getFirst()) : Html.NOTHING,
                plan.drawn() ? PanelFigures.buttons(figure.id()) : Html.NOTHING);
    }

    private static Html numbers(String figure, ReportedRun run) {
        return switch (figure) {
            case ChargeFigures.CHARGES -> ChargeText.section(run);
            case "ledger" -> HeadText.section(run);
            default -> Html.NOTHING;
        };
    }

    private static Html panel(FigurePlan plan, int index) {
        String title = plan.figure().panels().get(index).title();
        String absent = plan.absent().get(index);
        return Html.of(
                """
                <div class="panel"><h3>{}</h3>{}{}</div>
                """,
                title,
                PanelFigures.chart(plan.figure().id(), index, title, Html.NOTHING),
                absent.isEmpty() ? Html.NOTHING : Html.of("<p class=\"absent\">{}</p>", absent));
    }

    /// A panel of which no run has anything leaves a line and no gap.
    private static Html undrawn(FigurePlan plan, int index) {
        return Html.of(
                "<p class=\"absent\">{}: {}</p>\n",
                plan.figure().panels().get(index).title(),
                plan.absent().get(index));
    }

    private static Html peakNote(Figure figure, ReportedRun run) {
        List<String> marked = figure.panels().stream()
                .map(Figure.Panel::peaks)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return marked.isEmpty()
                ? Html.NOTHING
                : Html.of(
                        "<p>{}</p>",
                        Html.each(marked, key -> peakNote(key, run.peaks().getOrDefault(key, List.of()))));
    }

    private static Html peakNote(String key, List<Peak> peaks) {
        if (peaks.isEmpty()) {
            return Html.of("No peak of {} was found. ", key);
        }
        Peak highest =
                peaks.stream().max(Comparator.comparingDouble(Peak::height)).orElseThrow();
        return Html.of(
                "{} of {}, {}at step {} (height {}, prominence {}). ",
                peaks.size() == 1 ? "One peak" : peaks.size() + " peaks",
                key,
                peaks.size() == 1 ? "" : "the highest ",
                Text.place(highest),
                Text.rounded(highest.height()),
                Text.rounded(highest.prominence()));
    }
}
