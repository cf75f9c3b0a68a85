// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.training.Trainer;
import calorimeter.physics.noether.symmetry.Block;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import calorimeter.physics.noether.symmetry.Tensors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Symmetries against the gradient that the engine computes, in single precision.
public final class LossCheck {

    /// Above this a violation is more than single precision makes.
    public static final double ROUNDING = 1e-5;

    /// What the ε of norms may make of a scale symmetry.
    public static final double EPSILON = 1e-3;

    /// Whether a symmetry holds on the gradient.
    public enum Verdict {
        HOLDS("holds"),
        BUT_FOR_EPSILON("holds but for ε"),
        BROKEN("broken");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private final Tensors parameters;
    private final Tensors gradient;
    private final double norm;

    /// @param trainer whose gradient has been computed
    public LossCheck(Trainer trainer) {
        this(trainer.layout(), trainer.parameters(), trainer.lastGradient());
    }

    /// @param parameters by the layout
    /// @param gradient of the loss at these
    public LossCheck(ParameterLayout layout, float[] parameters, float[] gradient) {
        this.parameters = tensors(layout, parameters);
        this.gradient = tensors(layout, gradient);
        double squares = 0;
        for (float entry : gradient) {
            squares += (double) entry * entry;
        }
        norm = Math.sqrt(squares);
    }

    /// Named tensors of an array of the layout.
    public static Tensors tensors(ParameterLayout layout, float[] flat) {
        Map<String, float[]> arrays = new HashMap<>();
        for (Tensor tensor : layout.tensors()) {
            arrays.put(tensor.name(), layout.extract(tensor, flat));
        }
        return Tensors.ofFloats(arrays);
    }

    /// The largest |⟨∇f, X⟩|/(‖∇f‖‖q‖) of a group's charges, with ‖q‖ over the blocks (of a translation, the
    /// root of the number of columns): 0 but for rounding, and for the ε of norms.
    public double violation(SymmetryGroup group) {
        return group.symmetries().stream().mapToDouble(this::violation).max().orElseThrow();
    }

    /// Up to what a violation of this group counts as holding: lengths in front of a norm are felt through its ε.
    public static double bound(SymmetryGroup group) {
        return group.family() == Family.SCALE ? EPSILON : ROUNDING;
    }

    /// What the violation of a group says.
    public static Verdict verdict(SymmetryGroup group, double violation) {
        if (violation <= ROUNDING) {
            return Verdict.HOLDS;
        }
        return violation <= bound(group) ? Verdict.BUT_FOR_EPSILON : Verdict.BROKEN;
    }

    private double violation(Symmetry symmetry) {
        double largest = Arrays.stream(symmetry.violation(parameters, gradient))
                .map(Math::abs)
                .max()
                .orElseThrow();
        return largest / (norm * length(symmetry));
    }

    private double length(Symmetry symmetry) {
        if (symmetry.family() == Family.TRANSLATION) {
            return Math.sqrt(symmetry.blocks().stream().mapToInt(Block::columns).sum());
        }
        Block[] positive = symmetry.blocks().stream()
                .map(block -> block.sign() > 0 ? block : block.negative())
                .toArray(Block[]::new);
        return Math.sqrt(Symmetries.scale("length", positive).charge(parameters)[0]);
    }
}
