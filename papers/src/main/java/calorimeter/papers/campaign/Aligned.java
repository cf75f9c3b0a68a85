// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Mean and interval over seeds of a column, each run's log time counted from its own event.
public final class Aligned {

    private static final double FIRST = -2.2;
    private static final double LAST = 0.1;
    private static final int CELLS_PER_DECADE = 50;
    private static final int FEWEST_RUNS = 2;

    private static final String TIME = "log10 step − log10 step of generalisation (decades)";

    private Aligned() {}

    /// Curves whose event is generalisation, or what stands for it.
    public static Panel panel(String title, Axis axis, List<Curve> curves) {
        return Panel.of(title, Axis.linear(TIME), axis, curves).with(List.of(new Line(true, 0, "generalised")));
    }

    /// Counted from generalisation.
    public static Curve mean(String name, List<RunEvidence> runs, String column) {
        Map<RunEvidence, Double> events = new LinkedHashMap<>();
        runs.forEach(run -> events.put(run, run.generalised()));
        return mean(name, events, column);
    }

    /// @param events each run with the step of its event
    public static Curve mean(String name, Map<RunEvidence, Double> events, String column) {
        int first = (int) (FIRST * CELLS_PER_DECADE);
        double[] places = IntStream.rangeClosed(first, (int) (LAST * CELLS_PER_DECADE))
                .mapToDouble(cell -> cell / (double) CELLS_PER_DECADE)
                .toArray();
        List<double[]> series = new ArrayList<>();
        events.forEach((run, event) -> {
            if (run.records(column)) {
                double[] times = Arrays.stream(places)
                        .map(place -> LogTime.ofStep(event) + place)
                        .toArray();
                series.add(run.series(column).at(times));
            }
        });
        Points points = new Points();
        for (int i = 0; i < places.length; i++) {
            int place = i;
            double[] values = series.stream()
                    .mapToDouble(one -> one[place])
                    .filter(Double::isFinite)
                    .toArray();
            if (values.length >= Math.max(FEWEST_RUNS, series.size())) {
                points.addMean(places[i], values, Family.CONFIDENCE);
            }
        }
        return points.drawn(name, Style.LINE);
    }
}
