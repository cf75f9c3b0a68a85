// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import calorimeter.report.figure.Figure;
import calorimeter.report.page.Html;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The page of a sweep as one HTML file: a table of its groups, figures of their outcome, and their curves, of which
/// the reader chooses the clock and the slice.
public final class SweepPage {

    private final SweepAxes axes;
    private final List<RunGroup> groups;
    private final GroupCurves curves;
    private final SweepText text;

    /// Curves that one choice of the reader shows.
    private record Part(Clock clock, int slice, List<PanelFigure> figures) {}

    private SweepPage(String name, SweepAxes axes, List<SweptRun> runs, long lastStep) {
        this.axes = axes;
        groups = axes.groups(runs);
        int panels = Figure.ofSweeps().stream()
                .mapToInt(figure -> figure.panels().size())
                .sum();
        curves = new GroupCurves(axes, groups, lastStep, panels);
        text = new SweepText(name, axes, groups, runs);
    }

    /// @param runs those that have rows
    /// @param lastStep that any of them has
    /// @param program as it is called, for the command that repeats the sweep
    public static String render(String name, SweepAxes axes, List<SweptRun> runs, long lastStep, String program) {
        return new SweepPage(name, axes, runs, lastStep).render("Sweep " + name, program);
    }

    /// All figures of the page, whatever the reader chooses to see. Parameters as of [#render].
    public static List<PanelFigure> figures(String name, SweepAxes axes, List<SweptRun> runs, long lastStep) {
        SweepPage page = new SweepPage(name, axes, runs, lastStep);
        return all(page.outcomes(), page.parts());
    }

    private static List<PanelFigure> all(List<PanelFigure> outcomes, List<Part> parts) {
        List<PanelFigure> all = new ArrayList<>(outcomes);
        parts.forEach(part -> all.addAll(part.figures()));
        return all;
    }

    private String render(String title, String program) {
        List<PanelFigure> outcomes = outcomes();
        List<Part> parts = parts();
        List<PanelFigure> all = all(outcomes, parts);
        Html navigation = Html.of(
                "{}{}{}{}",
                HtmlPage.link("groups", new Html("Groups")),
                PanelFigures.navigation(outcomes),
                HtmlPage.link("curves", new Html("Curves")),
                HtmlPage.link("runs", new Html("Runs and settings")));
        Html body = Html.of(
                "{}{}<div id=\"curves\">{}</div>{}",
                text.table(),
                Html.each(outcomes, PanelFigures::section),
                Html.each(parts, this::html),
                text.footer(program));
        return new HtmlPage(title, choices(), text.header(), navigation, body, PanelFigures.json(all))
                .render(PanelFigures.script("sweep.js"));
    }

    private List<PanelFigure> outcomes() {
        OutcomeFigures outcomes = new OutcomeFigures(axes, groups);
        List<PanelFigure> figures = new ArrayList<>(List.of(outcomes.outcome()));
        FrontierFigure.of(axes, groups).ifPresent(figures::add);
        if (axes.slices().size() > 1) {
            figures.add(outcomes.map());
        }
        PeakFigures.figure(axes, groups).ifPresent(figures::add);
        return figures;
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (Clock clock : Clock.values()) {
            for (int slice = 0; slice < axes.slices().size(); slice++) {
                int of = slice;
                List<PanelFigure> figures = Figure.ofSweeps().stream()
                        .flatMap(figure -> curves.figure(figure, clock, of).stream())
                        .toList();
                parts.add(new Part(clock, slice, figures));
            }
        }
        return parts;
    }

    private Html html(Part part) {
        boolean first = part.clock() == Clock.START && part.slice() == 0;
        String nothing = part.clock().isAligned()
                ? "No run here has an event of " + part.clock().word() + ", so there are no curves counted from it."
                : "No curves were recorded.";
        return Html.of(
                "<div data-clock=\"{}\" data-slice=\"{}\"{}>{}</div>\n",
                part.clock().word(),
                part.slice(),
                first ? Html.NOTHING : new Html(" hidden"),
                part.figures().isEmpty()
                        ? Html.of("<p class=\"absent\">{}</p>", nothing)
                        : Html.each(part.figures(), PanelFigures::section));
    }

    private Html choices() {
        Html clocks = Html.each(
                List.of(Clock.values()),
                clock -> Html.of(
                        "<button type=\"button\" data-clock-choice=\"{}\" aria-pressed=\"{}\">{}</button>",
                        clock.word(),
                        clock == Clock.START,
                        clock.word()));
        Html options = Html.each(
                IntStream.range(0, axes.slices().size()).boxed().toList(),
                slice -> Html.of(
                        "<option value=\"{}\">{}</option>", slice, axes.slices().get(slice)));
        return Html.of(
                """
                <span class="choice" role="group" aria-label="Curves from">curves from {}</span>
                {}<span class="choice" role="group" aria-label="Single runs"><button type="button" data-single \
                aria-pressed="false">single runs</button></span>
                """,
                clocks,
                axes.slices().size() > 1
                        ? Html.of(
                                "<span class=\"choice\"><select data-slices aria-label=\"Slice\">{}</select></span>",
                                options)
                        : Html.NOTHING);
    }
}
