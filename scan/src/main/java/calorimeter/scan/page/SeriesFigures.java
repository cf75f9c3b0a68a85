// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.page;

import calorimeter.report.page.Html;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Hue;
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.scan.measure.Contrast;
import calorimeter.scan.measure.HeadCourse;
import calorimeter.scan.measure.HeadMeasures;
import calorimeter.scan.measure.LossCourse;
import calorimeter.scan.measure.TextLoss;
import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Figures of several models, or of one on two sets of prompts.
final class SeriesFigures {

    private static final double SIGNIFICANT = 0.05;

    /// Curves of more heads are not told apart.
    private static final int MOST_CURVES = 16;

    private SeriesFigures() {}

    /// Measures of every head against the step of training.
    static PanelFigure series(List<ScannedModel> models) {
        List<Panel> panels = new ArrayList<>(List.of(
                panel(models, "Specific heat C", Axis.linear("C"), HeadMeasures::specificHeat),
                panel(models, "Selectivity KL", Axis.share("KL"), HeadMeasures::selectivity),
                panel(models, "Attention to the previous token", Axis.share("share"), HeadMeasures::previous),
                panel(models, "Attention to the first token", Axis.share("share"), HeadMeasures::first)));
        if (models.stream().allMatch(SeriesFigures::repeats)) {
            panels.add(panel(models, "Attention to induction keys", Axis.share("share"), HeadMeasures::induction));
        }
        Optional<LossCourse> learning = ScannedModel.lossCourse(models);
        if (learning.isPresent()) {
            panels.addFirst(loss(models));
        }
        return PanelFigure.of(
                "series",
                "During training",
                (isCrowded(models)
                                ? "Each curve is the mean over the heads of a layer; <code>--csv</code> and"
                                        + " <code>--json</code> have every head. "
                                : "Each curve is a head. ")
                        + "The axis shows step + 1. Induction keys stand behind earlier occurrences of the query's token.",
                learning.flatMap(SeriesFigures::half)
                        .map(line -> panels.stream()
                                .map(panel -> panel.with(List.of(line)))
                                .toList())
                        .orElse(panels));
    }

    /// Mean over the text, or over test examples, with its interval.
    private static Panel loss(List<ScannedModel> models) {
        Points losses = new Points();
        for (ScannedModel model : models) {
            TextLoss loss = model.loss().orElseThrow();
            losses.add(new PanelFigure.Point(
                    model.step().orElse(0) + 1.0,
                    loss.mean(),
                    loss.interval().map(Interval::lower).orElse(null),
                    loss.interval().map(Interval::upper).orElse(null)));
        }
        String title = models.getFirst().source().equals("run") ? "Test loss" : "Loss on the text";
        return Panel.of(
                title,
                Axis.logarithmic("step + 1"),
                Axis.linear("nats a token"),
                List.of(losses.drawn("loss", Style.PLACES)));
    }

    private static Optional<Line> half(LossCourse learning) {
        return learning.half().stream()
                .mapToObj(step -> new Line(true, step + 1, "half learned"))
                .findFirst();
    }

    private static boolean isCrowded(List<ScannedModel> models) {
        return models.getFirst().result().heads().size() > MOST_CURVES;
    }

    /// Whether some token comes twice, so that there are induction keys.
    static boolean repeats(ScannedModel model) {
        return model.result().heads().stream().noneMatch(head -> Double.isNaN(head.induction()));
    }

    /// Head by head, what happened when; places to which no head pays half of its attention are left out.
    static Html courses(List<ScannedModel> models) {
        List<HeadMeasures> newest = models.getLast().result().heads();
        List<HeadCourse> courses = ScannedModel.courses(models);
        List<HeadCourse.Place> places = Arrays.stream(HeadCourse.Place.values())
                .filter(place ->
                        courses.stream().anyMatch(course -> course.since().containsKey(place)))
                .toList();
        List<String> columns = new ArrayList<>(List.of("head", "in the end", "peaks of C"));
        places.forEach(place -> columns.add("half " + place.word()));
        List<List<String>> rows = new ArrayList<>();
        for (HeadCourse course : courses) {
            List<String> row = new ArrayList<>(List.of(
                    course.layer() + "." + course.head(),
                    newest.get(rows.size()).type().word(),
                    course.peaks().stream()
                            .map(peak -> (long) peak.step() + " (" + HtmlPage.rounded(peak.height()) + ")")
                            .collect(Collectors.joining(", "))));
            for (HeadCourse.Place place : places) {
                Double since = course.since().get(place);
                row.add(since == null ? "" : String.valueOf(since.longValue()));
            }
            rows.add(row);
        }
        return Html.of(
                """
                <section id="courses"><h2>What happened when</h2>
                {}{}<p class="note">Peaks of C: step and height. Columns named half: the step from which on half of \
                the attention or more goes to the first token, the previous one, the query's own or induction keys, up \
                to the end; without those that no head has.</p></section>
                """,
                Html.each(ScannedModel.lossCourse(models).stream().toList(), SeriesFigures::learning),
                Html.table("facts", columns, rows));
    }

    private static Html learning(LossCourse course) {
        return Html.of(
                "<p>{}{}</p>\n",
                course.half().isPresent()
                        ? "From step " + (long) course.half().getAsDouble()
                                + " on, the loss has kept half of its fall or more."
                        : "The loss does not fall.",
                course.falls().isEmpty()
                        ? ""
                        : " It falls fastest near "
                                + course.falls().stream()
                                        .map(fall -> "step " + (long) fall.step() + " (by "
                                                + HtmlPage.rounded(fall.height()) + " nats a decade of steps)")
                                        .collect(Collectors.joining(" and "))
                                + ".");
    }

    private static Panel panel(
            List<ScannedModel> models, String title, Axis value, ToDoubleFunction<HeadMeasures> measure) {
        List<Curve> curves = new ArrayList<>();
        List<HeadMeasures> heads = models.getFirst().result().heads();
        int layers = models.getFirst().result().shape().layers();
        int together = isCrowded(models) ? heads.size() / layers : 1;
        for (int first = 0; first < heads.size(); first += together) {
            Points points = new Points();
            for (ScannedModel model : models) {
                model.result().heads().subList(first, first + together).stream()
                        .mapToDouble(measure)
                        .average()
                        .ifPresent(mean -> points.add(model.step().orElse(0) + 1.0, mean));
            }
            HeadMeasures head = heads.get(first);
            curves.add(points.drawn(together == 1 ? HeadFigures.name(head) : "layer " + head.layer(), Style.PLACES)
                    .in(together == 1 ? new Hue(first, heads.size(), false) : new Hue(head.layer(), layers, true)));
        }
        return Panel.of(title, Axis.logarithmic("step + 1"), value, curves);
    }

    private static String symbol(Contrast.Measure measure) {
        return measure == Contrast.Measure.SUSCEPTIBILITY ? "χ" : measure.symbol();
    }

    /// Differences against their p-values.
    static PanelFigure contrast(Contrast contrast, List<String> texts) {
        List<Panel> panels = new ArrayList<>();
        for (Contrast.Measure measure : Contrast.Measure.values()) {
            Points clear = new Points();
            Points others = new Points();
            for (Contrast.Difference one : contrast.heads()) {
                if (one.measure() == measure) {
                    (one.adjusted() <= SIGNIFICANT ? clear : others).add(one.difference(), -Math.log10(one.pValue()));
                }
            }
            panels.add(Panel.of(
                            "Δ" + symbol(measure),
                            Axis.linear("Δ" + symbol(measure)),
                            Axis.linear("−log₁₀ p"),
                            List.of(
                                    others.drawn("other heads", Style.POINTS),
                                    clear.drawn("false discovery rate ≤ 0.05", Style.POINTS)))
                    .with(List.of(new Line(false, -Math.log10(contrast.leastP()), "least p"))));
        }
        return PanelFigure.of(
                "contrast",
                "Two sets of prompts",
                Html.of(
                                "A point is a head: {} less {}, over {} pairs of prompts of equal length, and a permutation"
                                        + " test over pairs. No p can be below {}. Colours adjust for all heads and"
                                        + " measures.",
                                texts.getLast(),
                                texts.getFirst(),
                                contrast.pairs(),
                                HtmlPage.rounded(contrast.leastP()))
                        .markup(),
                panels);
    }
}
