// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.noether.symmetry.AttentionSymmetries;
import calorimeter.physics.noether.symmetry.LawCount;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.twin.Twin;
import calorimeter.physics.noether.twin.Twins;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Reference numbers computed for this project apart from this code, to a relative 1e-9.
class NoetherReferenceTest {

    private static Offset<Double> relative(double expected) {
        return within(1e-9 * Math.abs(expected));
    }

    private static void agrees(double found, double expected) {
        assertThat(found).isCloseTo(expected, relative(expected));
    }

    @Test
    void overdampedAndCriticalTranslation() {
        double critical = Math.pow(1 - Math.sqrt(0.9), 2) / 0.1;
        agrees(translation(0.01), 1.09455625232601);
        agrees(printed(0.01), 1.10065132571228);
        agrees(translation(critical), 0.435183992956023);
        agrees(printed(critical), 0.443736321068363);
        DiscreteOscillator.Regime regime = DiscreteOscillator.translation(LearningRule.heavyBall(0.1, 0.9, critical))
                .regime();
        assertThat(regime).isEqualTo(DiscreteOscillator.Regime.CRITICAL);
    }

    private static double translation(double decay) {
        LearningRule rule = LearningRule.heavyBall(0.1, 0.9, decay);
        DiscreteOscillator oscillator = DiscreteOscillator.translation(rule);
        return oscillator.at(50, 1.7, oscillator.first(rule, new TranslationCharge(1.7, 0)));
    }

    private static double printed(double decay) {
        LearningRule rule = LearningRule.heavyBall(0.1, 0.9, decay);
        return NeuralMechanics.translation(rule).at(50, NeuralMechanics.printedStart(1.7));
    }

    /// R, [NM] and (17) of f = w·Aw/|w|² after 100 steps.
    record Quotient(double charge, double mechanics, double norm) {
        double[] charges() {
            return new double[] {charge};
        }
    }

    static Quotient quotient() {
        LearningRule rule = LearningRule.descent(0.1, 0.05);
        NormEquation equation = NormEquation.coherent(rule);
        double[] w = {0.6, -0.4, 0.5};
        double charge = dot(w, w);
        double start = charge;
        double fourth = charge * charge;
        double[] squares = new double[100];
        for (int n = 0; n < 100; n++) {
            double[] gradient = gradient(w);
            double[] drift = gradient.clone();
            for (int i = 0; i < 3; i++) {
                drift[i] += rule.decay() * w[i];
            }
            squares[n] = dot(drift, drift);
            charge = QuadraticCharge.afterDescent(rule, charge, dot(gradient, gradient));
            fourth = equation.after(fourth, dot(w, w) * dot(gradient, gradient));
            rule.advance(w, new double[3], gradient);
        }
        return new Quotient(charge, NeuralMechanics.descentQuadratic(rule, start, squares)[100], Math.sqrt(fourth));
    }

    private static double[] gradient(double[] w) {
        double[][] a = {{2, 0.3, 0.1}, {0.3, 1, 0.2}, {0.1, 0.2, 0.5}};
        double[] image = {dot(a[0], w), dot(a[1], w), dot(a[2], w)};
        double loss = dot(w, image) / dot(w, w);
        for (int i = 0; i < 3; i++) {
            image[i] = 2 * (image[i] - loss * w[i]) / dot(w, w);
        }
        return image;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void scale() {
        agrees(quotient().charge(), 0.310452635999528);
        agrees(quotient().mechanics(), 0.311727525623129);
        agrees(quotient().norm(), 0.310920314111252);
    }

    static double[] reluStart() {
        return Waves.flat(
                Waves.sines(3, 4, 0.8, 0.9, 0.4, 0.1),
                Waves.row(4, 0.3, 1, 0.5),
                Waves.sines(4, 2, 0.7, 1.1, 0.6, 0.2));
    }

    @Test
    void reluPair() {
        Twin twin = Twins.relu(Waves.sines(8, 3, 1, 1.3, 0.7, 0), 4, Waves.cosines(8, 2, 1, 0.6, 1.1), 16);
        Symmetry pair = Symmetries.unit(
                "",
                0,
                twin.layout().block("W_1"),
                twin.layout().block("b_1"),
                twin.layout().block("W_2"));
        LearningRule rule = LearningRule.descent(0.2, 0.02);
        double[] q = reluStart();
        agrees(pair.charge(twin.tensors(q))[0], 0.781847807401326);
        for (int n = 0; n < 100; n++) {
            rule.advance(q, new double[q.length], twin.gradient(q));
        }
        agrees(pair.charge(twin.tensors(q))[0], 0.328673629363537);
    }

    @Test
    void attention() {
        Twins.Attention shape = new Twins.Attention(1, 1, 4, true);
        Twin twin = Twins.attention(shape, Waves.sines(5, 6, 1, 1.3, 0.7, 0), Waves.cosines(5, 6, 1, 0.6, 1.1), 10);
        double[] q = Waves.flat(
                Waves.sines(6, 4, 0.5, 0.9, 0.4, 0.1),
                Waves.sines(6, 4, 0.5, 1.1, 0.6, 0.2),
                Waves.sines(6, 4, 0.5, 0.8, 0.5, 0.3),
                Waves.sines(4, 6, 0.5, 0.7, 0.9, 0.4),
                Waves.row(4, 0.2, 1, 0.5),
                Waves.row(4, 0.2, 1.5, 0.6),
                Waves.row(4, 0.2, 2, 0.7),
                Waves.row(6, 0.2, 2.5, 0.8));
        AttentionSymmetries symmetries = shape.symmetries(6);
        Symmetry queryKey = symmetries.queryKey(0).getFirst();
        Symmetry valueOutput = symmetries.valueOutput(0);
        agrees(twin.loss(q), 3.37229676907172);
        agrees(queryKey.charge(twin.tensors(q))[queryKey.law(0, 1)], 0.16071045601694);
        agrees(valueOutput.charge(twin.tensors(q))[valueOutput.law(0, 0)], -0.0712294668075291);
    }

    @Test
    void counts() {
        int heads = 4;
        int groups = 2;
        int size = 6;
        int s = LawCount.symmetric(size);
        assertThat(s).isEqualTo(21);
        assertThat(LawCount.attention(16, heads, size, false, false)).isEqualTo(2 * heads * s);
        assertThat(LawCount.attention(16, heads, size, false, true)).isEqualTo(heads * (size / 2 + s));
        assertThat(LawCount.attention(16, groups, size, false, false)).isEqualTo(2 * groups * s);
        assertThat(LawCount.attention(16, groups, size, false, true)).isEqualTo(groups * (size / 2 + s));
        assertThat(LawCount.attention(16, heads, size, true, false)).isEqualTo(2 * heads * s + heads * size);
        assertThat(LawCount.attention(16, heads, size, true, true)).isEqualTo(heads * (size / 2 + s));
        assertThat(LawCount.queryKey(16, heads, size, 1, true) + LawCount.valueOutput(16, heads, size, 1))
                .isEqualTo(LawCount.attention(16, heads, size, true, false));
        assertThat(LawCount.rotaryQueryKey(heads, 1, 1, 1)).isEqualTo(heads * size / 2);
    }
}
