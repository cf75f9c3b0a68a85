package calorimeter.papers.campaign;

import calorimeter.engine.data.Dataset;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.random.Seed;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.Transformer;
import calorimeter.engine.transformer.settings.ComputationPlan;
import calorimeter.lab.run.TrainCheckpoint;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.spectrum.CovarianceSpectrum;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/// The head–tail contrast m of the penultimate representations of test examples, on the weights of a run's
/// newest checkpoint (Bi et al., arXiv:2603.24746).
///
/// The probe is the test set, or 2 048 of its examples drawn by a stream of the run's seed: enough for the
/// covariance of a width of 128.
final class HeadTailContrast implements FinalMeasurement {

    private static final int MOST_EXAMPLES = 2048;

    @Override
    public String name() {
        return RunEvidence.HEAD_TAIL_CONTRAST;
    }

    @Override
    public OptionalDouble of(RunStore store, RunRecord run) {
        Optional<Checkpoint> checkpoint = store.checkpoints(run).latest();
        if (checkpoint.isEmpty()) {
            return OptionalDouble.empty();
        }
        TrainingSettings settings =
                TrainJson.parameters(run.configurationJson()).training();
        return of(settings, checkpoint.get());
    }

    static OptionalDouble of(TrainingSettings settings, Checkpoint checkpoint) {
        Seed seed = Seed.of(settings.seed());
        Dataset<TokenSequences> dataset = settings.dataset();
        int[] probe = dataset.test();
        if (probe.length > MOST_EXAMPLES) {
            seed.child("spectral-probe").stream().shuffle(probe);
            probe = Arrays.copyOf(probe, MOST_EXAMPLES);
        }
        try (Workers workers = new Workers(1)) {
            Transformer model = new Transformer(
                    settings.transformer(),
                    dataset.examples(),
                    probe.length,
                    Kernels.active(),
                    workers,
                    ComputationPlan.PLAIN);
            model.load(TrainCheckpoint.parameters(checkpoint, model.layout()));
            float[] representations = model.representations(probe);
            CovarianceSpectrum spectrum = CovarianceSpectrum.of(
                    representations, settings.transformer().width());
            return spectrum.headTailContrast() instanceof Answer.Given<Double>(Double contrast)
                    ? OptionalDouble.of(contrast)
                    : OptionalDouble.empty();
        }
    }
}
