// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.page;

import calorimeter.physics.attention.AttentionRow;
import calorimeter.physics.attention.LandscapeVariance;
import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.SpecificHeatCurve;
import calorimeter.physics.exact.RandomHeat;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.scan.measure.HeadMeasures;
import calorimeter.scan.measure.HeadType;
import calorimeter.scan.measure.LayerMeasures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Figures of one model.
final class HeadFigures {

    /// Heads whose curves over temperature are drawn.
    private static final int FOLLOWED = 4;

    private static final int POINTS = 121;

    /// Labels of more keys are not readable.
    private static final int MOST_WORDS = 48;

    private final ScannedModel model;
    private final List<HeadMeasures> heads;
    private final int layers;
    private final int width;

    HeadFigures(ScannedModel model) {
        this.model = model;
        heads = model.result().heads();
        layers = model.result().shape().layers();
        width = model.result().shape().heads();
    }

    List<PanelFigure> all() {
        return Stream.of(thermodynamics(), plane(), size(), shares(), depth(), temperature(), row())
                .map(HeadFigures::withoutEmptyPanels)
                .filter(figure -> !figure.panels().isEmpty())
                .toList();
    }

    private static PanelFigure withoutEmptyPanels(PanelFigure figure) {
        List<Panel> panels = figure.panels().stream()
                .filter(panel -> panel.curves().stream()
                        .anyMatch(curve -> !curve.points().isEmpty()))
                .toList();
        return PanelFigure.of(figure.id(), figure.title(), figure.caption(), panels);
    }

    private PanelFigure thermodynamics() {
        return PanelFigure.of(
                "heads",
                "Heads",
                "A cell is a head. C, KL and χ are means over rows of at least two keys, e<sup>S</sup> over all rows.",
                List.of(
                        map("Specific heat C", Axis.linear("C"), HeadMeasures::specificHeat),
                        map("Selectivity KL", Axis.share("KL"), HeadMeasures::selectivity),
                        map("Susceptibility χ = C/(ln n)²", Axis.linear("χ"), HeadMeasures::susceptibility),
                        map("Effective keys", Axis.logarithmic("keys"), HeadMeasures::effectiveKeys)));
    }

    private PanelFigure shares() {
        List<Panel> panels = new ArrayList<>(List.of(
                map("First token", Axis.share("share"), HeadMeasures::first),
                map("Previous token", Axis.share("share"), HeadMeasures::previous),
                map("Own token", Axis.share("share"), HeadMeasures::own)));
        if (heads.stream().anyMatch(head -> head.separator() > 0)) {
            panels.add(map("Separators", Axis.share("share"), HeadMeasures::separator));
        }
        if (SeriesFigures.repeats(model)) {
            panels.add(map("Induction keys", Axis.share("share"), HeadMeasures::induction));
        }
        return PanelFigure.of(
                "shares",
                "Where attention goes",
                "Mean attention to the first token, to the token before the query, to the query's own, to separators"
                        + " behind the first token, and to keys behind earlier occurrences of the query's token.",
                panels);
    }

    private Panel map(String title, Axis value, ToDoubleFunction<HeadMeasures> measure) {
        List<Curve> rows = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            Points points = new Points();
            for (int head = 0; head < width; head++) {
                points.add(head, measure.applyAsDouble(heads.get(layer * width + head)));
            }
            rows.add(points.drawn("layer " + layer, Style.POINTS));
        }
        return Panel.map(title, numbers("head", width), value, rows);
    }

    private static Axis numbers(String label, int count) {
        return Axis.categories(
                label, IntStream.range(0, count).mapToObj(String::valueOf).toList());
    }

    private PanelFigure plane() {
        List<Curve> curves = new ArrayList<>();
        for (HeadType type : HeadType.values()) {
            Points points = new Points();
            heads.stream()
                    .filter(head -> head.type() == type)
                    .forEach(head -> points.add(head.selectivity(), head.susceptibility()));
            if (points.size() > 0) {
                curves.add(points.drawn(type.word() + " (" + points.size() + ")", Style.POINTS));
            }
        }
        return PanelFigure.of(
                "plane",
                "Types of heads",
                "A point is a head. From left to right attention narrows from all keys to one; χ is high where keys"
                        + " compete.",
                List.of(Panel.of("χ against KL", Axis.share("KL"), Axis.linear("χ"), curves)));
    }

    /// C of one row of every head beside that of random energies of the same variance.
    private PanelFigure size() {
        double beta = model.result().shape().beta();
        int keys = heads.stream()
                .mapToInt(head -> model.result().sample(head.layer(), head.head()).length)
                .max()
                .orElse(0);
        Points points = new Points();
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        for (HeadMeasures head : heads) {
            double[] scores = model.result().sample(head.layer(), head.head());
            double deviation = keys > 1 && scores.length == keys ? deviation(scores) : 0;
            // Equal scores have no place on a logarithmic axis.
            if (deviation > 0) {
                points.add(deviation, AttentionRow.state(scores, beta).specificHeat());
                lowest = Math.min(lowest, deviation);
                highest = Math.max(highest, deviation);
            }
        }
        Points random = new Points();
        for (int i = 0; i < POINTS && highest > 0; i++) {
            double deviation = lowest * Math.pow(highest / lowest, i / (POINTS - 1.0));
            random.add(deviation, RandomHeat.of(keys, deviation));
        }
        return PanelFigure.of(
                "size",
                "Structure or size",
                "A point is a head: C of the last query of the first prompt, against the standard deviation of its scaled"
                        + " scores. The curve is the mean C of as many unrelated keys. What stands out of it is structure,"
                        + " what lies on it is size. The map: ln(C/C<sub>r</sub>), C<sub>r</sub> that of random energies, mean over the last"
                        + " queries of the first prompts.",
                List.of(
                        Panel.of(
                                "C of heads and of random energies",
                                Axis.logarithmic("standard deviation of scores"),
                                Axis.linear("C"),
                                List.of(
                                        random.drawn("random energies of the same variance", Style.LINE),
                                        points.drawn("heads", Style.POINTS))),
                        map("C against random energies", Axis.linear("ln of the quotient"), HeadMeasures::excessHeat)));
    }

    private static double deviation(double[] scores) {
        LandscapeVariance spread = new LandscapeVariance();
        spread.add(scores, 0, scores.length);
        return Math.sqrt(spread.state().withinRows() * scores.length / (scores.length - 1));
    }

    private PanelFigure depth() {
        if (layers == 1) {
            return PanelFigure.of("depth", "", "", List.of());
        }
        return PanelFigure.of(
                "depth",
                "Through the layers",
                "C and KL: each head and the mean. Similarity: mean cosine between the attention maps of two heads."
                        + " Step: Fisher–Rao distance of the last query's attention, averaged over heads, from the layer"
                        + " before.",
                List.of(
                        profile("Specific heat C", Axis.linear("C"), HeadMeasures::specificHeat),
                        profile("Selectivity KL", Axis.share("KL"), HeadMeasures::selectivity),
                        layer("Similarity of heads", Axis.share("cosine"), LayerMeasures::similarity),
                        layer("Step from the layer before", Axis.linear("distance"), LayerMeasures::step)));
    }

    private Panel profile(String title, Axis value, ToDoubleFunction<HeadMeasures> measure) {
        Points single = new Points();
        Points means = new Points();
        for (int layer = 0; layer < layers; layer++) {
            double[] values = heads.subList(layer * width, (layer + 1) * width).stream()
                    .mapToDouble(measure)
                    .filter(Double::isFinite)
                    .toArray();
            single.addAll(layer, values);
            if (values.length > 0) {
                means.add(
                        layer,
                        IntStream.range(0, values.length)
                                .mapToDouble(i -> values[i])
                                .average()
                                .orElse(0));
            }
        }
        return Panel.of(
                title,
                numbers("layer", layers),
                value,
                List.of(means.drawn("mean", Style.PLACES), single.drawn("heads", Style.POINTS)));
    }

    private Panel layer(String title, Axis value, ToDoubleFunction<LayerMeasures> measure) {
        Points points = new Points();
        for (LayerMeasures layer : model.result().layers()) {
            double y = measure.applyAsDouble(layer);
            if (Double.isFinite(y)) {
                points.add(layer.layer(), y);
            }
        }
        return Panel.of(title, numbers("layer", layers), value, List.of(points.drawn("layer", Style.PLACES)));
    }

    /// Heads nearest to the maximum of C, of which the sample has one.
    private List<HeadMeasures> followed() {
        return heads.stream()
                .filter(head -> Double.isFinite(head.peakDistance()))
                .sorted(Comparator.comparingDouble(head -> Math.abs(head.peakDistance())))
                .limit(FOLLOWED)
                .toList();
    }

    private PanelFigure temperature() {
        double beta = model.result().shape().beta();
        List<Curve> curves = new ArrayList<>();
        for (HeadMeasures head : followed()) {
            double[] scores = model.result().sample(head.layer(), head.head());
            if (scores.length > 1) {
                Points points = new Points();
                SpecificHeatCurve curve =
                        new SpecificHeatCurve(EnergySpectrum.ofScaledScores(scores, 0, scores.length, beta));
                for (CanonicalState state : curve.onLogGrid(beta / 30, beta * 30, POINTS)) {
                    points.add(state.beta() / beta, state.specificHeat());
                }
                curves.add(points.drawn(name(head), Style.LINE));
            }
        }
        return PanelFigure.of(
                "temperature",
                "Heads nearest to the maximum of C",
                "C of the last query of the first prompt at other temperatures, exact by reweighting. The model's own β is"
                        + " at 1.",
                List.of(Panel.of("C(β′)", Axis.logarithmic("β′/β"), Axis.linear("C"), curves)
                        .with(List.of(new Line(true, 1, "β")))));
    }

    private PanelFigure row() {
        List<Curve> weights = new ArrayList<>();
        List<Curve> energies = new ArrayList<>();
        double beta = model.result().shape().beta();
        for (HeadMeasures head : followed()) {
            double[] scores = model.result().sample(head.layer(), head.head());
            if (scores.length > 1) {
                double[] p = EnergySpectrum.ofScaledScores(scores, 0, scores.length, beta)
                        .probabilities(beta);
                Points weight = new Points();
                Points energy = new Points();
                // A window ends with the query.
                int first = model.result().shape().tokens()[0] - scores.length;
                for (int key = 0; key < scores.length; key++) {
                    weight.add(first + key, p[key]);
                    energy.add(first + key, -scores[key] / beta);
                }
                weights.add(weight.drawn(name(head), Style.PLACES));
                energies.add(energy.drawn(name(head), Style.PLACES));
            }
        }
        List<String> words = model.words();
        Axis keys = words.isEmpty() || words.size() > MOST_WORDS
                ? Axis.linear("position of the key")
                : Axis.categories("key", words);
        return PanelFigure.of(
                "row",
                "One row of these heads",
                "Attention of the last query of the first prompt, and the energies E = −s/β of its keys.",
                List.of(
                        Panel.of("Attention", keys, Axis.linear("p"), weights),
                        Panel.of("Energy", keys, Axis.linear("E"), energies)));
    }

    static String name(HeadMeasures head) {
        return "layer " + head.layer() + ", head " + head.head();
    }
}
