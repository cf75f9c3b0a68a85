// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.training.Trainer;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.symmetry.LossCheck;
import calorimeter.lab.symmetry.ModelSymmetries;
import calorimeter.lab.symmetry.SymmetryGroup;
import calorimeter.physics.noether.symmetry.Block;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import calorimeter.physics.noether.symmetry.Tensors;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fast sums against the plain products of [Symmetry].
class SummationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nanda biases=all",
                "nanda width=68 heads=1",
                "pandey activation=relu",
                "verma layers=2 tied=true",
                "nanda model=mlp layers=2 mlp-width=13",
                "nanda model=mlp norm=batch-norm mlp-width=13 width=7"
            })
    void sumsAreThePlainProducts(String model) {
        TrainParameters run = FollowedTraining.parameters(model);
        try (Workers workers = new Workers(1)) {
            Trainer trainer = new Trainer(run.training(), Kernels.vector(), workers);
            float[] q = random(trainer, 1);
            float[] b = random(trainer, 2);
            float[] g = random(trainer, 3);
            for (SymmetryGroup group : ModelSymmetries.of(run.training())) {
                int laws = group.symmetries().stream()
                        .mapToInt(SummationTest::followed)
                        .sum();
                Sums signed = new Sums(laws);
                Sums sizes = new Sums(laws);
                Summation sums = Summation.of(group, trainer.layout());
                sums.sum(q, b, g, signed, sizes);
                int first = 0;
                for (Symmetry symmetry : group.symmetries()) {
                    assertSums(symmetry, signed, first, trainer, q, b, g);
                    first += followed(symmetry);
                }
            }
        }
    }

    private static int followed(Symmetry symmetry) {
        return symmetry.family() == Family.MATRIX_RESCALE ? MatrixSums.laws(symmetry) : symmetry.laws();
    }

    private static void assertSums(
            Symmetry symmetry, Sums sums, int first, Trainer trainer, float[] q, float[] b, float[] g) {
        Tensors position = LossCheck.tensors(trainer.layout(), q);
        Tensors buffer = LossCheck.tensors(trainer.layout(), b);
        Tensors gradient = LossCheck.tensors(trainer.layout(), g);
        double[] charge = symmetry.charge(position);
        double[] momentum = symmetry.momentum(position, buffer);
        double[] kinetic = symmetry.kineticBreaking(buffer);
        double[] violation = symmetry.violation(position, gradient);
        int law = first;
        int columns = symmetry.blocks().getFirst().columns();
        int followed = followed(symmetry);
        for (int distance = 0, i = 0; law < first + followed; law++) {
            boolean matrix = symmetry.family() == Family.MATRIX_RESCALE;
            int plain = matrix ? symmetry.law(i, i + distance) : law - first;
            assertThat(sums.charge[law]).as(symmetry.name()).isCloseTo(charge[plain], within(1e-9));
            assertThat(sums.radial[law]).as(symmetry.name()).isCloseTo(-momentum[plain], within(1e-9));
            assertThat(sums.kinetic[law]).as(symmetry.name()).isCloseTo(kinetic[plain], within(1e-9));
            assertThat(sums.violation[law]).as(symmetry.name()).isCloseTo(violation[plain], within(1e-9));
            i++;
            if (matrix && i + distance == columns) {
                distance++;
                i = 0;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nanda biases=all", "pandey"})
    void angularMomentaAreThePlainOnes(String model) {
        TrainParameters run = FollowedTraining.parameters(model);
        try (Workers workers = new Workers(1)) {
            Trainer trainer = new Trainer(run.training(), Kernels.vector(), workers);
            float[] q = random(trainer, 1);
            float[] b = random(trainer, 2);
            for (SymmetryGroup group : ModelSymmetries.of(run.training())) {
                if (group.family() == Family.MATRIX_RESCALE) {
                    int laws = group.symmetries().stream()
                            .mapToInt(SummationTest::followed)
                            .sum();
                    Summation sums = Summation.of(group, trainer.layout());
                    sums.sum(q, b, q, new Sums(laws), new Sums(laws));
                    assertThat(sums.angularMomentum())
                            .as(group.name())
                            .isCloseTo(angularMomentum(group, trainer, q, b), within(1e-9))
                            .isPositive();
                }
            }
        }
    }

    private static double angularMomentum(SymmetryGroup group, Trainer trainer, float[] q, float[] b) {
        Tensors position = LossCheck.tensors(trainer.layout(), q);
        Tensors buffer = LossCheck.tensors(trainer.layout(), b);
        double largest = 0;
        for (Symmetry symmetry : group.symmetries()) {
            Symmetry rotation = Symmetries.rotation(symmetry);
            Symmetry length = Symmetries.scale("length", rotation.blocks().toArray(Block[]::new));
            double scale = Math.sqrt(length.charge(position)[0] * length.charge(buffer)[0]);
            for (double entry : rotation.momentum(position, buffer)) {
                largest = Math.max(largest, Math.abs(entry) / scale);
            }
        }
        return largest;
    }

    /// Numbers everywhere, in the padding too, where nobody should look.
    private static float[] random(Trainer trainer, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[trainer.parameters().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
