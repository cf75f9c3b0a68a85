// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Evidence.Excluded;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the store knows of planned runs. Nothing is run, so a judgement can be made at any time, also after a kill;
/// finished runs are read once, when somebody asks for their evidence.
final class StoreOutlook implements Outlook {

    private final RunStore store;
    private final Reproduction reproduction;
    private final Map<String, RunEvidence> read = new HashMap<>();

    StoreOutlook(RunStore store, Reproduction reproduction) {
        this.store = store;
        this.reproduction = reproduction;
    }

    static String identity(Item item) {
        return TrainJson.identity(item.parameters());
    }

    /// The attempt that counts, as a sweep takes it.
    Optional<RunRecord> attempt(Item item) {
        return SweepRun.counting(store.attempts(identity(item)));
    }

    /// By the run's status alone: nothing else of it is read.
    @Override
    public boolean isPending(Item item) {
        return attempt(item)
                .filter(run -> run.status() == RunStatus.COMPLETED || run.status() == RunStatus.DIVERGED)
                .isEmpty();
    }

    @Override
    public Optional<RunEvidence> finished(Item item) {
        return attempt(item)
                .filter(run -> run.status() == RunStatus.COMPLETED)
                .map(run -> read.computeIfAbsent(run.name() + item.arm().name(), key -> evidence(item, run)));
    }

    /// All that the claims are judged by.
    Evidence evidence(CampaignPlan plan) {
        List<RunEvidence> runs = new ArrayList<>();
        List<Excluded> excluded = new ArrayList<>();
        Map<Item, RunRecord> finished = new LinkedHashMap<>();
        for (Item item : plan.items()) {
            RunRecord run = attempt(item).orElse(null);
            if (run == null || !item.isEvidence()) {
                continue;
            }
            finished(item).ifPresent(evidence -> {
                runs.add(evidence);
                finished.put(item, run);
            });
            if (run.status() == RunStatus.DIVERGED) {
                excluded.add(new Excluded(
                        run.name(),
                        item.arm(),
                        "diverged at step " + run.step(),
                        item.parameters().values()));
            }
        }
        return new Evidence(runs, reproduction.residuals(store, finished), excluded, plan.planned());
    }

    private RunEvidence evidence(Item item, RunRecord run) {
        RunSeries rows = store.series(run);
        Map<String, SampledSeries> series = new LinkedHashMap<>();
        Stream.concat(Stream.of(RunEvidence.TRAIN_ACCURACY, RunEvidence.TEST_ACCURACY), reproduction.columns().stream())
                .filter(rows::hasColumn)
                .forEach(column -> present(rows, column).ifPresent(values -> series.put(column, values)));
        return new RunEvidence(
                run.name(),
                item.arm(),
                item.modulus(),
                item.seed(),
                item.parameters().training().model() instanceof TransformerSettings model ? model.headSize() : 0,
                series,
                numbers(item, run),
                reproduction.rule());
    }

    private Map<String, Double> numbers(Item item, RunRecord run) {
        Map<String, Double> numbers = new LinkedHashMap<>(reproduction.measured(store, run));
        item.operation().ifPresent(task -> numbers.put(RunEvidence.TRAIN_FRACTION, task.trainFraction()));
        if (item.parameters().training().model() instanceof TransformerSettings model) {
            numbers.put(RunEvidence.KEYS, (double) model.sequence());
        }
        numbers.put(
                RunEvidence.WEIGHT_DECAY,
                item.parameters().training().optimizer().weightDecay());
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
