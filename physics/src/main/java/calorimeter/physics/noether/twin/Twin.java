// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.twin;

import calorimeter.physics.noether.symmetry.Tensors;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A small network with its data in double precision: a loss of named parameters, and its gradient.
///
/// @param layout where the tensors lie in an array of parameters
/// @param body   computes the loss, a 1 × 1 matrix, on a tape
public record Twin(Layout layout, Function<Tape, Tape.Node> body) {

    public double loss(double[] parameters) {
        return body.apply(new Tape(layout, parameters, null)).at(0, 0);
    }

    /// ∇f, a new array.
    public double[] gradient(double[] parameters) {
        Tape tape = new Tape(layout, parameters, null);
        return tape.gradient(body.apply(tape));
    }

    /// ∇f of the analytic piece that holds a point, continued beyond it: ReLUs and maxima keep the sides of their kinks
    /// that they have there.
    public UnaryOperator<double[]> gradientOfPiece(double[] point) {
        List<boolean[][]> sides = sides(point);
        return parameters -> {
            Tape tape = new Tape(layout, parameters, sides);
            return tape.gradient(body.apply(tape));
        };
    }

    /// The side of its kink on which every entry lies, one matrix for each ReLU or maximum.
    public List<boolean[][]> sides(double[] parameters) {
        Tape tape = new Tape(layout, parameters, null);
        var _ = body.apply(tape);
        return tape.sides();
    }

    /// The named tensors of an array of parameters, velocities or gradients; it is not copied.
    public Tensors tensors(double[] array) {
        return layout.tensors(array);
    }

    /// The least distance of an entry from the kink of its ReLU or maximum, infinite without one, NaN if the loss is.
    public double nearestKink(double[] parameters) {
        Tape tape = new Tape(layout, parameters, null);
        double loss = body.apply(tape).at(0, 0);
        return Double.isNaN(loss) ? Double.NaN : tape.nearestKink();
    }
}
