// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.golden.GoldenFile;
import calorimeter.engine.golden.GoldenRule;
import calorimeter.engine.golden.GoldenStart;
import calorimeter.engine.golden.GoldenTrajectory;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Evaluation;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.GradientTransform;
import calorimeter.engine.optimizer.Optimizer;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.transformer.GoldenModel;
import calorimeter.engine.transformer.Transformer;
import calorimeter.engine.transformer.settings.ComputationPlan;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Twenty full-batch steps of every optimiser against PyTorch in float64 (make_engine_goldens.py): losses,
/// gradient norms and the norms of the tensors at the end.
class TrajectoryGoldenTest {

    /// What the engine promises of losses.
    private static final double LOSS_TOLERANCE = 1e-4;

    /// Twice what PyTorch's own float32 trajectory of `nanda` is away from its float64 one: there the first
    /// steps of Adam divide small gradients by the root of their squares, which magnifies rounding.
    private static final double GRADIENT_TOLERANCE = 3e-3;

    /// Twice the same distance of the tensors' final norms: the input bias of the MLP of `nanda`.
    private static final double NORM_TOLERANCE = 1.2e-4;

    /// Key biases do not reach the loss where keys are not turned by position; Adam then magnifies rounding,
    /// see [GoldenTrajectory].
    private static final double KEY_BIAS_TOLERANCE = 1e-3;

    static List<String> trajectories() {
        return GoldenFile.names("trajectories");
    }

    /// The large cases would add time and no case: [ReproducibilityTest] says that threads change no bit.
    static List<String> smallTrajectories() {
        return trajectories().stream().filter(name -> name.contains("small")).toList();
    }

    @ParameterizedTest
    @MethodSource("smallTrajectories")
    void oneThreadFollowsPyTorch(String name) {
        check(name, 1);
    }

    @ParameterizedTest
    @MethodSource("trajectories")
    void twoThreadsFollowPyTorch(String name) {
        check(name, 2);
    }

    private static void check(String name, int threads) {
        GoldenModel golden = GoldenModel.read(name);
        GoldenTrajectory expected = golden.file().trajectory("float64");
        int[] batch = IntStream.range(0, golden.examples().count()).toArray();
        try (Workers workers = new Workers(threads)) {
            Transformer model = new Transformer(
                    golden.settings(),
                    golden.examples(),
                    golden.examples().count(),
                    Kernels.vector(),
                    workers,
                    ComputationPlan.FOLDED);
            ParameterLayout layout = model.layout();
            float[] parameters = start(layout, expected.starts());
            float[] gradient = new float[parameters.length];
            OptimizerSettings rule = GoldenRule.of(golden.file());
            GradientTransform transform = transform(golden.file(), parameters.length);
            Optimizer optimizer =
                    Optimizer.of(rule, GoldenRule.drops(golden.file()), Kernels.active(), parameters.length);
            int steps = expected.gradientNorms().size();
            for (int step = 0; step < steps; step++) {
                model.load(parameters);
                double loss = model.gradient(batch, gradient).loss();
                require(loss, expected.losses().get(step), LOSS_TOLERANCE, "loss before update " + (step + 1));
                double norm = norm(gradient);
                require(norm, expected.gradientNorms().get(step), GRADIENT_TOLERANCE, "norm of gradient " + (step + 1));
                float scale = clipScale(golden.file(), norm);
                if (transform.isIdentity()) {
                    for (Tensor tensor : layout.tensors()) {
                        double decay = tensor.decays() ? rule.weightDecay() : 0;
                        optimizer.update(parameters, gradient, scale, step + 1, decay, tensor.offset(), tensor.end());
                    }
                    continue;
                }
                transform.filter(gradient, scale, step + 1, 0, parameters.length);
                if (transform.projects()) {
                    layout.tensors().forEach(tensor -> transform.project(parameters, tensor.offset(), end(tensor)));
                }
                optimizer.update(
                        parameters, transform.direction(), 1f, step + 1, rule.weightDecay(), 0, parameters.length);
            }
            model.load(parameters);
            Evaluation end = model.evaluate(batch);
            require(end.loss(), expected.losses().get(steps), LOSS_TOLERANCE, "loss at the end");
            // TokenSequences whose two largest logits agree to rounding may fall either way: while no class stands out
            // (a loss near ln p), about one in a thousand.
            assertThat(end.correct()).isCloseTo(expected.correct(), within(1 + batch.length / 1000));
            expected.finalNorms().forEach((tensor, norm) -> {
                double actual = norm(layout.extract(layout.tensor(tensor), parameters));
                double tolerance = tensor.endsWith("key.bias") ? KEY_BIAS_TOLERANCE : NORM_TOLERANCE;
                require(actual, norm, tolerance, "final norm of " + tensor);
            });
            expected.constants().forEach((tensor, values) -> {
                float[] actual = layout.extract(layout.tensor(tensor), parameters);
                for (int i = 0; i < actual.length; i++) {
                    require(actual[i], values.get(i), LOSS_TOLERANCE, "final " + tensor + " " + i);
                }
            });
        }
    }

    private static void require(double actual, double expected, double tolerance, String what) {
        assertThat(actual).as(what).isCloseTo(expected, within(tolerance * expected));
    }

    private static float[] start(ParameterLayout layout, List<GoldenStart> starts) {
        assertThat(starts).hasSameSizeAs(layout.tensors());
        float[] flat = new float[layout.length()];
        for (GoldenStart start : starts) {
            layout.insert(layout.tensor(start.name()), start.parameters(), flat);
        }
        return flat;
    }

    private static GradientTransform transform(GoldenFile file, int length) {
        Map<String, String> settings = file.settings();
        return new GradientTransform(
                settings.containsKey("grokfastAlpha")
                        ? new GradientFilterSettings.Grokfast(
                                file.number("grokfastAlpha"), file.number("grokfastLambda"))
                        : GradientFilterSettings.NONE,
                settings.containsKey("orthogonal"),
                length);
    }

    private static int end(Tensor tensor) {
        return tensor.offset() + tensor.rows() * tensor.stride();
    }

    /// As in [Trainer]: min(1, clip/(norm + 1e-6)).
    private static float clipScale(GoldenFile file, double norm) {
        return file.settings().containsKey("clip") ? (float) Math.min(1, file.number("clip") / (norm + 1e-6)) : 1f;
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
