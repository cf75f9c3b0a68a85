// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.lab.constraint.Constrained;
import calorimeter.statistics.peaks.Onset;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.peaks.SustainedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the rows of a training run say, finished or not: events, peaks, last values.
///
/// @param steps the last logged step
/// @param memorisation training accuracy ≥ 0.99, kept for `sustain` steps
/// @param generalisation the same for test accuracy, by level, in rising order
/// @param specificHeatPeaks peaks of C by [PeakDetector#standard], by rising step
/// @param landscapePeaks the same of V
/// @param lastValues of the last row, by column
/// @param charges what is said of Noether charges, if they were recorded
public record TrainFindings(
        long steps,
        Onset memorisation,
        Map<Double, Onset> generalisation,
        List<Peak> specificHeatPeaks,
        List<Peak> landscapePeaks,
        Map<String, Double> lastValues,
        Optional<ChargeFindings> charges) {

    public static final double MEMORISED = 0.99;

    /// Accuracies that count as more or less generalised.
    public static final List<Double> GENERALISED = List.of(0.5, 0.9, 0.95, 0.99);

    private static final List<String> LAST = List.of(
            "train.loss",
            "test.loss",
            "train.accuracy",
            "test.accuracy",
            "attention.C",
            "attention.V",
            "attention.U",
            "attention.S",
            "attention.F");

    /// @throws IllegalArgumentException when there is no row yet
    public static TrainFindings of(TrainParameters parameters, TrainRecord record) {
        if (record.size() == 0) {
            throw new IllegalArgumentException("the run has no rows yet");
        }
        int sustain = parameters.stopping().sustain();
        Map<Double, Onset> generalisation = new LinkedHashMap<>();
        for (double level : GENERALISED) {
            generalisation.put(level, new SustainedEvent(level, sustain).in(record.series("test.accuracy")));
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (String column : LAST) {
            if (record.has(column)) {
                values.put(column, record.last(column));
            }
        }
        for (int i = 0; i < parameters.constraints().constraints().size(); i++) {
            for (String column : Constrained.columns(i)) {
                values.put(column, record.last(column));
            }
        }
        return new TrainFindings(
                record.lastStep(),
                new SustainedEvent(MEMORISED, sustain).in(record.series("train.accuracy")),
                generalisation,
                peaks(record, "attention.C"),
                peaks(record, "attention.V"),
                values,
                record.charges());
    }

    /// An event in words, the same wherever it is told.
    ///
    /// @param sustain steps for which a level must be kept to count
    public static String told(Onset onset, int sustain) {
        return switch (onset) {
            case Onset.Occurred occurred -> "step " + (long) occurred.step();
            case Onset.Pending pending
            when pending.held() == 0 ->
                "undecided: reached at step " + (long) pending.step() + ", where the record ends";
            case Onset.Pending pending ->
                "undecided: reached at step " + (long) pending.step() + ", kept " + (long) pending.held() + " of the "
                        + sustain + " steps that count";
            case Onset.NotOccurred never -> "not reached and kept up to step " + (long) never.observedUntil();
        };
    }

    /// None of what a model has not.
    private static List<Peak> peaks(TrainRecord record, String column) {
        return record.has(column) ? PeakDetector.standard().find(record.series(column)) : List.of();
    }
}
