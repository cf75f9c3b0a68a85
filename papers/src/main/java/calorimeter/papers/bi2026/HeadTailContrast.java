// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.bi2026;

import calorimeter.engine.random.Seed;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.statistics.classical.CovarianceSpectrum;
import calorimeter.statistics.estimate.Answer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/// The head–tail contrast m of the penultimate representations of test examples, on the weights of a run's
/// newest checkpoint (Bi et al., arXiv:2603.24746).
///
/// The probe is the test set, or 2 048 of its examples drawn by a stream of the run's seed: enough for the
/// covariance of a width of 128.
final class HeadTailContrast {

    /// The name under which claims find it.
    static final String NAME = "head-tail-contrast";

    private static final int MOST_EXAMPLES = 2048;

    private HeadTailContrast() {}

    /// Empty when the run does not determine it.
    static OptionalDouble of(RunStore store, RunRecord run) {
        Optional<Checkpoint> newest = store.checkpoints(run).latest();
        if (newest.isEmpty()) {
            return OptionalDouble.empty();
        }
        return of(new TrainedRun(run, newest.get()));
    }

    private static OptionalDouble of(TrainedRun run) {
        int[] probe = run.dataset().test();
        if (probe.length > MOST_EXAMPLES) {
            Seed.of(run.run().seed()).child("spectral-probe").stream().shuffle(probe);
            probe = Arrays.copyOf(probe, MOST_EXAMPLES);
        }
        float[] representations = run.model().representations(probe);
        CovarianceSpectrum spectrum =
                CovarianceSpectrum.of(representations, run.settings().width());
        return spectrum.headTailContrast() instanceof Answer.Given<Double>(Double contrast)
                ? OptionalDouble.of(contrast)
                : OptionalDouble.empty();
    }
}
