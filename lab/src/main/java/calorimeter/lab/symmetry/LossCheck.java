package calorimeter.lab.symmetry;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.training.Trainer;
import calorimeter.physics.noether.symmetry.Block;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import calorimeter.physics.noether.symmetry.Tensors;
import java.util.HashMap;
import java.util.Map;

/// Symmetries against the gradient that the engine computes, in single precision.
public final class LossCheck {

    private final Tensors parameters;
    private final Tensors gradient;
    private final double norm;

    /// @param trainer whose gradient has been computed
    public LossCheck(Trainer trainer) {
        parameters = tensors(trainer.layout(), trainer.parameters());
        gradient = tensors(trainer.layout(), trainer.lastGradient());
        norm = trainer.gradientNorm();
    }

    /// Named tensors of an array of the layout.
    public static Tensors tensors(ParameterLayout layout, float[] flat) {
        Map<String, float[]> arrays = new HashMap<>();
        for (Tensor tensor : layout.tensors()) {
            arrays.put(tensor.name(), layout.extract(tensor, flat));
        }
        return Tensors.ofFloats(arrays);
    }

    /// The largest |⟨∇f, X⟩|/(‖∇f‖‖q‖) of a group's charges, with ‖q‖ over the blocks: 0 but for rounding, and for the
    /// ε
    /// of norms. (Of a translation the root of the number of columns stands for ‖q‖.)
    public double violation(SymmetryGroup group) {
        return group.symmetries().stream().mapToDouble(this::violation).max().orElseThrow();
    }

    private double violation(Symmetry symmetry) {
        double square = 0;
        for (Block block : symmetry.blocks()) {
            Symmetry length = new Symmetry("length", Family.RESCALE, block.sign() > 0 ? block : block.negative());
            square += symmetry.family() == Family.TRANSLATION
                    ? block.columns()
                    : length.product(parameters, parameters)[0];
        }
        double largest = 0;
        for (double product : symmetry.violation(parameters, gradient)) {
            largest = Math.max(largest, Math.abs(product));
        }
        return largest / (norm * Math.sqrt(square));
    }
}
