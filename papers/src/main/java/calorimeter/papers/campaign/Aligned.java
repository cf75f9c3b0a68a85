package calorimeter.papers.campaign;

import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        Map<RunEvidence, Double> with = new LinkedHashMap<>(events);
        with.keySet().removeIf(run -> !run.records(column));
        Points points = new Points();
        for (int cell = (int) (FIRST * CELLS_PER_DECADE); cell <= LAST * CELLS_PER_DECADE; cell++) {
            double place = cell / (double) CELLS_PER_DECADE;
            double[] values = with.entrySet().stream()
                    .mapToDouble(run -> at(run.getKey().series(column), LogTime.ofStep(run.getValue()) + place))
                    .filter(Double::isFinite)
                    .toArray();
            if (values.length < Math.max(FEWEST_RUNS, with.size())) {
                continue;
            }
            switch (Mean.of(values, Family.CONFIDENCE)) {
                case Answer.Given<Estimate>(Estimate mean) -> points.add(place, mean);
                case Answer.Declined<Estimate> constant -> points.add(place, values[0]);
            }
        }
        return points.drawn(name, Style.LINE);
    }

    /// Linear in log time; NaN outside the record.
    private static double at(SampledSeries series, double time) {
        int low = 0;
        int high = series.size() - 1;
        if (time < LogTime.ofStep(series.position(low)) || time > LogTime.ofStep(series.position(high))) {
            return Double.NaN;
        }
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (LogTime.ofStep(series.position(middle)) <= time) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double from = LogTime.ofStep(series.position(low));
        double to = LogTime.ofStep(series.position(high));
        double share = to > from ? (time - from) / (to - from) : 0;
        return series.value(low) + share * (series.value(high) - series.value(low));
    }
}
