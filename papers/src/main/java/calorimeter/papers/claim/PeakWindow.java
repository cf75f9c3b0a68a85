package calorimeter.papers.claim;

import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.NoiseModel;
import calorimeter.statistics.series.SampledSeries;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The part of a run in which a peak counts as preceding an event.
public enum PeakWindow {
    /// anywhere before: the claim to the letter, though a peak of the first steps can hardly herald anything
    ANY("before generalisation"),
    /// after memorisation and before: where grokking's plateau is
    MEMORISED("between memorisation and generalisation");

    /// Logged steps below which a window is not looked at: the detector could not know its noise.
    public static final int FEWEST_STEPS = NoiseModel.FEWEST_SAMPLES;

    private final String words;

    PeakWindow(String words) {
        this.words = words;
    }

    /// Words after "a peak".
    public String words() {
        return words;
    }

    /// Whether a run generalised after the window's beginning.
    public boolean reaches(RunEvidence run) {
        return run.hasGeneralised() && start(run) < run.generalised();
    }

    /// Whether a peak could be seen: the window begins before the event and at least [#FEWEST_STEPS] steps of the
    /// observable were logged inside. A closed window is evidence of nothing.
    public boolean isOpen(RunEvidence run, String observable, double event) {
        double start = start(run);
        if (!(start < event) || !run.records(observable)) {
            return false;
        }
        SampledSeries series = run.series(observable);
        int inside = 0;
        for (int i = 0; i < series.size(); i++) {
            inside += series.position(i) > start && series.position(i) < event ? 1 : 0;
        }
        return inside >= FEWEST_STEPS;
    }

    /// The runs, of those that generalised, in which a peak could be seen.
    public List<RunEvidence> open(List<RunEvidence> generalised, String observable) {
        return generalised.stream()
                .filter(run -> isOpen(run, observable, run.generalised()))
                .toList();
    }

    /// The peaks of a run in this window, by rising step; none when the run did not memorise and must have.
    ///
    /// @param event step before which they must lie
    public List<Peak> peaks(RunEvidence run, String observable, double event) {
        double start = start(run);
        return run.peaks(observable).stream()
                .filter(peak -> peak.step() > start && peak.step() < event)
                .toList();
    }

    /// The highest peak before generalisation, of a run that generalised.
    public Optional<Peak> highest(RunEvidence run, String observable) {
        return highest(run, observable, run.generalised());
    }

    public boolean hasPeak(RunEvidence run, String observable, double event) {
        return !peaks(run, observable, event).isEmpty();
    }

    public Optional<Peak> highest(RunEvidence run, String observable, double event) {
        return peaks(run, observable, event).stream().max(Comparator.comparingDouble(Peak::height));
    }

    /// Decades of log time from the highest, or the last, peak before generalisation to generalisation; empty
    /// without such a peak.
    public OptionalDouble lead(RunEvidence run, String observable, boolean highest) {
        if (!run.hasGeneralised()) {
            return OptionalDouble.empty();
        }
        double event = run.generalised();
        Comparator<Peak> order = Comparator.comparingDouble(highest ? Peak::height : Peak::step);
        return peaks(run, observable, event).stream()
                .max(order)
                .map(peak -> OptionalDouble.of(LogTime.ofStep(event) - LogTime.ofStep(peak.step())))
                .orElse(OptionalDouble.empty());
    }

    /// Beginning, exclusive; infinite when the window is empty.
    private double start(RunEvidence run) {
        return switch (this) {
            case ANY -> -1;
            case MEMORISED -> run.memorisedAt().orElse(Double.POSITIVE_INFINITY);
        };
    }

    /// The part of a series from the window's beginning to the end of the record, which circular shifts turn;
    /// empty when fewer than two samples remain.
    public Optional<SampledSeries> part(RunEvidence run, SampledSeries series) {
        double start = start(run);
        int from = 0;
        while (from < series.size() && series.position(from) <= start) {
            from++;
        }
        if (series.size() - from < 2) {
            return Optional.empty();
        }
        double[] positions = new double[series.size() - from];
        double[] values = new double[positions.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = series.position(from + i);
            values[i] = series.value(from + i);
        }
        return Optional.of(SampledSeries.of(positions, values));
    }
}
