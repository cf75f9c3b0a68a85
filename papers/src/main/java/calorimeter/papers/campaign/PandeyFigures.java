package calorimeter.papers.campaign;

import calorimeter.papers.campaign.PaperFigure.Axis;
import calorimeter.papers.campaign.PaperFigure.Curve;
import calorimeter.papers.campaign.PaperFigure.Line;
import calorimeter.papers.campaign.PaperFigure.Panel;
import calorimeter.papers.campaign.PaperFigure.Point;
import calorimeter.papers.campaign.PaperFigure.Style;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.location.Mean;
import java.util.ArrayList;
import java.util.List;

/// The figures of pandey2026.
final class PandeyFigures {

    private final Evidence evidence;
    private final PandeyGrid grid;
    private final List<Arm> arms = new ArrayList<>();

    private PandeyFigures(Evidence evidence, PandeyGrid grid) {
        this.evidence = evidence;
        this.grid = grid;
        List<Arm> all = new ArrayList<>(List.of(Arm.BASELINE));
        all.addAll(grid.arms());
        all.stream().filter(arm -> !evidence.generalised(arm).isEmpty()).forEach(arms::add);
    }

    static List<PaperFigure> all(Evidence evidence, PandeyGrid grid) {
        PandeyFigures figures = new PandeyFigures(evidence, grid);
        return figures.arms.isEmpty() ? List.of() : List.of(figures.epochs(), figures.aligned());
    }

    private double epoch(RunEvidence run) {
        return run.generalisedAt().orElseThrow() / PandeyReproduction.stepsPerEpoch(grid.modulus());
    }

    private PaperFigure epochs() {
        List<Line> published = grid.modulus() == PandeyReproduction.PUBLISHED_MODULUS
                ? List.of(
                        new Line(false, PandeyReproduction.PUBLISHED_LEAST, "published, least of ten"),
                        new Line(false, PandeyReproduction.PUBLISHED_MEAN, "published mean"),
                        new Line(false, PandeyReproduction.PUBLISHED_GREATEST, "published, greatest of ten"))
                : List.of();
        Axis places = Axis.categories("", arms.stream().map(Arm::title).toList());
        List<Panel> panels = new ArrayList<>();
        panels.add(new Panel(
                "Epoch of generalisation", places, Axis.linear("epoch"), List.of(runs(), means()), published));
        List<Point> saved = saved();
        if (!saved.isEmpty()) {
            panels.add(new Panel(
                    "Epochs saved against the baseline of the same seed",
                    places,
                    Axis.linear("epochs earlier"),
                    List.of(new Curve("pairs", Style.POINTS, saved)),
                    List.of(new Line(false, 0, ""))));
        }
        return new PaperFigure(
                "epochs",
                "When each arm generalises",
                "One point per seed; mean and its 95 % interval (Student). Runs that did not generalise within the"
                        + " budget are not shown; the claims table counts them."
                        + (published.isEmpty() ? "" : " Of the published runs only range and mean are known."),
                panels);
    }

    private Curve runs() {
        List<Point> points = new ArrayList<>();
        for (int place = 0; place < arms.size(); place++) {
            for (RunEvidence run : evidence.generalised(arms.get(place))) {
                points.add(Point.of(place - 0.1, epoch(run)));
            }
        }
        return new Curve("seeds", Style.POINTS, points);
    }

    private Curve means() {
        List<Point> points = new ArrayList<>();
        for (int place = 0; place < arms.size(); place++) {
            double[] epochs = evidence.generalised(arms.get(place)).stream()
                    .mapToDouble(this::epoch)
                    .toArray();
            if (Mean.of(epochs, Family.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate mean)) {
                points.add(Point.of(place + 0.1, mean));
            }
        }
        return new Curve("mean", Style.POINTS, points);
    }

    private List<Point> saved() {
        List<Point> points = new ArrayList<>();
        for (int place = 1; place < arms.size(); place++) {
            for (RunEvidence run : evidence.generalised(arms.get(place))) {
                int at = place;
                evidence.partner(run, Arm.BASELINE)
                        .filter(baseline -> baseline.generalisedAt().isPresent())
                        .ifPresent(baseline -> points.add(Point.of(at, epoch(baseline) - epoch(run))));
            }
        }
        return points;
    }

    private PaperFigure aligned() {
        List<Panel> panels = new ArrayList<>();
        panels.add(panel("Landscape variance", RunEvidence.LANDSCAPE, Axis.linear("V")));
        panels.add(panel("Specific heat", RunEvidence.SPECIFIC_HEAT, Axis.linear("C")));
        panels.add(panel("Test accuracy", RunEvidence.TEST_ACCURACY, Axis.share("accuracy")));
        return new PaperFigure(
                "aligned",
                "V, C and accuracy about generalisation",
                "Mean over seeds and its 95 % interval, each run's log time counted from its own generalisation, by arm.",
                panels);
    }

    private Panel panel(String title, String column, Axis axis) {
        List<Curve> curves = arms.stream()
                .map(arm -> Aligned.mean(
                        arm.title(),
                        evidence.generalised(arm),
                        column,
                        run -> run.generalisedAt().orElseThrow()))
                .toList();
        return Aligned.panel(title, axis, curves);
    }
}
