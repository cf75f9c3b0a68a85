package calorimeter.lab.experiment;

import calorimeter.statistics.peaks.Onset;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.peaks.SustainedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What a training run ended with.
///
/// @param steps updates made
/// @param memorisedAt first logged step from which training accuracy was ≥ 0.99 for `sustain` steps
/// @param generalisedAt the same for test accuracy, by level, in rising order
/// @param specificHeatPeaks peaks of C by [PeakDetector#standard], by rising step
/// @param landscapePeaks the same of V
/// @param finalValues of the last row, by column
/// @param parametersSha256 of the final parameters
/// @param wallSeconds computation over all sessions
public record TrainResult(
        long steps,
        OptionalLong memorisedAt,
        Map<Double, OptionalLong> generalisedAt,
        List<Peak> specificHeatPeaks,
        List<Peak> landscapePeaks,
        Map<String, Double> finalValues,
        String parametersSha256,
        double wallSeconds) {

    private static final double MEMORISED = 0.99;
    private static final List<Double> GENERALISED = List.of(0.5, 0.9, 0.95, 0.99);
    private static final List<String> FINAL = List.of(
            "train.loss",
            "test.loss",
            "train.accuracy",
            "test.accuracy",
            "attention.C",
            "attention.V",
            "attention.U",
            "attention.S",
            "attention.F");

    static TrainResult of(TrainParameters parameters, TrainRecord record, String sha256, double wallSeconds) {
        int sustain = parameters.stopping().sustain();
        Map<Double, OptionalLong> generalised = new LinkedHashMap<>();
        for (double level : GENERALISED) {
            generalised.put(level, onset(record, "test.accuracy", level, sustain));
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (String column : FINAL) {
            values.put(column, record.last(column));
        }
        return new TrainResult(
                record.lastStep(),
                onset(record, "train.accuracy", MEMORISED, sustain),
                generalised,
                PeakDetector.standard().find(record.series("attention.C")),
                PeakDetector.standard().find(record.series("attention.V")),
                values,
                sha256,
                wallSeconds);
    }

    private static OptionalLong onset(TrainRecord record, String column, double level, int sustain) {
        Onset onset = new SustainedEvent(level, sustain).in(record.series(column));
        return onset instanceof Onset.Occurred occurred
                ? OptionalLong.of((long) occurred.step())
                : OptionalLong.empty();
    }

    public double stepsPerSecond() {
        return wallSeconds > 0 ? steps / wallSeconds : 0;
    }
}
