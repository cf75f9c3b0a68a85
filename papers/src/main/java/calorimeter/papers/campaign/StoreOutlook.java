package calorimeter.papers.campaign;

import calorimeter.lab.run.TrainJson;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.series.SampledSeries;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the store knows of planned runs. Finished runs are read once, when somebody asks for their evidence.
final class StoreOutlook implements Outlook {

    static final String EXPERIMENT = "train";

    /// What claims and figures read.
    private static final List<String> COLUMNS = List.of(
            RunEvidence.TRAIN_ACCURACY,
            RunEvidence.TEST_ACCURACY,
            "train.loss",
            RunEvidence.SPECIFIC_HEAT,
            RunEvidence.LANDSCAPE,
            "attention.S",
            "attention.similarity",
            "attention.entropy-spread",
            "weights.norm",
            "weights.norm.layer0.attention",
            "gradient.norm",
            "embedding.fourier",
            PandeyReproduction.MEAN_DECAY,
            "ledger.work",
            "ledger.heat",
            "ledger.closure",
            "ledger.entropy-production");

    private final RunStore store;
    private final PeakRule rule;
    private final List<FinalMeasurement> measurements;
    private final Map<String, RunEvidence> read = new HashMap<>();

    /// @param measurements taken once of every finished run
    StoreOutlook(RunStore store, PeakRule rule, List<FinalMeasurement> measurements) {
        this.store = store;
        this.rule = rule;
        this.measurements = List.copyOf(measurements);
    }

    static String identity(Item item) {
        return TrainJson.identity(item.parameters());
    }

    /// The attempt that counts, as a sweep takes it.
    Optional<RunRecord> attempt(Item item) {
        return SweepRun.counting(store.attempts(identity(item)));
    }

    /// Whether the run has not ended, by its status alone: nothing else of it is read.
    boolean isPending(Item item) {
        return attempt(item)
                .filter(run -> run.status() == RunStatus.COMPLETED || run.status() == RunStatus.DIVERGED)
                .isEmpty();
    }

    @Override
    public Fate of(Item item) {
        RunRecord run = attempt(item).orElse(null);
        if (run == null) {
            return PENDING;
        }
        return switch (run.status()) {
            case COMPLETED ->
                new Fate.Finished(read.computeIfAbsent(run.name() + item.arm(), key -> evidence(item, run)));
            case DIVERGED -> new Fate.Broken(run.name(), "diverged at step " + run.step());
            case RUNNING, INTERRUPTED, FAILED -> PENDING;
        };
    }

    private RunEvidence evidence(Item item, RunRecord run) {
        RunSeries rows = store.series(run);
        Map<String, SampledSeries> series = new LinkedHashMap<>();
        for (String column : COLUMNS) {
            if (rows.hasColumn(column)) {
                present(rows, column).ifPresent(values -> series.put(column, values));
            }
        }
        return new RunEvidence(
                run.name(),
                item.arm(),
                item.modulus(),
                item.seed(),
                item.parameters().training().transformer().headSize(),
                series,
                numbers(item, run),
                rule);
    }

    private Map<String, Double> numbers(Item item, RunRecord run) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put(
                RunEvidence.TRAIN_FRACTION, item.parameters().training().task().trainFraction());
        numbers.put(
                RunEvidence.WEIGHT_DECAY,
                item.parameters().training().optimizer().weightDecay());
        for (FinalMeasurement measurement : measurements) {
            measurement.of(store, run).ifPresent(value -> numbers.put(measurement.name(), value));
        }
        return numbers;
    }

    /// Without missing values; empty when all are.
    private static Optional<SampledSeries> present(RunSeries rows, String column) {
        double[] values = rows.column(column);
        double[] steps = new double[values.length];
        int kept = 0;
        for (int row = 0; row < values.length; row++) {
            if (Double.isFinite(values[row])) {
                steps[kept] = rows.step(row);
                values[kept++] = values[row];
            }
        }
        return kept == 0
                ? Optional.empty()
                : Optional.of(SampledSeries.of(Arrays.copyOf(steps, kept), Arrays.copyOf(values, kept)));
    }
}
