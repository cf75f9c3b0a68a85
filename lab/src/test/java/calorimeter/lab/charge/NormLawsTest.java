// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.lab.observable.Moment;
import calorimeter.physics.noether.DrivenOscillator;
import calorimeter.physics.noether.LearningRule;
import calorimeter.physics.noether.LearningRule.Decay;
import calorimeter.physics.noether.NeuralMechanics;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Columns of filters against sums written out from the recorded parameters, gradients and momentum.
class NormLawsTest {

    /// A residual stream has no filters; the names of columns are those of stores of before.
    @Test
    void wordsAreThoseOfThePart() {
        for (String model : List.of("nanda model=mlp norm=batch-norm", "verma")) {
            String group = model.startsWith("verma") ? "stream.scale" : "layer0.filters";
            String words = words(model + " optimizer=sgd weight-decay=0.01", "noether." + group + ".");
            assertThat(words).contains("filter0.square", model.startsWith("verma") ? "first block" : "first filter");
            assertThat(words.contains("of filters")).isEqualTo(!model.startsWith("verma"));
        }
    }

    private static String words(String settings, String prefix) {
        return new NoetherCharges(FollowedTraining.parameters(settings).training(), false)
                .quantities().stream()
                        .filter(quantity -> quantity.name().startsWith(prefix))
                        .map(quantity -> quantity.name() + ": " + quantity.description())
                        .collect(Collectors.joining("\n"));
    }

    private static final double ETA = 0.05;
    private static final double BETA = 0.9;
    private static final double DECAY = 0.005;

    /// One filter at one step.
    private record Seen(double square, double slope, double kinetic, DoubleBuffer q) {}

    private final List<Seen[]> seen = new ArrayList<>();

    private void see(Moment moment) {
        float[] weights = moment.tensor("layer0.weight");
        var tensor = moment.layout().tensor("layer0.weight");
        float[] gradient = moment.layout().extract(tensor, moment.gradient());
        float[] buffer = moment.layout().extract(tensor, moment.momentum().orElseThrow());
        Seen[] filters = new Seen[tensor.columns()];
        for (int filter = 0; filter < filters.length; filter++) {
            double[] q = column(weights, filter, tensor.columns());
            filters[filter] = new Seen(
                    square(q),
                    square(column(gradient, filter, tensor.columns())),
                    square(column(buffer, filter, tensor.columns())),
                    DoubleBuffer.wrap(q));
        }
        seen.add(filters);
    }

    private static double[] column(float[] matrix, int column, int columns) {
        double[] values = new double[matrix.length / columns];
        for (int row = 0; row < values.length; row++) {
            values[row] = matrix[row * columns + column];
        }
        return values;
    }

    private static double square(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    /// r⁴(n) = e^(−4ηkn/(1−β)) r⁴(0) + Σ_j drive_j ∫e^(−4kτ/(1−β))dτ, the integral of Eq. 17 with a drive
    /// that is constant during a step.
    @Test
    void filtersFollowEquation17AsItIsPrinted() {
        int steps = 60;
        try (FollowedTraining training = new FollowedTraining("nanda model=mlp norm=batch-norm batch-size=8"
                + " optimizer=sgd learning-rate=" + ETA + " momentum=" + BETA + " weight-decay=" + DECAY)) {
            training.run(steps, 10, this::see);
            double printed = 2 * ETA * (1 + BETA) / Math.pow(1 - BETA, 3);
            double white = 2 * ETA / Math.pow(1 - BETA, 2);
            double speed = 2 * ETA * (1 + BETA) / (1 - BETA);

            assertThat(training.last("layer0.filters.coherent"))
                    .isCloseTo(mean(steps, printed, false), within(1e-6 * mean(steps, printed, false)));
            assertThat(training.last("layer0.filters.white"))
                    .isCloseTo(mean(steps, white, false), within(1e-6 * mean(steps, white, false)));
            assertThat(training.last("layer0.filters.driven"))
                    .isCloseTo(mean(steps, speed, true), within(1e-6 * mean(steps, speed, true)));
            assertThat(training.last("layer0.filters.charge")).isCloseTo(meanSquare(steps), within(1e-9));
            assertThat(training.last("layer0.filters.rmsprop"))
                    .isCloseTo(training.last("layer0.filters.coherent"), within(0.01 * meanSquare(steps)));
            assertThat(training.last("layer0.filters.coherent")).isGreaterThan(1.3 * meanSquare(steps));
            assertThat(training.last("layer0.filters.driven"))
                    .isCloseTo(meanSquare(steps), within(0.1 * meanSquare(steps)));
        }
    }

    /// The mean charge by the course of the driven oscillator; the released code leaves 1/(1−δ)² out.
    @Test
    void theMeanFollowsNeuralMechanicsAsPrinted() {
        LearningRule rule = new LearningRule(ETA, BETA, 0.3, DECAY, Decay.COUPLED);
        try (FollowedTraining training = new FollowedTraining(
                "nanda model=mlp norm=batch-norm batch-size=8" + " optimizer=sgd dampening=0.3 learning-rate=" + ETA
                        + " momentum=" + BETA + " weight-decay=" + DECAY)) {
            training.run(60, 10, this::see);
            double[] printed = new double[60];
            double[] released = new double[60];
            for (int n = 0; n < 60; n++) {
                double kinetic = Arrays.stream(seen.get(n + 1))
                        .mapToDouble(Seen::kinetic)
                        .average()
                        .orElseThrow();
                printed[n] = 2 * kinetic / (0.7 * 0.7);
                released[n] = 2 * kinetic;
            }
            NeuralMechanics mechanics = NeuralMechanics.quadratic(rule);
            DrivenOscillator.Motion start = NeuralMechanics.printedStart(meanSquare(0));

            assertThat(training.last("layer0.filters.continuous"))
                    .isCloseTo(mechanics.course(start, printed)[60], within(1e-5));
            assertThat(training.last("layer0.filters.released"))
                    .isCloseTo(mechanics.course(start, released)[60], within(1e-5));
        }
    }

    private double meanSquare(int step) {
        double sum = 0;
        for (Seen filter : seen.get(step)) {
            sum += filter.square();
        }
        return sum / seen.get(step).length;
    }

    /// Mean r² of all filters by the integral.
    private double mean(int steps, double coefficient, boolean bySpeed) {
        double rate = 4 * DECAY / (1 - BETA);
        double sum = 0;
        for (int filter = 0; filter < seen.getFirst().length; filter++) {
            double start = seen.getFirst()[filter].square();
            double fourth = start * start * Math.exp(-rate * ETA * steps);
            for (int n = 0; n < steps; n++) {
                Seen now = seen.get(n)[filter];
                double drive = now.square() * (bySpeed ? seen.get(n + 1)[filter].kinetic() : now.slope());
                double late = ETA * (steps - n - 1);
                double weight = (Math.exp(-rate * late) - Math.exp(-rate * (late + ETA))) / rate;
                fourth += coefficient * drive * weight;
            }
            sum += Math.sqrt(fourth);
        }
        return sum / seen.getFirst().length;
    }

    /// Means since the last logged step: angle from the directions themselves.
    @Test
    void windowsAreMeansSinceTheLastLoggedStep() {
        try (FollowedTraining training = new FollowedTraining("nanda model=mlp norm=batch-norm batch-size=8"
                + " optimizer=sgd learning-rate=" + ETA + " momentum=" + BETA + " weight-decay=" + DECAY)) {
            training.run(30, 10, this::see);
            double angles = 0;
            double speeds = 0;
            double slopes = 0;
            double angulars = 0;
            int filters = seen.getFirst().length;
            for (int step = 21; step <= 30; step++) {
                for (int filter = 0; filter < filters; filter++) {
                    Seen now = seen.get(step)[filter];
                    double angle = angle(
                            seen.get(step - 1)[filter].q().array(), now.q().array());
                    angles += angle * angle / (10 * filters);
                    speeds += now.kinetic() / (10 * filters);
                    slopes += now.slope() / (10 * filters);
                    angulars += now.slope() * now.square() / (10 * filters);
                }
            }

            assertThat(training.last("layer0.filters.angle")).isCloseTo(Math.sqrt(angles), within(1e-5 * angles));
            assertThat(training.last("layer0.filters.speed")).isCloseTo(speeds, within(1e-9));
            assertThat(training.last("layer0.filters.gradient")).isCloseTo(slopes, within(1e-9));
            assertThat(training.last("layer0.filters.angular")).isCloseTo(angulars, within(1e-9));
            Seen first = seen.get(30)[0];
            assertThat(training.last("layer0.filters.filter0.square")).isCloseTo(first.square(), within(1e-9));
            assertThat(training.last("layer0.filters.filter0.angular"))
                    .isCloseTo(first.square() * first.slope(), within(1e-9));
            assertThat(training.column("layer0.filters.angle")[0]).isNaN();
        }
    }

    private static double angle(double[] a, double[] b) {
        double chord = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] / Math.sqrt(square(a)) - b[i] / Math.sqrt(square(b));
            chord += difference * difference;
        }
        return 2 * Math.asin(Math.sqrt(chord) / 2);
    }
}
