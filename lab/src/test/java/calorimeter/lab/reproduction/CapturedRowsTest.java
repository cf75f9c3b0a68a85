package calorimeter.lab.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.experiment.TrainJson;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.DoubleTensor;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Checkpoints that have no rows to try anything on.
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

    @Test
    void aCheckpointWithoutALedgerSaysSo() {
        assertThat(CapturedRows.isIn(new Checkpoint(1, List.of(), Map.of()))).isFalse();
    }

    @Test
    void noRowsGiveNoResiduals() {
        DoubleTensor probabilities = new DoubleTensor("ledger/probabilities", new int[] {0}, new double[0]);
        DoubleTensor energies = new DoubleTensor("ledger/energies", new int[] {0}, new double[0]);
        Checkpoint checkpoint = new Checkpoint(1, List.of(probabilities, energies), Map.of());
        assertThat(CapturedRows.isIn(checkpoint)).isTrue();
        assertThat(new CapturedRows(run(), checkpoint).residuals("run")).isEmpty();
    }
}
