package calorimeter.physics.noether.twin;

import calorimeter.physics.noether.symmetry.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// A small network with its data in double precision: a loss of named parameters, and its gradient.
///
/// @param layout where the tensors lie in an array of parameters
/// @param body   computes the loss, a 1 × 1 matrix, on a tape
public record Twin(Layout layout, Function<Tape, Tape.Node> body) {

    /// What a forward pass leaves.
    private record Pass(double loss, List<double[][]> kinks) {}

    private Pass pass(double[] parameters) {
        Tape tape = new Tape(layout, parameters);
        double loss = body.apply(tape).at(0, 0);
        return new Pass(loss, tape.kinks().stream().map(Tape.Node::rows).toList());
    }

    public double loss(double[] parameters) {
        return pass(parameters).loss();
    }

    /// ∇f, a new array.
    public double[] gradient(double[] parameters) {
        Tape tape = new Tape(layout, parameters);
        return tape.gradient(body.apply(tape));
    }

    /// The named tensors of an array of parameters, velocities or gradients; it is not copied.
    public Tensors tensors(double[] array) {
        return layout.tensors(array);
    }

    /// What goes through ReLUs, one matrix [rows × units] a ReLU: where an entry is near 0 the gradient is about to
    /// jump.
    public List<double[][]> kinks(double[] parameters) {
        return pass(parameters).kinks();
    }

    /// The smallest |x| that goes through a ReLU, infinite without one, NaN if the loss is.
    public double nearestKink(double[] parameters) {
        Pass pass = pass(parameters);
        double nearest = pass.kinks().stream()
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        return Double.isNaN(pass.loss()) ? Double.NaN : nearest;
    }
}
