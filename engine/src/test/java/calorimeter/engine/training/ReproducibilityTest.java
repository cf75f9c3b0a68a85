// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The same settings give the same bits whatever the number of threads and whichever the kernel. Register
/// widths are [VectorWidthTest]'s.
class ReproducibilityTest {

    private static final int STEPS = 30;

    @ParameterizedTest
    @EnumSource(SmallPreset.class)
    void threadsChangeNoBit(SmallPreset preset) {
        requireTheSameBits(preset.settings(), 3, 8);
    }

    @ParameterizedTest
    @EnumSource(SmallIntervention.class)
    void threadsChangeNoBitOfAnIntervention(SmallIntervention intervention) {
        requireTheSameBits(intervention.settings(), 2, 4);
    }

    @ParameterizedTest
    @MethodSource("calorimeter.engine.training.SmallImageNetwork#all")
    void threadsAndKernelChangeNoBitOfANetworkOnImages(SmallImageNetwork network) {
        SmallImageNetwork.Result expected = network.run(STEPS / 3, Kernels.vector(), 1);
        for (int threads : new int[] {2, 4}) {
            assertThat(network.run(STEPS / 3, Kernels.vector(), threads))
                    .as("%d threads", threads)
                    .isEqualTo(expected);
        }
        assertThat(network.run(STEPS / 3, Kernels.scalar(), 1)).isEqualTo(expected);
    }

    private static void requireTheSameBits(TrainingSettings settings, int... threadCounts) {
        String expected = Steps.digestAfter(STEPS, settings, Kernels.vector(), 1);
        for (int threads : threadCounts) {
            assertThat(Steps.digestAfter(STEPS, settings, Kernels.vector(), threads))
                    .as("%d threads", threads)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(SmallIntervention.class)
    void scalarAndVectorKernelGiveTheSameBitsOfAnIntervention(SmallIntervention intervention) {
        assertThat(Steps.digestAfter(STEPS, intervention.settings(), Kernels.scalar(), 1))
                .isEqualTo(Steps.digestAfter(STEPS, intervention.settings(), Kernels.vector(), 1));
    }

    @ParameterizedTest
    @EnumSource(SmallPreset.class)
    void scalarAndVectorKernelGiveTheSameBits(SmallPreset preset) {
        assertThat(Steps.digestAfter(STEPS, preset.settings(), Kernels.scalar(), 1))
                .isEqualTo(Steps.digestAfter(STEPS, preset.settings(), Kernels.vector(), 1));
    }

    /// Otherwise no test here would share among threads what a folded step does once.
    @ParameterizedTest
    @EnumSource(
            value = SmallPreset.class,
            names = {"NANDA", "TIED"})
    void presetsWithoutNormalisationAreFolded(SmallPreset preset) {
        try (Workers workers = new Workers(1)) {
            Trainer trainer = new Trainer(preset.settings(), Kernels.vector(), workers);
            assertThat(trainer.model().explanation().getLast()).contains("once a step");
        }
    }

    /// Otherwise the digest would say nothing.
    @Test
    void digestsOfDifferentRunsDiffer() {
        HashSet<String> digests = new HashSet<>();
        for (SmallPreset preset : SmallPreset.values()) {
            TrainingSettings settings = preset.settings();
            digests.add(Steps.digestAfter(2, settings, Kernels.vector(), 1));
            digests.add(Steps.digestAfter(3, settings, Kernels.vector(), 1));
            digests.add(Steps.digestAfter(3, reseeded(settings), Kernels.vector(), 1));
        }
        for (SmallIntervention intervention : SmallIntervention.values()) {
            digests.add(Steps.digestAfter(3, intervention.settings(), Kernels.vector(), 1));
        }
        assertThat(digests).hasSize(3 * SmallPreset.values().length + SmallIntervention.values().length);
    }

    private static TrainingSettings reseeded(TrainingSettings settings) {
        return PlainSettings.of(
                settings.task(),
                settings.model(),
                settings.optimizer(),
                settings.batchSize(),
                settings.gradientClip(),
                settings.seed() + 1);
    }
}
