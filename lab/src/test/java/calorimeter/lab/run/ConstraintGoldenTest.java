// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingStep;
import calorimeter.lab.constraint.Constrained;
import calorimeter.lab.observable.Moment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Constrained quantities, their gradients and trajectories under constraints against `make_constraint_goldens.py`:
/// PyTorch in float64.
class ConstraintGoldenTest {

    private static final String FOLDER = "/golden/constraints/";
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    /// The lines that belong to one case.
    record Case(String kind, String name, String constraint, List<String[]> lines) {

        @Override
        public String toString() {
            return name;
        }

        double[] numbers(String field) {
            return lines.stream()
                    .filter(line -> line[0].equals(field))
                    .findFirst()
                    .map(line -> numbers(line, 1))
                    .orElseThrow();
        }

        double[] ofTensor(String field, String tensor) {
            return lines.stream()
                    .filter(line -> line[0].equals(field) && line[1].equals(tensor))
                    .findFirst()
                    .map(line -> numbers(line, 2))
                    .orElseThrow();
        }

        private static double[] numbers(String[] line, int from) {
            return Arrays.stream(line)
                    .skip(from)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }

        TrainParameters parameters(String... flags) {
            List<String> all = new ArrayList<>(List.of(
                    "task=" + resource("table.csv"),
                    "layers=2",
                    "width=20",
                    "heads=2",
                    "mlp-width=28",
                    "constraint=" + constraint));
            all.addAll(List.of(flags));
            return TinyRuns.parameters(Presets.NANDA, all.toArray(String[]::new));
        }
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(ConstraintGoldenTest.class.getResource(FOLDER + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Case> all(String kind) throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream stream = ConstraintGoldenTest.class.getResourceAsStream(FOLDER + "goldens.csv")) {
            for (String line :
                    new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                String[] fields = line.split(",", -1);
                if (fields[0].equals("case") || fields[0].equals("trajectory")) {
                    cases.add(new Case(fields[0], fields[1], fields[2].replace(" with ", ", "), new ArrayList<>()));
                } else if (!line.isEmpty()) {
                    cases.getLast().lines.add(fields);
                }
            }
        }
        return cases.stream().filter(each -> each.kind.equals(kind)).toList();
    }

    static List<Case> cases() throws IOException {
        return all("case");
    }

    static List<Case> trajectories() throws IOException {
        return all("trajectory");
    }

    /// `splitmix64` and `fill` of `make_engine_goldens.py`.
    private static void fill(Trainer trainer) {
        ParameterLayout layout = trainer.layout();
        long start = 0;
        for (Tensor tensor : layout.tensors()) {
            boolean embedding =
                    tensor.name().equals("embedding") || tensor.name().equals("positions");
            double scale = tensor.vector() ? 0.2 : embedding ? 0.5 : Math.sqrt(3.0 / tensor.rows());
            float[] values = new float[tensor.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (scale * (2 * uniform(start + i) - 1));
            }
            layout.insert(tensor, values, trainer.parameters());
            start += values.length;
        }
    }

    private static double uniform(long index) {
        long value = (index + 1) * GOLDEN_GAMMA;
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }

    /// The constraint's own measurements, in the order of its columns.
    private static double[] measured(Constrained constrained, Trainer trainer) {
        return constrained.measure(new Moment(trainer, trainer.model().evaluate(new int[] {0}), new int[] {0}));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreThoseOfPyTorch(Case golden) {
        TrainParameters parameters = golden.parameters("dual-method=penalty", "dual-penalty=5");
        try (Workers workers = new Workers(2)) {
            Trainer trainer = TrainExperiment.trainer(parameters, Kernels.vector(), workers);
            fill(trainer);
            Constrained constrained = parameters.constraints().begin(parameters.training());

            assertThat(trainer.gradient(constrained)).isInstanceOf(TrainingStep.Ready.class);

            double[] measured = measured(constrained, trainer);
            assertThat(measured[0]).isCloseTo(golden.numbers("value")[0], within(1e-5));
            double multiplier = golden.numbers("multiplier")[0];
            assertThat(measured[3]).isCloseTo(multiplier, within(1e-5 * Math.max(1, Math.abs(multiplier))));
            double largest = golden.lines.stream()
                    .filter(line -> line[0].equals("gradient"))
                    .mapToDouble(line -> Double.parseDouble(line[2]))
                    .max()
                    .orElseThrow();
            for (Tensor tensor : trainer.layout().tensors()) {
                assertGradient(golden, tensor, trainer.layout().extract(tensor, trainer.lastGradient()), largest);
            }
        }
    }

    private static void assertGradient(Case golden, Tensor tensor, float[] gradient, double largest) {
        double[] expected = golden.ofTensor("gradient", tensor.name());
        double squares = 0;
        for (float g : gradient) {
            squares += (double) g * g;
        }
        assertThat(Math.sqrt(squares)).as(tensor.name()).isCloseTo(expected[0], within(1e-5 * largest));
        for (int i = 0; i < 16; i++) {
            assertThat((double) gradient[i * gradient.length / 16])
                    .as("%s at %d of 16", tensor.name(), i)
                    .isCloseTo(expected[1 + i], within(1e-5 * largest));
        }
    }

    @ParameterizedTest
    @MethodSource("trajectories")
    void twentyStepsAreThoseOfPyTorch(Case golden) {
        TrainParameters parameters = golden.parameters("dual-method=pi", "dual-rate=0.1", "dual-proportional=1");
        double[] losses = golden.numbers("losses");
        double[] multipliers = golden.numbers("multipliers");
        try (Workers workers = new Workers(1)) {
            Trainer trainer = TrainExperiment.trainer(parameters, Kernels.scalar(), workers);
            fill(trainer);
            Constrained constrained = parameters.constraints().begin(parameters.training());
            for (int step = 0; step < losses.length; step++) {
                TrainingStep.Ready ready = (TrainingStep.Ready) trainer.gradient(constrained);
                assertThat(ready.batch().loss()).as("step %d", step).isCloseTo(losses[step], within(1e-4));
                double[] measured = measured(constrained, trainer);
                assertThat(measured[3]).as("step %d", step).isCloseTo(multipliers[2 * step], within(1e-4));
                assertThat(measured[7]).as("step %d", step).isCloseTo(multipliers[2 * step + 1], within(1e-4));
                trainer.update();
            }
            for (Tensor tensor : trainer.layout().tensors()) {
                double squares = 0;
                for (float value : trainer.layout().extract(tensor, trainer.parameters())) {
                    squares += (double) value * value;
                }
                double expected = golden.ofTensor("norm", tensor.name())[0];
                assertThat(Math.sqrt(squares)).as(tensor.name()).isCloseTo(expected, within(1e-4 * expected));
            }
        }
    }

    /// A gradient that is asked for again moves no multiplier.
    @Test
    void aStepMovesMultipliersOnce() throws IOException {
        TrainParameters parameters = cases().getFirst().parameters("dual-method=ascent", "dual-rate=1");
        try (Workers workers = new Workers(1)) {
            Trainer trainer = TrainExperiment.trainer(parameters, Kernels.vector(), workers);
            Constrained constrained = parameters.constraints().begin(parameters.training());
            trainer.gradient(constrained);
            float[] first = trainer.lastGradient().clone();
            double multiplier = measured(constrained, trainer)[3];
            trainer.gradient(constrained);
            assertThat(trainer.lastGradient()).isEqualTo(first);
            assertThat(measured(constrained, trainer)[3]).isEqualTo(multiplier).isPositive();
        }
    }
}
