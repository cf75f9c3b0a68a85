// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.observable.Instrument;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.run.Outcome;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.report.page.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportedRunTest {

    @TempDir
    Path home;

    /// Reads the flags of a command as `train` does: over the preset, the same place for all.
    private static TrainParameters parsed(String command) {
        String[] words = command.split(" ");
        assertThat(words).startsWith("./calorimeter", "train", "--preset");
        SettingValues values = new SettingValues();
        values.putAll(Presets.find(words[3]).settings(), "preset " + words[3]);
        for (int i = 4; i < words.length; i += 2) {
            assertThat(words[i]).startsWith("--");
            values.put(words[i].substring(2), words[i + 1], words[i]);
        }
        return TrainParameters.of(words[3], values);
    }

    @Test
    void aPresetAsItIsNeedsNoFlags() {
        assertThat(TinyRuns.parameters(Presets.NANDA, "p=113").command("./calorimeter"))
                .isEqualTo("./calorimeter train --preset nanda");
    }

    @Test
    void whatDiffersFromThePresetIsAFlag() {
        TrainParameters parameters = TinyRuns.parameters(Presets.BI, "seed=3", "weight-decay=0.50");

        assertThat(parameters.command("./calorimeter"))
                .isEqualTo("./calorimeter train --preset bi --weight-decay 0.5 --seed 3");
    }

    @ParameterizedTest
    @EnumSource
    void theCommandMakesTheSameRun(Presets preset) {
        List<TrainParameters> runs = List.of(
                TinyRuns.parameters(preset),
                TinyRuns.tiny(preset, "operation=subtract", "seed=-4", "train-fraction=0.123456789"),
                TinyRuns.tiny(preset, "optimizer=sgd", "momentum=0.9", "dampening=0.5", "learning-rate=3"),
                TinyRuns.tiny(preset, "optimizer=adam", "beta1=0.5", "beta2=0.98", "stop=budget", "tied=true"));
        for (TrainParameters run : runs) {
            TrainParameters again = parsed(run.command("./calorimeter"));

            assertThat(again).isEqualTo(run);
            assertThat(TrainJson.configuration(again)).isEqualTo(TrainJson.configuration(run));
        }
    }

    @Test
    void aFinishedRun() throws Exception {
        try (RunStore store = RunStore.open(home)) {
            RunRecord run = store.find(
                    TinyRuns.start(store, TinyRuns.generalising("sustain=20")).run());
            RunSeries series = store.series(run);
            ReportedRun data = ReportedRun.of(store, run, run.name(), "./calorimeter");

            assertThat(data.name()).isEqualTo(run.name());
            assertThat(data.rows().steps()).isEqualTo(series.steps());
            assertThat(data.parameters().values())
                    .isEqualTo(TinyRuns.generalising("sustain=20").values());
            assertThat(data.provenance()).containsKeys("program", "Java", "kernel", "processor");
            assertThat(data.peaks()).containsOnlyKeys("C", "V");
            assertThat(data.milestones())
                    .filteredOn(event -> event.name().equals(Milestone.GENERALISATION))
                    .hasSize(4)
                    .last()
                    .satisfies(event ->
                            assertThat(event.step().orElseThrow()).isPositive().isLessThanOrEqualTo(run.step() - 20));
            assertThat(data.finalValues().get(Quantities.of("test.accuracy"))).isEqualTo(1);
            assertThat(data.series()).contains(Quantities.of("attention.V"));
            assertThat(data.headSeries()).hasSize(14);
            assertThat(data.layers()).isEqualTo(1);
            assertThat(data.heads()).isEqualTo(2);
            Path page = home.resolve("report.html");
            RunReport.write(page, List.of(data));
            assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains(run.name());
        }
    }

    /// As docs/extending.md promises it, name and unit as somebody chose them.
    @Test
    void partsOfTheNormAndObservablesOfOthersAreShown() {
        try (RunStore store = RunStore.open(home);
                Workers workers = new Workers(1)) {
            Quantity own = new Quantity("my own.thing", "Θ", "the step, twice");
            Outcome outcome = TinyRuns.runner(store, Integer.MAX_VALUE)
                    .start(
                            new TrainExperiment(
                                    Kernels.vector(),
                                    workers,
                                    settings -> List.of(Instrument.of(own, moment -> 2.0 * moment.step()))),
                            TinyRuns.tiny(Presets.NANDA));
            RunRecord run = store.find(outcome.run());
            ReportedRun data = ReportedRun.of(store, run, run.name(), "./calorimeter");

            assertThat(data.series())
                    .extracting(Quantity::name)
                    .contains("weights.norm.embedding", "weights.norm.layer0.attention", "weights.norm.unembedding");
            assertThat(data.series()).contains(own);
            assertThat(data.rows().column("my own.thing")).startsWith(0, 20, 40);
            assertThat(RunReport.render(List.of(data))).contains("Further observables", "the step, twice");
        }
    }

    @Test
    void aRunThatWasStopped() {
        try (RunStore store = RunStore.open(home)) {
            TrainParameters parameters = TinyRuns.tiny(Presets.PANDEY, "log-every=1");
            RunRecord run = store.find(TinyRuns.start(store, parameters, 1, 5).run());
            ReportedRun data = ReportedRun.of(store, run, run.name(), "./calorimeter");

            assertThat(data.record().status()).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(data.rows().steps()).containsExactly(0, 1, 2, 3, 4);
            assertThat(data.milestones()).hasSize(5).allSatisfy(event -> {
                assertThat(event.step()).isEmpty();
                assertThat(event.reason()).contains("step");
            });
            assertThat(parsed(data.command())).isEqualTo(parameters);
        }
    }

    @Test
    void aRunThatDivergedAtOnce() {
        try (RunStore store = RunStore.open(home)) {
            TrainParameters parameters = TinyRuns.tiny(Presets.NANDA, "learning-rate=1e20");
            RunRecord run = store.find(TinyRuns.start(store, parameters).run());
            ReportedRun data = ReportedRun.of(store, run, run.name(), "./calorimeter");

            assertThat(data.record().status()).isEqualTo(RunStatus.DIVERGED);
            assertThat(data.rows().steps()).containsExactly(0);
        }
    }

    /// As of a process that was killed before it stored anything.
    @Test
    void aRunWithoutRows() {
        try (RunStore store = RunStore.open(home)) {
            TrainParameters parameters = TinyRuns.tiny(Presets.NANDA);
            RunRecord run = TinyRuns.begun(store, parameters);

            assertThatThrownBy(() -> ReportedRun.of(store, run, run.name(), "./calorimeter"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("run " + run.name() + " has no rows yet, so there is nothing to report");
        }
    }
}
