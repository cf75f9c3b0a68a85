package calorimeter.lab.reproduction;

import calorimeter.engine.model.Mask;
import calorimeter.engine.model.TransformerSettings;
import calorimeter.lab.claim.Evidence.Residual;
import calorimeter.lab.experiment.TrainJson;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.DoubleTensor;
import calorimeter.lab.store.RunRecord;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.SpecificHeatIdentities;
import calorimeter.physics.information.FreeEnergyFunctional;
import calorimeter.physics.information.FreeEnergyMinimisers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Identities of the canonical ensemble tried on attention rows that a run recorded: occupation and energies of
/// its probe at the last logged step, as its checkpoint holds them for the first-law ledger.
final class CapturedRows {

    static final String CERTIFICATE = "rows.certificate";
    static final String RECORDED = "rows.recorded-is-minimum";
    static final String MINIMISER = "rows.minimiser";
    static final String SPECIFIC_HEAT = "rows.specific-heat";

    private static final String PROBABILITIES = "ledger/probabilities";

    /// Of each run.
    static final int MOST_ROWS = 64;

    /// By identity: rounding, and more of it where five forms of β² Var(E) are compared.
    static final Map<String, Double> BOUNDS =
            Map.of(CERTIFICATE, 1e-10, RECORDED, 1e-10, MINIMISER, 1e-10, SPECIFIC_HEAT, 1e-9);

    /// Each halves the distance from equilibrium.
    private static final int DESCENT_STEPS = 100;

    private final double[] probabilities;
    private final double[] energies;
    private final List<int[]> rows = new ArrayList<>();
    private final double beta;

    /// Whether a run kept a ledger, and so its rows.
    static boolean isIn(Checkpoint checkpoint) {
        return checkpoint.tensors().stream().anyMatch(tensor -> tensor.name().equals(PROBABILITIES));
    }

    /// @throws IllegalArgumentException when the checkpoint has no rows, see [#isIn]
    CapturedRows(RunRecord run, Checkpoint checkpoint) {
        TransformerSettings model =
                TrainJson.parameters(run.configurationJson()).training().model();
        probabilities = values(checkpoint, PROBABILITIES);
        energies = values(checkpoint, "ledger/energies");
        beta = 1 / Math.sqrt(model.headSize());
        List<int[]> all = new ArrayList<>();
        int from = 0;
        // The order of AttentionProbe: layer, example, query, head.
        for (int query = 0; from < probabilities.length; query = (query + 1) % model.sequence()) {
            int keys = model.mask() == Mask.CAUSAL ? query + 1 : model.sequence();
            for (int head = 0; head < model.heads(); head++) {
                if (keys > 1) {
                    all.add(new int[] {from, from + keys});
                }
                from += keys;
            }
        }
        int stride = Math.ceilDiv(all.size(), MOST_ROWS);
        for (int row = 0; row < all.size(); row += stride) {
            rows.add(all.get(row));
        }
    }

    private static double[] values(Checkpoint checkpoint, String name) {
        if (checkpoint.tensor(name) instanceof DoubleTensor data) {
            return data.values();
        }
        throw new IllegalArgumentException(name + " is not float64");
    }

    /// Empty when no row has more than one key: an identity tried on nothing would hold.
    List<Residual> residuals(String run) {
        if (rows.isEmpty()) {
            return List.of();
        }
        RandomGenerator random = new SplittableRandom(17);
        double certificate = 0;
        double recorded = 0;
        double minimiser = 0;
        double specificHeat = 0;
        for (int[] row : rows) {
            double[] p = Arrays.copyOfRange(probabilities, row[0], row[1]);
            EnergySpectrum spectrum = EnergySpectrum.of(Arrays.copyOfRange(energies, row[0], row[1]));
            FreeEnergyFunctional functional = new FreeEnergyFunctional(spectrum, 1 / beta);
            double scale = functional.temperature() + Math.abs(functional.minimum());
            double[] other = interior(random, p.length);
            double excess = functional.value(other) - functional.minimum();
            certificate = Math.max(certificate, Math.abs(excess - functional.certificate(other)) / scale);
            certificate = Math.max(certificate, Math.max(0, -excess) / scale);
            recorded = Math.max(recorded, Math.abs(functional.value(p) - functional.minimum()) / scale);
            double[] found = FreeEnergyMinimisers.mirrorDescent(functional, other, beta / 2, 0, DESCENT_STEPS)
                    .distribution();
            for (int j = 0; j < p.length; j++) {
                minimiser = Math.max(minimiser, Math.abs(found[j] - p[j]));
            }
            specificHeat = Math.max(
                    specificHeat, SpecificHeatIdentities.of(beta, spectrum).largestRelativeSpread());
        }
        return List.of(
                residual(CERTIFICATE, run, certificate),
                residual(RECORDED, run, recorded),
                residual(MINIMISER, run, minimiser),
                residual(SPECIFIC_HEAT, run, specificHeat));
    }

    private Residual residual(String check, String run, double value) {
        return new Residual(check, run, value, Objects.requireNonNull(BOUNDS.get(check)), rows.size());
    }

    private static double[] interior(RandomGenerator random, int n) {
        double[] p = new double[n];
        double sum = 0;
        for (int j = 0; j < n; j++) {
            p[j] = 0.05 + random.nextDouble();
            sum += p[j];
        }
        for (int j = 0; j < n; j++) {
            p[j] /= sum;
        }
        return p;
    }
}
