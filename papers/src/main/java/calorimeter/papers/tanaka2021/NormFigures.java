package calorimeter.papers.tanaka2021;

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
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Norms of filters: beside Eq. 17, against the batch size, at rest, and with the gradient in one plane.
final class NormFigures {

    private static final Axis SQUARE = Axis.logarithmic("r²");

    /// Of the predictions of r².
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
                        run -> isLargest(run, grid.largestMomentum())
                                && number(run, RunEvidence.WEIGHT_DECAY) == decay)
                .flatMap(run -> ChargePanels.figure(
                        "norms",
                        "Squared norms of filters, layer by layer",
                        "Mean r² = |w|² of the filters of each layer in one run at η = " + grid.largestRate() + ", β = "
                                + grid.largestMomentum() + ", k = " + decay + ", seed " + run.seed()
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
        NAMES.forEach((version, name) -> curves.add(ChargePanels.over(run, group, version)
                .drawn(name, version.equals("driven") ? Style.FIT : Style.LINE)));
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
                        "β = " + momentum,
                        Axis.categories("batch size", names),
                        Axis.logarithmic("predicted r² / measured r²"),
                        curves)
                .with(List.of(new Line(false, 1, "")));
    }

    private Optional<PanelFigure> rest() {
        List<Curve> angles = new ArrayList<>();
        List<Curve> squares = new ArrayList<>();
        for (Arm arm : List.of(TanakaPlan.BATCH, TanakaPlan.FREE)) {
            for (boolean steady : List.of(true, false)) {
                String name = arm.title() + (steady ? ", at rest" : ", on the way");
                angles.add(rest(arm, steady, true).drawn(name, Style.POINTS));
                squares.add(rest(arm, steady, false).drawn(name, Style.POINTS));
            }
        }
        return ChargePanels.figure(
                "rest",
                "Where norms come to rest",
                "One point per layer of every run with k &gt; 0, means over the last quarter of its records, against what"
                        + " holds at rest. At rest: r⁴ has relaxed " + (int) ChargeRun.RELAXATIONS + " times, r² changes by"
                        + " less than 10 % in that quarter, and the ε of the norm is not felt; others are still on the way."
                        + " Dashed: equal.",
                "<span>⟨θ²⟩ = 2η<i>k</i>/(1+β)</span><span><i>r</i>² = η(1+β)|<i>v</i>|²/(2<i>k</i>)</span>",
                List.of(
                        equal("Angle per update", "2ηk/(1+β)", "mean θ² (rad²)", angles),
                        equal("Squared norm", "η(1+β)|v|²/(2k)", "r²", squares)));
    }

    private Points rest(Arm arm, boolean steady, boolean angle) {
        Points points = new Points();
        for (RunEvidence run : evidence.runs(arm)) {
            double eta = number(run, ChargeRun.RATE);
            double k = number(run, RunEvidence.WEIGHT_DECAY);
            for (String group : ChargePanels.filters(run)) {
                double[] angles = ChargePanels.values(run, group, "angle");
                if (k > 0 && angles.length > 0 && isSteady(run, group) == steady) {
                    if (angle) {
                        points.add(2 * eta * k / (1 + momentum(run)), ChargeRun.lateMean(ChargeRun.squares(angles)));
                    } else {
                        double speed = ChargeRun.lateMean(ChargePanels.values(run, group, "speed"));
                        points.add(
                                eta * (1 + momentum(run)) * speed / (2 * k),
                                ChargeRun.lateMean(ChargePanels.values(run, group, "charge")));
                    }
                }
            }
        }
        return points;
    }

    private static boolean isSteady(RunEvidence run, String group) {
        double relaxations = ChargeRun.relaxations(
                number(run, ChargeRun.RATE),
                number(run, RunEvidence.WEIGHT_DECAY),
                momentum(run),
                run.lastStep());
        return relaxations >= ChargeRun.RELAXATIONS
                && ChargeRun.isSteady(
                        ChargePanels.values(run, group, "charge"), ChargePanels.values(run, group, "violation"));
    }

    private static Panel equal(String title, String predicted, String measured, List<Curve> curves) {
        List<Curve> all = new ArrayList<>(curves);
        double[] places = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(PanelFigure.Point::x)
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
                "The first filter of the first layer at η = " + grid.largestRate() + ", first seed: r² against"
                        + " |ĝ|² = r²|g|², the squared gradient on the unit sphere, from first to last record. Large"
                        + " gradients drive r² up, decay brings it down.",
                "",
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
                    .ifPresent(run -> {
                        Curve path = path(run).drawn("k = " + decay, Style.LINE);
                        curves.add(path);
                        path.points().stream().reduce((before, after) -> after).ifPresent(ends::add);
                    });
        }
        curves.add(ends.drawn("last record", Style.POINTS));
        return ChargePanels.panel("β = " + momentum, Axis.logarithmic("|ĝ|²"), SQUARE, curves);
    }

    private static Points path(RunEvidence run) {
        Points points = new Points();
        List<String> groups = ChargePanels.filters(run);
        if (!groups.isEmpty()) {
            String filter = groups.getFirst() + ".filter0";
            if (run.records(ChargeRun.column(filter, "square"))
                    && run.records(ChargeRun.column(filter, "angular"))) {
                SampledSeries square = run.series(ChargeRun.column(filter, "square"));
                double[] angular = run.series(ChargeRun.column(filter, "angular")).values();
                for (int row = 0; row < Math.min(angular.length, square.size()); row++) {
                    points.add(angular[row], square.value(row));
                }
            }
        }
        return points;
    }
}
