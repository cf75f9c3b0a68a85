package calorimeter.papers.claim;

import calorimeter.statistics.peaks.Onset;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.series.SampledSeries;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// One finished run as claims see it: who it is, its series, its events and its peaks.
///
/// Two runs of different arms with the same modulus and seed are a pair.
public final class RunEvidence {

    /// Columns of the store that claims read.
    public static final String SPECIFIC_HEAT = "attention.C";

    public static final String LANDSCAPE = "attention.V";
    public static final String TRAIN_ACCURACY = "train.accuracy";
    public static final String TEST_ACCURACY = "test.accuracy";

    /// Settings that are swept; see [#number].
    public static final String WEIGHT_DECAY = "weight-decay";

    public static final String TRAIN_FRACTION = "train-fraction";

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
    private final Map<String, List<Peak>> peaks = new LinkedHashMap<>();
    private final PeakRule rule;

    /// Shares that are costly to compute, by observable; a memory, not state.
    private final Map<String, Double> shifted = new ConcurrentHashMap<>();

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
        for (String observable : List.of(SPECIFIC_HEAT, LANDSCAPE)) {
            if (series.containsKey(observable)) {
                peaks.put(observable, rule.detector().find(series(observable)));
            }
        }
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

    /// At the level that decides.
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

    /// Peaks of C or V by rising step; empty when the column was not recorded.
    public List<Peak> peaks(String observable) {
        return peaks.getOrDefault(observable, List.of());
    }

    /// Share of circular shifts on log time, by 1/(shifts + 1), 2/(shifts + 1), … of the record from the window's
    /// beginning on, that have a peak in the window before generalisation.
    ///
    /// @throws java.util.NoSuchElementException when the run did not generalise
    public double shiftedShare(String observable, PeakWindow window, int shifts) {
        double event = generalised();
        return shifted.computeIfAbsent(observable + "/" + window + "/" + shifts, key -> {
            SampledSeries part = window.part(this, series(observable)).orElse(null);
            int with = 0;
            for (int k = 1; part != null && k <= shifts; k++) {
                List<Peak> found = rule.detector().find(ShiftedSeries.of(part, k / (shifts + 1.0)));
                with += found.stream().anyMatch(peak -> peak.step() < event) ? 1 : 0;
            }
            return with / (double) shifts;
        });
    }

    /// Whether the part of the record that [#shiftedShare] turns has a peak before generalisation as it is.
    ///
    /// @throws java.util.NoSuchElementException when the run did not generalise
    public boolean unshiftedPeak(String observable, PeakWindow window) {
        double event = generalised();
        return window.part(this, series(observable)).stream()
                .flatMap(part -> rule.detector().find(part).stream())
                .anyMatch(peak -> peak.step() < event);
    }

    /// The highest peak of the whole record.
    public Optional<Peak> highest(String observable) {
        return peaks(observable).stream().max(Comparator.comparingDouble(Peak::height));
    }
}
