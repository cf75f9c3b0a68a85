// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.optimizer.OptimizerSettings.Sgd;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Point;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Every run of the plan with planted charges, of which the figures' numbers are known.
class TanakaFiguresTest {

    private static final TanakaGrid GRID = TanakaGrid.of(Size.QUICK, false);

    /// r² of the first layer; of the second one more.
    private static final double SQUARE = 2;

    private static final double ANGLE = 0.03;

    private static Evidence evidence(Predicate<Item> which) {
        return new Evidence(
                TanakaPlan.of(GRID).items().stream()
                        .filter(which)
                        .map(TanakaFiguresTest::run)
                        .toList(),
                List.of(),
                List.of(),
                Map.of());
    }

    private static RunEvidence run(Item item) {
        Map<String, SampledSeries> series = new LinkedHashMap<>();
        double last = item.parameters().stopping().maxSteps();
        double[] steps = {0, 1, 10, last / 2, last};
        columns(item)
                .forEach((column, values) -> series.put(
                        column,
                        SampledSeries.of(steps, Arrays.stream(steps).map(values).toArray())));
        return new RunEvidence(
                item.parameters().toString(),
                item.arm(),
                item.modulus(),
                item.seed(),
                0,
                series,
                numbers(item.parameters().training()),
                PeakRule.standard());
    }

    private static Map<String, Double> numbers(TrainingSettings training) {
        OptimizerSettings optimizer = training.optimizer();
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put(ChargeRun.RATE, optimizer.learningRate());
        numbers.put(RunEvidence.WEIGHT_DECAY, optimizer.weightDecay());
        numbers.put(ChargeRun.BATCH, (double) training.batchSize());
        numbers.put(ChargeRun.SCALE, training.filters().scale());
        if (optimizer instanceof Sgd sgd) {
            numbers.put(ChargeRun.MOMENTUM, sgd.momentum());
            numbers.put(ChargeRun.EQ17 + "exact", 0.0);
            numbers.put(ChargeRun.EQ17 + "coherent", Math.log(4));
            numbers.put(ChargeRun.EQ17 + "white", Math.log(0.5));
            numbers.put(ChargeRun.EQ17 + "driven", Math.log(1.1));
        }
        return numbers;
    }

    private static Map<String, DoubleUnaryOperator> columns(Item item) {
        Map<String, DoubleUnaryOperator> columns = new LinkedHashMap<>();
        double accuracy = (item.arm().equals(TanakaPlan.FREE) ? 0.5 : 0.4) + 0.1 * item.seed();
        columns.put(RunEvidence.TRAIN_ACCURACY, step -> 1);
        columns.put(RunEvidence.TEST_ACCURACY, step -> step > 10 ? accuracy : 0);
        columns.put("train.loss", step -> item.parameters().training().filters().scale() + item.seed());
        if (item.parameters().training().optimizer() instanceof Sgd) {
            laws(columns, "readout.rows", 1);
            laws(columns, "layer0.norm.channels", -1);
            laws(columns, "layer0.filters", SQUARE);
            laws(columns, "layer1.filters", SQUARE + 1);
            columns.put("noether.layer0.filters.violation", step -> 1e-3 / (1 + step));
            columns.put("noether.layer1.filters.violation", step -> step > 1 ? 0.5 : 1e-6);
        }
        columns.put("noether.layer0.attention.scores.drift", step -> 4 * step);
        columns.put("noether.layer0.attention.values.drift", step -> 9 * step);
        columns.put("noether.layer0.attention.key.bias.drift", step -> 1e6);
        return columns;
    }

    private static void laws(Map<String, DoubleUnaryOperator> columns, String group, double charge) {
        String prefix = "noether." + group + ".";
        columns.put(prefix + "charge", step -> charge);
        columns.put(prefix + "exact", step -> charge * (1 + 1e-7));
        columns.put(prefix + "continuous", step -> charge * (1 - 1e-3));
        columns.put(prefix + "released", step -> charge * 0.5);
        columns.put(prefix + "coherent", step -> 4 * charge);
        columns.put(prefix + "angle", step -> step > 10 ? ANGLE : 1);
        columns.put(prefix + "speed", step -> 7);
        columns.put(prefix + "filter0.square", step -> 5);
        columns.put(prefix + "filter0.angular", step -> step > 10 ? 0 : 0.01 * (1 + step));
    }

    private static PanelFigure figure(String id, Predicate<Item> which) {
        return TanakaFigures.all(evidence(which), GRID).stream()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Panel panel(String figure, String title) {
        return figure(figure, item -> true).panels().stream()
                .filter(panel -> panel.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static List<Point> points(Panel panel, String curve) {
        return panel.curves().stream()
                .filter(candidate -> candidate.name().equals(curve))
                .findFirst()
                .map(Curve::points)
                .orElseThrow();
    }

    private static List<String> ids(Predicate<Item> which) {
        return TanakaFigures.all(evidence(which), GRID).stream()
                .map(PanelFigure::id)
                .toList();
    }

    @Test
    void figuresAreThoseForWhichThereAreRuns() {
        assertThat(ids(item -> true))
                .containsExactly(
                        "norms",
                        "batches",
                        "rest",
                        "plane",
                        "formulas",
                        "dampening",
                        "frozen",
                        "scaled",
                        "attention",
                        "epsilon");
        assertThat(ids(item -> false)).isEmpty();
        assertThat(ids(item -> item.arm().equals(TanakaPlan.BATCH)))
                .containsExactly("batches", "rest", "formulas", "epsilon");
        assertThat(ids(item -> item.arm().equals(TanakaPlan.ADAM))).containsExactly("attention");
    }

    @Test
    void halfTheRunsLeaveNoPanelAndNoCurveEmpty() {
        List<Item> items = TanakaPlan.of(GRID).items();
        for (int parity = 0; parity < 2; parity++) {
            int kept = parity;
            for (PanelFigure figure : TanakaFigures.all(evidence(item -> items.indexOf(item) % 2 == kept), GRID)) {
                assertThat(figure.panels()).as(figure.id()).isNotEmpty();
                assertThat(figure.panels())
                        .allSatisfy(panel -> assertThat(panel.curves())
                                .isNotEmpty()
                                .noneMatch(curve -> curve.points().isEmpty()));
            }
        }
    }

    @Test
    void normsStandLayerByLayerFromTheFirstStepOn() {
        List<Panel> panels = figure("norms", item -> true).panels();
        assertThat(panels).extracting(Panel::title).containsExactly("layer0", "layer1");
        assertThat(points(panels.getLast(), "measured")).hasSize(4).allMatch(point -> point.y() == SQUARE + 1);
        assertThat(points(panels.getLast(), "Eq. 17 as printed")).allMatch(point -> point.y() == 4 * (SQUARE + 1));
        assertThat(panels.getLast().curves()).extracting(Curve::name).doesNotContain("Eq. 17, white");
    }

    @Test
    void aBatchHasItsPlaceAndTheWholeSetTheLast() {
        Panel panel = panel("batches", "β = 0.9");
        assertThat(panel.x().categories()).containsExactly("32", "512", "all");
        assertThat(points(panel, "Eq. 17 as printed"))
                .hasSize(3 * GRID.seeds())
                .allMatch(point -> Math.abs(point.y() - 4) < 1e-12)
                .extracting(point -> Math.round(point.x()))
                .containsOnly(0L, 1L, 2L);
        assertThat(points(panel, "Eq. 17, white")).allMatch(point -> Math.abs(point.y() - 0.5) < 1e-12);
    }

    @Test
    void layersThatFeelEpsilonAreNotAtRest() {
        Panel angles = panel("rest", "Angle per update");
        assertThat(points(angles, "perceptrons, at rest"))
                .hasSize(2 * 3 * GRID.seeds())
                .allSatisfy(point -> {
                    assertThat(point.x()).isIn(2 * 0.1 * 0.01, 2 * 0.1 * 0.001 / 1.9);
                    assertThat(point.y()).isEqualTo(ANGLE * ANGLE, within(1e-12));
                });
        assertThat(points(angles, "perceptrons, not at rest")).hasSize(2 * 3 * GRID.seeds());
        assertThat(angles.curves()).extracting(Curve::name).doesNotContain("grid, at rest");
        Panel squares = panel("rest", "Squared norm");
        assertThat(points(squares, "perceptrons, at rest")).allSatisfy(point -> {
            assertThat(point.x()).isIn(0.1 / 0.02 * 7, 0.1 * 1.9 / 0.002 * 7);
            assertThat(point.y()).isEqualTo(SQUARE);
        });
    }

    @Test
    void thePlaneEndsAtTheLastGradientAndBalancesDecayAgainstIt() {
        Panel panel = panel("plane", "β = 0.9");
        assertThat(points(panel, "k = 0.005")).extracting(Point::x).containsExactly(0.01, 0.02, 0.11);
        assertThat(points(panel, "end")).hasSize(2).allMatch(point -> point.x() == 0.11 && point.y() == 5);
        double balance = Math.sqrt(0.1 * 1.9 * 0.11 / (2 * 0.005) / (1 - 0.81));
        assertThat(points(panel, "balance, white").getLast().y()).isEqualTo(balance, within(1e-9));
        assertThat(points(panel, "balance, as printed").getLast().y()).isEqualTo(balance * Math.sqrt(19), within(1e-9));
        assertThat(panel("plane", "β = 0").curves())
                .extracting(Curve::name)
                .containsExactly("k = 0", "k = 0.005", "balance", "end");
    }

    @Test
    void errorsOfFormulasAreRelative() {
        for (String family : List.of("Translation", "Scale", "Rescale")) {
            Panel panel = panel("dampening", family + ", error");
            assertThat(points(panel, "exact law"))
                    .hasSize(4)
                    .allSatisfy(point -> assertThat(point.y()).isEqualTo(1e-7, within(1e-12)));
            assertThat(points(panel, "[NM]"))
                    .allSatisfy(point -> assertThat(point.y()).isEqualTo(1e-3, within(1e-9)));
            assertThat(points(panel, "[NM], released code")).allMatch(point -> point.y() == 0.5);
        }
        assertThat(points(panel("formulas", "Rescale"), "measured")).allMatch(point -> point.y() == -1);
    }

    /// Whatever the order in which runs have finished.
    @Test
    void formulasAreThoseOfTheSmallestBatchAndSaySo() {
        List<RunEvidence> turned =
                new ArrayList<>(evidence(item -> item.seed() == 0).runs());
        Collections.reverse(turned);
        PanelFigure figure = TanakaFigures.all(new Evidence(turned, List.of(), List.of(), Map.of()), GRID).stream()
                .filter(drawn -> drawn.id().equals("formulas"))
                .findFirst()
                .orElseThrow();
        assertThat(figure.caption()).contains("batch 32 (the smallest), seed 0");
        assertThat(ids(item -> item.arm().equals(TanakaPlan.BATCH)
                        && item.parameters().training().batchSize() != 32))
                .doesNotContain("formulas");
    }

    @Test
    void meansOfFreeAndFrozenNormsAreOverTheirSeeds() {
        Panel panel = panel("frozen", "β = 0.9, k = 0.005");
        assertThat(points(panel, "free norm")).extracting(Point::x).containsExactly(1e-3, 1e-1);
        assertThat(points(panel, "free norm"))
                .allSatisfy(point -> assertThat(point.y()).isEqualTo(0.6, within(1e-12)));
        assertThat(points(panel, "frozen norm"))
                .allSatisfy(point -> assertThat(point.y()).isEqualTo(0.5, within(1e-12)));
        assertThat(points(panel, "frozen norm, seeds")).hasSize(2 * GRID.seeds());
    }

    @Test
    void everySeedShowsItsScaledFilters() {
        Panel panel = panel("scaled", "seed 2");
        assertThat(panel.curves()).extracting(Curve::name).containsExactly("factor 0.25", "factor 1", "factor 4");
        assertThat(points(panel, "factor 4")).allMatch(point -> point.y() == 6);
    }

    @Test
    void attentionDriftsOverTimeWithoutItsKeyBias() {
        Panel panel = panel("attention", "p = 29");
        double end = TanakaPlan.ADAM_RATE * GRID.attentionSteps();
        for (Arm arm : List.of(TanakaPlan.ADAM, TanakaPlan.HALF_ADAM)) {
            List<Point> points = points(panel, arm.title().replace("attention, ", ""));
            assertThat(points.getLast().x()).isEqualTo(end, within(1e-12));
            double steps = end / (arm.equals(TanakaPlan.ADAM) ? TanakaPlan.ADAM_RATE : TanakaPlan.ADAM_RATE / 2);
            assertThat(points.getLast().y()).isEqualTo(6 * steps, within(1e-6));
        }
    }

    @Test
    void epsilonIsThatOfTheLayerThatFeelsItMost() {
        Panel panel = panel("epsilon", "β = 0");
        assertThat(panel.curves()).extracting(Curve::name).containsExactly("batch 32", "batch 512", "whole set");
        assertThat(points(panel, "whole set")).extracting(Point::y).containsExactly(1e-3 / 2, 0.5, 0.5, 0.5);
    }
}
