package calorimeter.physics.noether.twin;

import calorimeter.physics.noether.symmetry.Tensors;
import java.util.function.Function;

/// A small network with its data in double precision: a loss of named parameters, and its gradient.
///
/// @param layout where the tensors lie in an array of parameters
/// @param body   computes the loss, a 1 × 1 matrix, on a tape
public record Twin(Layout layout, Function<Tape, Tape.Node> body) {

    public double loss(double[] parameters) {
        return body.apply(new Tape(layout, parameters)).at(0, 0);
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

    /// The smallest |x| that goes through a ReLU, infinite without one, NaN if the loss is: near 0 the gradient is
    /// about to jump.
    public double nearestKink(double[] parameters) {
        Tape tape = new Tape(layout, parameters);
        Tape.Node loss = body.apply(tape);
        return Double.isNaN(loss.at(0, 0)) ? Double.NaN : tape.nearestKink();
    }
}
