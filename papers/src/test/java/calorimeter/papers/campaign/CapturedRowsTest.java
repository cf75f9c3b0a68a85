package calorimeter.papers.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.TensorData;
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
        int rowsOfAnExample = causal ? sequence * (sequence + 1) / 2 : sequence * sequence;
        List<CapturedRows.Place> places =
                CapturedRows.places(model.layers() * 512 * model.heads() * rowsOfAnExample, model);
        List<CapturedRows.Place> sample = CapturedRows.sample(places);
        assertThat(sample).hasSize(CapturedRows.MOST_ROWS).doesNotHaveDuplicates();
        assertThat(sample).extracting(CapturedRows.Place::head).contains(heads(model));
        for (int query = causal ? 1 : 0; query < sequence; query++) {
            assertThat(sample).extracting(CapturedRows.Place::query).contains(query);
        }
    }

    private static Integer[] heads(TransformerSettings model) {
        return IntStream.range(0, model.heads()).boxed().toArray(Integer[]::new);
    }

    @Test
    void aCheckpointWithoutALedgerSaysSo() {
        assertThat(CapturedRows.isIn(new Checkpoint(1, List.of(), Map.of()))).isFalse();
    }

    @Test
    void noRowsGiveNoResiduals() {
        TensorData probabilities = TensorData.of("ledger/probabilities", new int[] {0}, new double[0]);
        TensorData energies = TensorData.of("ledger/energies", new int[] {0}, new double[0]);
        Checkpoint checkpoint = new Checkpoint(1, List.of(probabilities, energies), Map.of());
        assertThat(CapturedRows.isIn(checkpoint)).isTrue();
        assertThat(new CapturedRows(run(), checkpoint).residuals("run")).isEmpty();
    }
}
