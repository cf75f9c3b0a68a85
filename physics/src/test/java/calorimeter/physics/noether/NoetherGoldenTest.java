// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.noether.LearningRule.Decay;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import calorimeter.physics.noether.twin.Layout;
import calorimeter.physics.noether.twin.Twin;
import calorimeter.physics.noether.twin.Twins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Against make_noether_goldens.py, which trains the same networks with numpy and complex steps. Charges are predicted
/// here by the exact laws from the start, with N measured; nothing is read from the trained parameters but N.
class NoetherGoldenTest {

    private static final double RELATIVE = 1e-9;

    @ParameterizedTest
    @CsvFileSource(resources = "laws.csv", delimiter = ';', numLinesToSkip = 1)
    void agreesWithNumpy(String name, String values) {
        double[] expected = Arrays.stream(values.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double[] found = found(name);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as(name + " " + i).isCloseTo(expected[i], within(RELATIVE * Math.abs(expected[i])));
        }
    }

    private static double[] found(String name) {
        String family = name.substring(0, name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.'));
        String variant = name.substring(name.lastIndexOf('.') + 1);
        return switch (family) {
            case "relu" -> relu(variant);
            case "softmax" -> softmax(variant);
            case "factors", "factors.rotation", "gain" -> mlp(family, variant);
            case "residual.rows", "residual.scale", "residual.exchange" -> residual(family, variant);
            case "attention" -> attention(variant);
            case "recursion" -> recursion(variant);
            case "continuous.translation", "continuous.quadratic" -> undriven(family, variant);
            case "continuous.driven" -> driven(rule(variant));
            case "norm" -> norm(rule(variant));
            case "scale" -> NoetherReferenceTest.quotient().charges();
            default -> throw new IllegalStateException("no case " + name);
        };
    }

    private static IntFunction<LearningRule> rules(String variant) {
        Decay kind = variant.equals("decoupled") || variant.equals("rotary") ? Decay.DECOUPLED : Decay.COUPLED;
        LearningRule rule = new LearningRule(0.1, 0.9, 0.3, 0.05, kind);
        if (!variant.equals("schedule") && !variant.equals("rotary")) {
            return n -> rule;
        }
        return n -> {
            int falls = n / 3;
            return rule.withLearningRate(0.1 * Math.pow(0.9, falls));
        };
    }

    private static double[] relu(String variant) {
        Twin twin = Twins.relu(Waves.sines(8, 3, 1, 1.3, 0.7, 0), 4, Waves.cosines(8, 2, 1, 0.6, 1.1), 16);
        Layout layout = twin.layout();
        List<Symmetry> units = new ArrayList<>();
        for (int unit = 0; unit < 4; unit++) {
            units.add(Symmetries.unit("", unit, layout.block("W_1"), layout.block("b_1"), layout.block("W_2")));
        }
        if (variant.equals("descent")) {
            double[] q = NoetherReferenceTest.reluStart();
            return Run.predicted(twin, units, q, new double[q.length], n -> LearningRule.descent(0.2, 0.02), 100);
        }
        return Run.predicted(twin, units, rules(variant), 40);
    }

    private static double[] softmax(String variant) {
        Twin twin = Twins.unembedding(Waves.sines(8, 3, 1, 1.3, 0.7, 0), 3, new int[] {0, 1, 2, 0, 1, 2, 0, 1}, true);
        List<Symmetry> rows = List.of(
                Symmetries.translation("", twin.layout().block("W_U")),
                Symmetries.translation("", twin.layout().block("b_U")));
        return Run.predicted(twin, rows, rules(variant), 40);
    }

    private static double[] mlp(String family, String variant) {
        double[][] inputs = Waves.sines(8, 3, 1, 1.3, 0.7, 0);
        double[][] targets = Waves.cosines(8, 2, 1, 0.6, 1.1);
        if (!family.equals("gain")) {
            Twin twin = Twins.factors(inputs, 3, targets, 16);
            Symmetry factors = Symmetries.factors(
                    "", twin.layout().block("U"), twin.layout().block("V"));
            return Run.predicted(
                    twin,
                    List.of(family.equals("factors") ? factors : Symmetries.rotation(factors)),
                    rules(variant),
                    40);
        }
        Twin twin = Twins.normGain(inputs, targets, 16);
        Layout layout = twin.layout();
        List<Symmetry> channels = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            channels.add(Symmetries.normGain(
                    "",
                    channel,
                    layout.block("gain"),
                    layout.block("bias"),
                    List.of(layout.block("A"), layout.block("B"))));
        }
        return Run.predicted(twin, channels, rules(variant), 40);
    }

    private static double[] residual(String family, String variant) {
        Twin twin = Twins.residual(new int[] {2, 0, 1, 0}, 3, 5, 4, 0, new int[] {1, 2, 0, 1});
        Layout layout = twin.layout();
        List<Symmetry> symmetries = switch (family) {
            case "residual.rows" ->
                List.of(
                        Symmetries.translation("", layout.block("E")),
                        Symmetries.translation("", layout.block("pos")),
                        Symmetries.translation("", layout.block("W_2")),
                        Symmetries.translation("", layout.block("b_2")));
            case "residual.scale" ->
                List.of(Symmetries.scale(
                        "", layout.block("E"), layout.block("pos"), layout.block("W_2"), layout.block("b_2")));
            default ->
                List.of(Symmetries.exchange(
                        "", layout.block("E").rows(2, 1), layout.block("pos").rows(0, 1)));
        };
        return Run.predicted(twin, symmetries, rules(variant), 40);
    }

    private static double[] attention(String variant) {
        Twins.Attention shape = switch (variant) {
            case "grouped" -> new Twins.Attention(2, 1, 2, true);
            case "rotary" -> new Twins.Attention(1, 1, 4, true, 0.9, 0.2);
            default -> new Twins.Attention(2, 2, 2, true);
        };
        Twin twin = Twins.attention(shape, Waves.sines(5, 6, 1, 1.3, 0.7, 0), Waves.cosines(5, 6, 1, 0.6, 1.1), 10);
        List<Symmetry> symmetries = variant.equals("rotation")
                ? List.of(shape.symmetries(6).rotations(0).getFirst())
                : shape.symmetries(6).all().stream()
                        .filter(symmetry -> symmetry.family() != Family.TRANSLATION)
                        .toList();
        IntFunction<LearningRule> rules =
                variant.equals("descent") ? n -> LearningRule.descent(0.1, 0.05) : rules(variant);
        return Run.predicted(twin, symmetries, rules, 15);
    }

    private static double[] recursion(String variant) {
        LearningRule rule = switch (variant) {
            case "over" -> LearningRule.heavyBall(0.1, 0.9, 0.01);
            case "dampened" -> new LearningRule(0.1, 0.8, 0.4, 0.05, Decay.COUPLED);
            case "critical" -> LearningRule.heavyBall(0.1, 0.9, Math.pow(1 - Math.sqrt(0.9), 2) / 0.1);
            case "under" -> LearningRule.heavyBall(0.1, 0.9, 0.8);
            case "descent" -> LearningRule.descent(0.1, 0.3);
            default -> LearningRule.heavyBall(0.5, 0.2, 4.4);
        };
        TranslationCharge start = new TranslationCharge(1.7, 0.4);
        DiscreteOscillator oscillator = DiscreteOscillator.translation(rule);
        return new double[] {oscillator.at(30, start.charge(), oscillator.first(rule, start))};
    }

    private static LearningRule rule(String variant) {
        return new LearningRule(0.1, 0.9, 0.2, variant.equals("over") ? 0.01 : 0.8, Decay.COUPLED);
    }

    private static double[] kinetic() {
        double[] kinetic = new double[31];
        Arrays.setAll(kinetic, n -> 1 + 0.5 * Math.sin(0.4 * n));
        return kinetic;
    }

    private static double[] undriven(String family, String variant) {
        LearningRule rule = rule(variant);
        boolean translation = family.endsWith("translation");
        NeuralMechanics mechanics = translation ? NeuralMechanics.translation(rule) : NeuralMechanics.quadratic(rule);
        return new double[] {
            mechanics.at(30, NeuralMechanics.printedStart(1.7)),
            mechanics.at(
                    30,
                    translation
                            ? NeuralMechanics.correctedStart(rule, new TranslationCharge(1.7, 0.4))
                            : NeuralMechanics.correctedStart(rule, new QuadraticCharge(1.7, 0.4, 0)))
        };
    }

    private static double[] driven(LearningRule rule) {
        double[] kinetic = kinetic();
        double[] printed = new double[30];
        double[] corrected = new double[30];
        for (int n = 0; n < 30; n++) {
            printed[n] = NeuralMechanics.printedDrive(rule, kinetic[n + 1]);
            corrected[n] = NeuralMechanics.correctedDrive(rule, kinetic[n], kinetic[n + 1]);
        }
        NeuralMechanics mechanics = NeuralMechanics.quadratic(rule);
        return new double[] {
            mechanics.course(NeuralMechanics.printedStart(1.7), printed)[30],
            mechanics.course(NeuralMechanics.correctedStart(rule, new QuadraticCharge(1.7, 0.4, 0)), corrected)[30]
        };
    }

    private static double[] norm(LearningRule rule) {
        double[] kinetic = kinetic();
        double[] fourth = {1.3 * 1.3, 1.3 * 1.3, 1.3 * 1.3};
        NormEquation white = NormEquation.white(rule);
        for (int n = 0; n < 30; n++) {
            fourth[0] = NormEquation.coherent(rule).after(fourth[0], kinetic[n]);
            fourth[1] = white.after(fourth[1], kinetic[n]);
            fourth[2] = white.afterSpeed(fourth[2], 1.1, kinetic[n + 1]);
        }
        return fourth;
    }
}
