// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.NoiseModel;
import calorimeter.statistics.series.SampledSeries;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Which peaks of an observable count for an event, and by whom they are seen.
///
/// @param observable column of the store, known as `symbol`
/// @param level test accuracy that counts as the event, one of [RunEvidence#LEVELS]
public record PeakSearch(String observable, String symbol, double level, Sight sight, PeakRule rule) {

    /// Logged steps below which a part of a record is not looked at: the detector could not know its noise.
    public static final int FEWEST_STEPS = NoiseModel.FEWEST_SAMPLES;

    /// Decades before and after the event that are the transition.
    static final double BEFORE = 0.2;

    static final double AFTER = 0.02;

    /// A peak of this share of the prominence, or by this many standard errors less, is not clearly none.
    static final double NEARLY = 0.9;

    static final double MARGIN = 2;

    /// Relative prominences at which shares are shown besides.
    static final List<Double> PROMINENCES = List.of(0.05, 0.075, 0.1, 0.125, 0.15);

    public enum Sight {
        /// the record before the event, of which peaks after memorisation count: a warning could be given
        ONLINE,
        /// the whole record, of which peaks about the event count: nothing is said of what comes first
        TRANSITION
    }

    /// Where, in words after "a peak".
    public String words() {
        String event = "test accuracy " + Texts.number(level);
        return switch (sight) {
            case ONLINE -> "seen between memorisation and " + event;
            case TRANSITION -> "during the transition to " + event;
        };
    }

    /// The whole rule, for predictions.
    public String text() {
        String where = switch (sight) {
            case ONLINE -> "The detector is given nothing from the event on, and peaks after memorisation count.";
            case TRANSITION ->
                "The detector is given the whole record, and peaks from " + Texts.number(BEFORE)
                        + " decades of log time before the event to " + Texts.number(AFTER) + " after it count.";
        };
        return where + " Event: test accuracy " + Texts.number(level) + ". " + LossFloor.text()
                + " Left out and counted: runs that memorise no earlier than the event, or have fewer than "
                + FEWEST_STEPS + " logged steps between. " + rule.text();
    }

    /// The step of the event; empty when it did not occur after memorisation.
    public OptionalDouble event(RunEvidence run) {
        OptionalDouble event = run.generalisedAt(level);
        return event.isPresent() && memorised(run) < event.getAsDouble() ? event : OptionalDouble.empty();
    }

    /// Whether peaks could be seen: enough was logged between memorisation and the event.
    ///
    /// @param event step; may lie beyond the record, which then ends too early
    public boolean isOpen(RunEvidence run, double event) {
        if (!run.records(observable) || end(event) > run.lastStep()) {
            return false;
        }
        double start = memorised(run);
        SampledSeries series = run.series(observable);
        int inside = 0;
        for (int i = 0; i < series.size(); i++) {
            inside += series.position(i) > start && series.position(i) < event ? 1 : 0;
        }
        return inside >= FEWEST_STEPS;
    }

    /// The runs of some arms in which the event occurred and peaks could be seen.
    public List<RunEvidence> open(Evidence evidence, Arm... arms) {
        return evidence.runs(arms).stream()
                .filter(run -> event(run).isPresent() && isOpen(run, event(run).getAsDouble()))
                .toList();
    }

    /// The peaks that count, by rising step; none when the run did not memorise.
    public List<Peak> peaks(RunEvidence run, double event) {
        return peaks(run, event, rule.detector());
    }

    public boolean hasPeak(RunEvidence run, double event) {
        return !peaks(run, event).isEmpty();
    }

    /// Whether there is a peak by a detector of another relative prominence.
    boolean hasPeak(RunEvidence run, double event, double relativeProminence) {
        return !peaks(run, event, rule.detector().withRelativeProminence(relativeProminence))
                .isEmpty();
    }

    private List<Peak> peaks(RunEvidence run, double event, PeakDetector detector) {
        return inPlace(run, event, detector)
                .filter(peak -> !run.isAtLossFloor(peak.step()))
                .toList();
    }

    private Stream<Peak> inPlace(RunEvidence run, double event, PeakDetector detector) {
        double start = memorised(run);
        return switch (sight) {
            case ONLINE -> run.peaksBefore(observable, event, detector).stream().filter(peak -> peak.step() > start);
            case TRANSITION ->
                run.peaksBefore(observable, Double.POSITIVE_INFINITY, detector).stream()
                        .filter(peak -> peak.step() > start
                                && peak.step() >= LogTime.toStep(LogTime.ofStep(event) - BEFORE)
                                && peak.step() <= end(event));
        };
    }

    /// Whether the run has a peak in place, at a loss floor or not.
    public boolean hasAnyPeak(RunEvidence run, double event) {
        return inPlace(run, event, rule.detector()).findAny().isPresent();
    }

    /// Whether the run has peaks in place, all of them at a loss floor.
    boolean hasOnlyFloorPeaks(RunEvidence run, double event) {
        return !hasPeak(run, event) && hasAnyPeak(run, event);
    }

    /// Whether a run without a peak lacks it by a margin that the detector cannot resolve: with nine tenths of the
    /// prominence and two standard errors less there is one, or its place is two standard errors from the event.
    boolean isUnclear(RunEvidence run, double event) {
        PeakDetector lenient = rule.detector()
                .withRelativeProminence(NEARLY * rule.detector().relativeProminence())
                .withNoiseMultiple(rule.detector().noiseMultiple() - MARGIN);
        if (!peaks(run, event, lenient).isEmpty()) {
            return true;
        }
        double start = memorised(run);
        return run.peaksBefore(observable, Double.POSITIVE_INFINITY, rule.detector()).stream()
                .filter(peak -> peak.step() > start && !run.isAtLossFloor(peak.step()))
                .anyMatch(peak -> Math.abs(peak.time() - LogTime.ofStep(event)) <= MARGIN * peak.timeError());
    }

    public Optional<Peak> highest(RunEvidence run, double event) {
        return peaks(run, event).stream().max(Comparator.comparingDouble(Peak::height));
    }

    /// The highest peak in place, at a loss floor or not.
    public Optional<Peak> highestOfAll(RunEvidence run, double event) {
        return inPlace(run, event, rule.detector()).max(Comparator.comparingDouble(Peak::height));
    }

    /// Decades of log time from the highest, or the last, peak to the event; empty without event or peak.
    public OptionalDouble lead(RunEvidence run, boolean highest) {
        OptionalDouble event = event(run);
        if (event.isEmpty()) {
            return OptionalDouble.empty();
        }
        Comparator<Peak> order = Comparator.comparingDouble(highest ? Peak::height : Peak::step);
        return peaks(run, event.getAsDouble()).stream()
                .max(order)
                .map(peak -> OptionalDouble.of(LogTime.ofStep(event.getAsDouble()) - LogTime.ofStep(peak.step())))
                .orElse(OptionalDouble.empty());
    }

    /// Step at which the part that is looked at ends.
    private double end(double event) {
        return switch (sight) {
            case ONLINE -> event;
            case TRANSITION -> LogTime.toStep(LogTime.ofStep(event) + AFTER);
        };
    }

    private static double memorised(RunEvidence run) {
        return run.memorisedAt().orElse(Double.POSITIVE_INFINITY);
    }
}
