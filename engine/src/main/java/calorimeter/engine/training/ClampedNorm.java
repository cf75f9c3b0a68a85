// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Puts the norm of all matrices together back to ρ w_c, see [WeightSettings.Clamp].
///
/// Squares are summed in double precision, part by part in a fixed order, so the bits do not depend on the threads.
/// Matrices of zeros have no direction; they become NaN, and the next gradient tells.
final class ClampedNorm {

    /// Elements of a part.
    private static final int PART = 8192;

    private record Part(int from, int to) {}

    private final double norm;
    private final List<Part> parts = new ArrayList<>();

    ClampedNorm(WeightSettings.Clamp clamp, ParameterLayout layout) {
        norm = clamp.norm();
        for (Tensor tensor : layout.tensors()) {
            if (!tensor.vector()) {
                Chunks chunks = new Chunks(tensor.end() - tensor.offset(), PART);
                for (int chunk = 0; chunk < chunks.count(); chunk++) {
                    parts.add(new Part(tensor.offset() + chunks.first(chunk), tensor.offset() + chunks.end(chunk)));
                }
            }
        }
    }

    void restore(float[] parameters, Workers workers) {
        double[] squares = new double[parts.size()];
        workers.run(squares.length, (worker, part) -> squares[part] = squares(parts.get(part), parameters));
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        double factor = norm / Math.sqrt(sum);
        workers.run(squares.length, (worker, part) -> scale(parts.get(part), factor, parameters));
    }

    /// Two sums, of the elements with even and with odd numbers: one alone waits for every one of its additions.
    private static double squares(Part part, float[] parameters) {
        double even = 0;
        double odd = 0;
        for (int i = part.from; i < part.to; i += 2) {
            even += (double) parameters[i] * parameters[i];
            odd += (double) parameters[i + 1] * parameters[i + 1];
        }
        return even + odd;
    }

    private static void scale(Part part, double factor, float[] parameters) {
        for (int i = part.from; i < part.to; i++) {
            parameters[i] = (float) (parameters[i] * factor);
        }
    }
}
