// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.report.figure.Figure;
import calorimeter.report.figure.Quantities;
import calorimeter.report.figure.ReportedRun;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Point;
import calorimeter.report.page.PanelFigure.Style;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupCurvesTest {

    private static final Figure LEARNING = Figure.ofSweeps().getFirst();

    private static List<Curve> curves(String panel, Clock clock, long last, ReportedRun... runs) {
        List<SweptRun> swept = MadeSweep.swept(last, runs);
        SweepAxes axes = MadeSweep.axes(swept);
        return new GroupCurves(axes, axes.groups(swept), last, 4)
                .figure(LEARNING, clock, 0).orElseThrow().panels().stream()
                        .filter(one -> one.title().equals(panel))
                        .findFirst()
                        .orElseThrow()
                        .curves();
    }

    private static ReportedRun heat(long seed, double specificHeat) {
        double[] values = {specificHeat, specificHeat};
        return MadeSweep.run("p=7", seed, 0, 100)
                .series(Quantities.of("attention.C"), values)
                .series(Quantities.of("attention.U.read"), values)
                .build();
    }

    private static @Nullable Double lowEnd(String figure, ReportedRun... runs) {
        List<SweptRun> swept = MadeSweep.swept(100, runs);
        SweepAxes axes = MadeSweep.axes(swept);
        GroupCurves curves = new GroupCurves(axes, axes.groups(swept), 100, 4);
        return Figure.ofSweeps().stream()
                .filter(one -> one.id().equals(figure))
                .map(one -> curves.figure(one, Clock.START, 0).orElseThrow())
                .findFirst()
                .orElseThrow()
                .panels()
                .getFirst()
                .y()
                .low();
    }

    /// Of 0.1 and 1 the interval reaches to −5.2: a variance is not drawn there, an energy is.
    @Test
    void aBandIsCutWhereTheQuantityCannotBe() {
        assertThat(lowEnd("fluctuations", heat(0, 0.1), heat(1, 1))).isEqualTo(0);
        assertThat(lowEnd("fluctuations", heat(0, 0.9), heat(1, 1))).isNull();
        assertThat(lowEnd("potentials", heat(0, 0.1), heat(1, 1))).isNull();
    }

    private static List<Point> points(List<Curve> curves, Style style) {
        return curves.stream()
                .filter(curve -> curve.style() == style)
                .findFirst()
                .orElseThrow()
                .points();
    }

    /// Of 1, 2, 6: mean 3, s = √7, t of two degrees of freedom 4.302653, so ± 4.302653 √(7/3) = 6.572404.
    @Test
    void theBandIsStudentsIntervalOverSeeds() {
        List<Curve> curves = curves(
                "Test accuracy",
                Clock.START,
                100,
                MadeSweep.constant("p=7", 0, 1, 0, 100),
                MadeSweep.constant("p=7", 1, 2, 0, 100),
                MadeSweep.constant("p=7", 2, 6, 0, 100));

        assertThat(points(curves, Style.LINE)).hasSizeBetween(100, 200).allSatisfy(point -> {
            assertThat(point.y()).isEqualTo(3);
            assertThat(point.lower()).isCloseTo(-3.5724, within(1e-9));
            assertThat(point.upper()).isCloseTo(9.5724, within(1e-9));
        });
        assertThat(points(curves, Style.LINE).getLast().x()).isEqualTo(100);
        assertThat(curves).filteredOn(curve -> curve.style() == Style.THIN).hasSize(3);
    }

    /// Of 1, 10, 100: logarithms 0, 1, 2 with s = 1, so 10^(1 ± 4.302653/√3) = 10^(1 ± 2.484138).
    @Test
    void onLogarithmicAxesTheMeanIsGeometric() {
        List<Point> points = points(
                curves(
                        "Test loss",
                        Clock.START,
                        100,
                        MadeSweep.constant("p=7", 0, 1, 0, 100),
                        MadeSweep.constant("p=7", 1, 10, 0, 100),
                        MadeSweep.constant("p=7", 2, 100, 0, 100)),
                Style.LINE);

        assertThat(points.getFirst().y()).isCloseTo(10, within(1e-9));
        assertThat(points.getFirst().lower()).isCloseTo(0.032799, within(1e-6));
        assertThat(points.getFirst().upper()).isCloseTo(3048.9, within(0.2));
    }

    /// A run whose loss is exactly 0 neither ends the curve nor is left out of it.
    @Test
    void onLogarithmicAxesTheMeanIsZeroOnceARunIs() {
        List<Point> points = points(
                curves(
                        "Train loss",
                        Clock.START,
                        100,
                        MadeSweep.run("p=7", 0, 0, 10, 100)
                                .series(Quantities.of("train.loss"), new double[] {1, 0, 0})
                                .build(),
                        MadeSweep.run("p=7", 1, 0, 10, 100)
                                .series(Quantities.of("train.loss"), new double[] {1, 1, 1})
                                .build()),
                Style.LINE);

        assertThat(points.getLast()).isEqualTo(new Point(100, 0, null, null));
        assertThat(points).filteredOn(point -> point.x() < 9).isNotEmpty().allMatch(point -> point.y() > 0);
        assertThat(points).filteredOn(point -> point.x() > 11).isNotEmpty().allMatch(point -> point.y() == 0);
    }

    /// The mean of survivors would be 4; the one that is complete keeps its 2.
    @Test
    void whereARunIsCompleteItsLastValueIsKeptInDashes() {
        List<Curve> curves = curves(
                "Test accuracy",
                Clock.START,
                1000,
                MadeSweep.constant("p=7", 0, 2, 0, 30),
                MadeSweep.constant("p=7", 1, 4, 0, 1000));

        assertThat(points(curves, Style.LINE))
                .allSatisfy(point -> assertThat(point.x()).isLessThanOrEqualTo(30));
        assertThat(points(curves, Style.FIT))
                .hasSizeGreaterThan(50)
                .allSatisfy(point -> assertThat(point.y()).isEqualTo(3));
        assertThat(points(curves, Style.FIT).getLast().lower()).isNull();
        assertThat(points(curves, Style.FIT).getLast().x()).isEqualTo(1000);
    }

    @Test
    void aSingleRunHasNoInterval() {
        List<Curve> curves = curves("Test accuracy", Clock.START, 100, MadeSweep.constant("p=7", 0, 0.5, 0, 100));

        assertThat(points(curves, Style.LINE)).allSatisfy(point -> {
            assertThat(point.y()).isEqualTo(0.5);
            assertThat(point.lower()).isNull();
        });
    }

    /// Values are log₁₀(step + 1); counted from the event, those of all runs at 0 are that of their own event.
    @Test
    void alignedCurvesCountFromEachRunsOwnEvent() {
        long[] steps = {0, 9, 99, 999, 9999};
        double[] values = {0, 1, 2, 3, 4};
        List<Point> points = points(
                curves(
                        "Test accuracy",
                        Clock.GENERALISATION,
                        9999,
                        MadeSweep.run("p=7", 0, steps)
                                .series(Quantities.of("test.accuracy"), values)
                                .generalised(0.99, 99)
                                .build(),
                        MadeSweep.run("p=7", 1, steps)
                                .series(Quantities.of("test.accuracy"), values)
                                .generalised(0.99, 999)
                                .build(),
                        MadeSweep.constant("p=7", 2, 77, steps)),
                Style.LINE);

        assertThat(points).hasSizeBetween(100, 200);
        assertThat(points)
                .filteredOn(point -> point.x() == 0)
                .singleElement()
                .satisfies(point -> assertThat(point.y()).isCloseTo(2.5, within(1e-9)));
        assertThat(points.getLast().x()).isCloseTo(1, within(1e-9));
    }
}
