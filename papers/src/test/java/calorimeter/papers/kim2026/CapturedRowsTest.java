// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.TensorData;
import calorimeter.papers.campaign.RunSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which rows are tried, and checkpoints that have none.
class CapturedRowsTest {

    private static RunRecord run() {
        String configuration = TrainJson.configuration(RunSettings.of("nanda").parameters());
        return new RunRecord(
                1,
                "run",
                "train",
                "nanda",
                0,
                "0".repeat(64),
                1,
                configuration,
                Provenance.ofThisProcess("test", null, "scalar", 1),
                RunStatus.COMPLETED,
                1,
                1,
                null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nanda", "pandey", "verma", "bi"})
    void everyHeadAndQueryIsAmongTheRowsTried(String preset) {
        TransformerSettings model =
                RunSettings.of(preset).parameters().training().transformer();
        boolean causal = model.mask() == Mask.CAUSAL;
        int sequence = model.sequence();
        List<TrainedRun.Row> sample = CapturedRows.sample(TrainedRun.rows(model, 512));
        assertThat(sample).hasSize(CapturedRows.MOST_ROWS).doesNotHaveDuplicates();
        assertThat(sample).extracting(TrainedRun.Row::head).contains(heads(model));
        for (int query = causal ? 1 : 0; query < sequence; query++) {
            assertThat(sample).extracting(TrainedRun.Row::query).contains(query);
        }
    }

    private static Integer[] heads(TransformerSettings model) {
        return IntStream.range(0, model.heads()).boxed().toArray(Integer[]::new);
    }

    @Test
    void aCheckpointWithoutALedgerSaysSo() {
        TrainedRun run = new TrainedRun(run(), new Checkpoint(1, List.of(), Map.of()));
        assertThat(run.hasRows()).isFalse();
        assertThatThrownBy(() -> new CapturedRows(run))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("the checkpoint of step 1 of run run has no attention rows");
    }

    @Test
    void noRowsGiveNoResiduals() {
        TensorData probabilities = TensorData.of("ledger/probabilities", new int[] {0}, new double[0]);
        TensorData energies = TensorData.of("ledger/energies", new int[] {0}, new double[0]);
        Checkpoint checkpoint = new Checkpoint(1, List.of(probabilities, energies), Map.of());
        TrainedRun run = new TrainedRun(run(), checkpoint);
        assertThat(run.hasRows()).isTrue();
        assertThat(new CapturedRows(run).residuals("run")).isEmpty();
    }
}
