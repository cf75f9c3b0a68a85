package calorimeter.report.sweep;

import calorimeter.report.figure.Figure;
import calorimeter.report.page.Html;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The page of a sweep as one HTML file.
public final class SweepPage {

    private SweepPage() {}

    /// @param runs those that have rows
    /// @param lastStep that any of them has
    public static String render(String name, SweepAxes axes, List<SweptRun> runs, long lastStep) {
        List<RunGroup> groups = axes.groups(runs);
        List<Figure> plan = Figure.ofSweeps();
        int panels = plan.stream().mapToInt(figure -> figure.panels().size()).sum();
        GroupCurves curves = new GroupCurves(axes, groups, lastStep, panels);
        List<PanelFigure> figures = new ArrayList<>();
        List<Html> sections = new ArrayList<>();
        for (Figure figure : plan) {
            for (Clock clock : Clock.values()) {
                for (int slice = 0; slice < axes.slices().size(); slice++) {
                    Optional<PanelFigure> drawn = curves.figure(figure, clock, slice);
                    drawn.ifPresent(figures::add);
                    String of = clock.word();
                    int part = slice;
                    drawn.ifPresent(one -> sections.add(Html.of(
                            "<div data-clock=\"{}\" data-slice=\"{}\"{}>{}</div>",
                            of,
                            part,
                            clock == Clock.START && part == 0 ? Html.NOTHING : new Html(" hidden"),
                            PanelFigures.section(one))));
                }
            }
        }
        Html header =
                Html.of("<h1>{}</h1><p class=\"outcome\">{} runs in {} groups</p>", name, runs.size(), groups.size());
        return new HtmlPage(
                        name,
                        Html.NOTHING,
                        header,
                        Html.NOTHING,
                        Html.each(sections, section -> section),
                        PanelFigures.json(figures))
                .render(PanelFigures.script());
    }
}
