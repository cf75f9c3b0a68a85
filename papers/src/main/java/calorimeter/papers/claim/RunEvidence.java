// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.peaks.Onset;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.series.SampledSeries;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// One finished run as claims see it: who it is, its series, its events and its peaks.
///
/// Two runs of different arms with the same modulus and seed are a pair.
public final class RunEvidence {

    /// Columns of the store that claims read.
    public static final String SPECIFIC_HEAT = "attention.C";

    public static final String READ_SPECIFIC_HEAT = "attention.C.read";
    public static final String LANDSCAPE = "attention.V";
    public static final String TRAIN_ACCURACY = "train.accuracy";
    public static final String TEST_ACCURACY = "test.accuracy";
    public static final String TRAIN_LOSS = "train.loss";

    /// Settings that are swept; see [#number].
    public static final String WEIGHT_DECAY = "weight-decay";

    public static final String TRAIN_FRACTION = "train-fraction";

    /// Keys that the last query of a transformer sees; see [#number].
    public static final String KEYS = "keys";

    /// Test accuracies reported besides the one that decides.
    public static final List<Double> LEVELS = List.of(0.5, 0.9, 0.95, 0.99);

    private final String run;
    private final Arm arm;
    private final int modulus;
    private final long seed;
    private final int headSize;
    private final Map<String, SampledSeries> series;
    private final Map<String, Double> numbers;
    private final Onset memorisation;
    private final Map<Double, Onset> generalisation = new LinkedHashMap<>();
    private final List<LossFloor> lossFloors;
    private final PeakRule rule;

    /// Peaks by what was asked; a memory, not state.
    private final Map<Asked, List<Peak>> peaks = new ConcurrentHashMap<>();

    private record Asked(String observable, double end, PeakDetector detector) {}

    /// @param series by column; accuracies on both sides of the split are required
    /// @param numbers settings and measurements that are no series, by name
    public RunEvidence(
            String run,
            Arm arm,
            int modulus,
            long seed,
            int headSize,
            Map<String, SampledSeries> series,
            Map<String, Double> numbers,
            PeakRule rule) {
        this.run = run;
        this.arm = arm;
        this.modulus = modulus;
        this.seed = seed;
        this.headSize = headSize;
        this.series = Collections.unmodifiableMap(new LinkedHashMap<>(series));
        this.numbers = Map.copyOf(numbers);
        this.rule = rule;
        memorisation = rule.memorisation().in(series(TRAIN_ACCURACY));
        for (double level : LEVELS) {
            generalisation.put(level, rule.generalisation(level).in(series(TEST_ACCURACY)));
        }
        generalisation.computeIfAbsent(
                rule.generalised(), level -> rule.generalisation(level).in(series(TEST_ACCURACY)));
        lossFloors = records(TRAIN_LOSS) ? LossFloor.of(series(TRAIN_LOSS)) : List.of();
    }

    /// Name in the store.
    public String run() {
        return run;
    }

    public Arm arm() {
        return arm;
    }

    public int modulus() {
        return modulus;
    }

    /// The moduli of some runs, rising.
    public static NavigableSet<Integer> moduli(Collection<RunEvidence> runs) {
        return new TreeSet<>(runs.stream().map(RunEvidence::modulus).toList());
    }

    public long seed() {
        return seed;
    }

    /// d_k
    public int headSize() {
        return headSize;
    }

    /// A setting or measurement that is no series; empty when the run has none of that name.
    public OptionalDouble number(String name) {
        Double found = numbers.get(name);
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found);
    }

    public boolean records(String column) {
        return series.containsKey(column);
    }

    /// @throws IllegalArgumentException when the run has no such column
    public SampledSeries series(String column) {
        SampledSeries found = series.get(column);
        if (found == null) {
            throw new IllegalArgumentException("the evidence of run " + run + " has no column '" + column + "'");
        }
        return found;
    }

    public Map<String, SampledSeries> allSeries() {
        return series;
    }

    public long lastStep() {
        return (long) series(TEST_ACCURACY).lastPosition();
    }

    public OptionalDouble memorisedAt() {
        return step(memorisation);
    }

    /// When memorisation could be known: the step at which the accuracy had been kept long enough.
    public OptionalDouble memorisationConfirmedAt() {
        return memorisation instanceof Onset.Occurred occurred
                ? OptionalDouble.of(occurred.confirmedAt())
                : OptionalDouble.empty();
    }

    public boolean hasGeneralised() {
        return generalisedAt().isPresent();
    }

    public OptionalDouble generalisedAt() {
        return generalisedAt(rule.generalised());
    }

    /// The step of generalisation of a run that did.
    ///
    /// @throws java.util.NoSuchElementException when it did not
    public double generalised() {
        return generalisedAt().orElseThrow();
    }

    /// At one of [#LEVELS].
    public OptionalDouble generalisedAt(double level) {
        Onset onset = generalisation.get(level);
        if (onset == null) {
            throw new IllegalArgumentException("level is " + level + " but must be one of " + generalisation.keySet());
        }
        return step(onset);
    }

    private static OptionalDouble step(Onset onset) {
        return onset instanceof Onset.Occurred occurred ? OptionalDouble.of(occurred.step()) : OptionalDouble.empty();
    }

    /// Peaks of the whole record by rising step; empty when the column was not recorded.
    public List<Peak> peaks(String observable) {
        return peaksBefore(observable, Double.POSITIVE_INFINITY, rule.detector());
    }

    /// The peaks that a detector finds which is given only the steps before `end`; empty when the column was not
    /// recorded.
    List<Peak> peaksBefore(String observable, double end, PeakDetector detector) {
        return records(observable)
                ? peaks.computeIfAbsent(
                        new Asked(observable, end, detector), asked -> peaksBefore(series(observable), end, detector))
                : List.of();
    }

    private static List<Peak> peaksBefore(SampledSeries series, double end, PeakDetector detector) {
        int size = 0;
        while (size < series.size() && series.position(size) < end) {
            size++;
        }
        return size == 0
                ? List.of()
                : detector.find(SampledSeries.of(
                        Arrays.copyOf(series.positions(), size), Arrays.copyOf(series.values(), size)));
    }

    /// Whether the training loss ended a steep descent about a step, see [LossFloor].
    public boolean isAtLossFloor(double step) {
        return lossFloors.stream().anyMatch(floor -> floor.isAt(step));
    }
}
