// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import static calorimeter.papers.tanaka2021.ChargePanels.plain;
import static calorimeter.papers.tanaka2021.TanakaClaims.momentum;
import static calorimeter.papers.tanaka2021.TanakaClaims.number;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Point;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Norms of filters: beside Eq. 17, against the batch size, at rest, and with the gradient in one plane.
final class NormFigures {

    private static final Axis SQUARE = Axis.logarithmic("r²");

    private static final Map<String, String> NAMES = names();

    private final Evidence evidence;
    private final TanakaGrid grid;

    NormFigures(Evidence evidence, TanakaGrid grid) {
        this.evidence = evidence;
        this.grid = grid;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("exact", "exact law");
        names.put("coherent", "Eq. 17 as printed");
        names.put("white", "Eq. 17, white");
        names.put("driven", "Eq. 17, driven");
        return names;
    }

    List<Optional<PanelFigure>> all() {
        return List.of(layers(), batches(), rest(), planes());
    }

    private Optional<PanelFigure> layers() {
        double decay = grid.decays().getLast();
        return ChargePanels.first(
                        evidence,
                        TanakaPlan.FREE,
                        run -> isLargest(run, grid.largestMomentum()) && number(run, RunEvidence.WEIGHT_DECAY) == decay)
                .flatMap(run -> ChargePanels.figure(
                        "norms",
                        "Squared norms of filters, layer by layer",
                        "Mean r² = |w|² of the filters of each layer in one run at η = " + plain(grid.largestRate())
                                + ", β = "
                                + plain(grid.largestMomentum()) + ", k = " + plain(decay) + ", seed " + run.seed()
                                + ". Points: measured. Lines: the exact discrete law with the measured gradients, and"
                                + " Eq. 17 of Tanaka &amp; Kunin as printed, where all gradients that a velocity sums are"
                                + " alike (K = 1/(1−β)²), where they are white noise (K = 1/(1−β²)), and driven by the"
                                + " measured r²|v|².",
                        "<span>d<i>r</i>⁴/d<i>t</i> = −(4<i>k</i>/(1−β)) <i>r</i>⁴ + (2η(1+β)/(1−β)) <i>K</i>|ĝ|²</span>"
                                + "<span>|ĝ|² = <i>r</i>²|<i>g</i>|²</span><span><i>t</i> = η<i>n</i></span>",
                        ChargePanels.filters(run).stream()
                                .map(group -> layer(run, group))
                                .toList()));
    }

    private boolean isLargest(RunEvidence run, double momentum) {
        return TanakaClaims.isRate(run, grid.largestRate()) && momentum(run) == momentum;
    }

    private static Panel layer(RunEvidence run, String group) {
        List<Curve> curves = new ArrayList<>();
        curves.add(ChargePanels.over(run, group, "charge").drawn("measured", Style.POINTS));
        NAMES.forEach((version, name) -> curves.add(
                ChargePanels.over(run, group, version).drawn(name, version.equals("driven") ? Style.FIT : Style.LINE)));
        return ChargePanels.panel(group.replace(".filters", ""), ChargePanels.STEPS, SQUARE, curves);
    }

    private Optional<PanelFigure> batches() {
        return ChargePanels.figure(
                "batches",
                "Eq. 17 against the batch size",
                "Perceptrons with batch norm: predicted over measured r² at the last step, geometric mean over the layers,"
                        + " one point per seed. 1 is right. A velocity sums gradients: those of small batches are nearly"
                        + " independent (white), those of the whole set nearly alike (as printed).",
                "",
                grid.momenta().stream().map(this::batches).toList());
    }

    private Panel batches(double momentum) {
        List<String> names = grid.batches().stream()
                .map(batch -> batch == 0 ? "all" : String.valueOf(batch))
                .toList();
        List<Curve> curves = new ArrayList<>();
        NAMES.forEach((version, name) -> {
            Points points = new Points();
            for (RunEvidence run : evidence.runs(TanakaPlan.BATCH)) {
                int place = grid.batches().indexOf((int) number(run, ChargeRun.BATCH));
                if (place >= 0 && momentum(run) == momentum) {
                    run.number(ChargeRun.EQ17 + version)
                            .ifPresent(value -> points.add(place + 0.16 * (curves.size() - 1.5), Math.exp(value)));
                }
            }
            curves.add(points.drawn(name, Style.POINTS));
        });
        return ChargePanels.panel(
                        "β = " + plain(momentum),
                        Axis.categories("batch size", names),
                        Axis.logarithmic("predicted r² / measured r²"),
                        curves)
                .with(List.of(new Line(false, 1, "")));
    }

    private Optional<PanelFigure> rest() {
        List<Curve> angles = new ArrayList<>();
        List<Curve> squares = new ArrayList<>();
        for (boolean steady : List.of(false, true)) {
            for (Arm arm : List.of(TanakaPlan.BATCH, TanakaPlan.FREE)) {
                String name = (arm.equals(TanakaPlan.BATCH) ? "perceptrons" : "grid")
                        + (steady ? ", at rest" : ", not at rest");
                angles.add(rest(arm, steady, true).drawn(name, Style.POINTS));
                squares.add(rest(arm, steady, false).drawn(name, Style.POINTS));
            }
        }
        return ChargePanels.figure(
                "rest",
                "Where norms come to rest",
                "One point per layer of every perceptron and of every run of the grid with free norms that decays: means"
                        + " over the last quarter of its steps, against what theory says of rest. At rest is a layer whose"
                        + " r⁴ has relaxed " + Rest.RELAXATIONS
                        + " times, whose r² changes by less than " + Rest.LARGEST_CHANGE + " % in that"
                        + " quarter, and which hardly feels the ε of its norm. The others are on their way, feel ε, or have"
                        + " no gradient left. Dashed: equal.",
                "<span>⟨θ²⟩ = 2η<i>k</i>/(1+β)</span><span><i>r</i>² = η(1+β)|<i>v</i>|²/(2<i>k</i>)</span>",
                List.of(
                        equal("Angle per update", "2ηk/(1+β)", "mean θ² (rad²)", angles),
                        equal("Squared norm", "η(1+β)|v|²/(2k)", "r²", squares)));
    }

    private Points rest(Arm arm, boolean steady, boolean angle) {
        Points points = new Points();
        for (RunEvidence run : evidence.runs(arm)) {
            Rest rest = rest(run);
            for (String group : ChargePanels.filters(run)) {
                double[] angles = ChargePanels.values(run, group, "angle");
                if (rest.decay() > 0 && angles.length > 0 && isSteady(run, group) == steady) {
                    if (angle) {
                        points.add(rest.squareAngle(), ChargeRun.mean(ChargeRun.squares(late(run, group, "angle"))));
                    } else {
                        double speed = ChargeRun.mean(late(run, group, "speed"));
                        points.add(rest.square(speed), ChargeRun.mean(late(run, group, "charge")));
                    }
                }
            }
        }
        return points;
    }

    private static Rest rest(RunEvidence run) {
        return new Rest(number(run, ChargeRun.RATE), number(run, RunEvidence.WEIGHT_DECAY), momentum(run));
    }

    static List<String> atRest(RunEvidence run) {
        return ChargePanels.filters(run).stream()
                .filter(group -> run.records(ChargeRun.column(group, "angle")) && isSteady(run, group))
                .toList();
    }

    private static boolean isSteady(RunEvidence run, String group) {
        return rest(run).isReachedIn(run.lastStep())
                && Rest.isSteady(late(run, group, "charge"), last(late(run, group, "violation")));
    }

    private static double[] late(RunEvidence run, String group, String quantity) {
        SampledSeries series = run.series(ChargeRun.column(group, quantity));
        return Rest.late(series.positions(), series.values());
    }

    private static double last(double[] values) {
        return values[values.length - 1];
    }

    private static Panel equal(String title, String predicted, String measured, List<Curve> curves) {
        List<Curve> all = new ArrayList<>(curves);
        double[] places = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(Point::x)
                .sorted()
                .toArray();
        if (places.length > 0) {
            all.add(Curve.fit("equal", places[0], places[places.length - 1], 1, Math::exp));
        }
        return ChargePanels.panel(title, Axis.logarithmic(predicted), Axis.logarithmic(measured), all);
    }

    private Optional<PanelFigure> planes() {
        return ChargePanels.figure(
                "plane",
                "A filter and its gradient",
                "The first filter of the first layer at η = " + plain(grid.largestRate()) + ", first seed, record"
                        + " by record: r² against |ĝ|² = r²|g|², the squared gradient on the unit sphere. Gradients drive r²"
                        + " up, decay brings it down. Points: the last record with a gradient. Dashed: where both are in"
                        + " balance at the largest k, if the gradients that a velocity sums are white noise and if they are"
                        + " all alike (as printed).",
                "<span><i>r</i>⁴ = η(1+β)<i>K</i>|ĝ|²/(2<i>k</i>)</span>",
                grid.momenta().stream().map(this::plane).toList());
    }

    private Panel plane(double momentum) {
        List<Curve> curves = new ArrayList<>();
        Points ends = new Points();
        for (double decay : grid.decays()) {
            ChargePanels.first(
                            evidence,
                            TanakaPlan.FREE,
                            run -> isLargest(run, momentum) && number(run, RunEvidence.WEIGHT_DECAY) == decay)
                    .map(run -> path(run).drawn("k = " + plain(decay), Style.LINE))
                    .filter(path -> !path.points().isEmpty())
                    .ifPresent(path -> {
                        curves.add(path);
                        ends.add(path.points().getLast());
                    });
        }
        curves.addAll(balances(momentum, curves));
        curves.add(ends.drawn("end", Style.POINTS));
        return ChargePanels.panel("β = " + plain(momentum), Axis.logarithmic("|ĝ|²"), SQUARE, curves);
    }

    /// r² at rest at the largest k over the gradients of some paths; without momentum K is 1 either way.
    private List<Curve> balances(double momentum, List<Curve> paths) {
        DoubleSummaryStatistics places = paths.stream()
                .flatMap(path -> path.points().stream())
                .mapToDouble(Point::x)
                .summaryStatistics();
        double decay = grid.decays().getLast();
        if (places.getCount() == 0 || decay == 0) {
            return List.of();
        }
        double factor = new Rest(grid.largestRate(), decay, momentum).square(1);
        Curve white = balance("balance, white", factor / (1 - momentum * momentum), places);
        Curve printed = balance("balance, as printed", factor / ((1 - momentum) * (1 - momentum)), places);
        return momentum == 0 ? List.of(new Curve("balance", Style.FIT, white.points())) : List.of(white, printed);
    }

    private static Curve balance(String name, double factor, DoubleSummaryStatistics places) {
        return Curve.fit(name, places.getMin(), places.getMax(), 1, ln -> Math.sqrt(factor * Math.exp(ln)));
    }

    /// Where the gradient is 0 it has no place on the axis.
    private static Points path(RunEvidence run) {
        Points points = new Points();
        for (String group : ChargePanels.filters(run).stream().limit(1).toList()) {
            double[] squares = ChargePanels.values(run, group + ".filter0", "square");
            double[] gradients = ChargePanels.values(run, group + ".filter0", "angular");
            for (int row = 0; row < Math.min(squares.length, gradients.length); row++) {
                if (gradients[row] > 0) {
                    points.add(gradients[row], squares[row]);
                }
            }
        }
        return points;
    }
}
