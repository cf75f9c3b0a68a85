// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Puts filters back to the lengths that they had at first, q ← q |q₀|/|q|. A filter is a column of a tensor.
///
/// A length is a sum in double precision in the order of the rows, so its bits do not depend on the threads.
final class FrozenLengths {

    /// Filters of a task: the floats of a cache line.
    private static final int COLUMNS = 16;

    /// Some filters of one tensor, and |q₀| of each.
    private static final class Part {
        final Tensor tensor;
        final int first;
        final double[] lengths;

        Part(Tensor tensor, int first, double[] lengths) {
            this.tensor = tensor;
            this.first = first;
            this.lengths = lengths;
        }
    }

    private final List<Part> parts = new ArrayList<>();

    /// @param parameters of which the lengths are taken
    FrozenLengths(List<Tensor> tensors, float[] parameters) {
        for (Tensor tensor : tensors) {
            Chunks chunks = new Chunks(tensor.columns(), COLUMNS);
            for (int chunk = 0; chunk < chunks.count(); chunk++) {
                int first = chunks.first(chunk);
                parts.add(new Part(tensor, first, lengths(tensor, first, chunks.length(chunk), parameters)));
            }
        }
    }

    private static double[] lengths(Tensor tensor, int first, int count, float[] parameters) {
        double[] squares = new double[count];
        for (int row = 0; row < tensor.rows(); row++) {
            int from = tensor.row(row) + first;
            for (int i = 0; i < count; i++) {
                double q = parameters[from + i];
                squares[i] += q * q;
            }
        }
        return Arrays.stream(squares).map(Math::sqrt).toArray();
    }

    /// The first filter of length 0, in words: it has no direction, and no factor gives it another length.
    Optional<String> vanished(float[] parameters) {
        for (Part part : parts) {
            double[] lengths = lengths(part.tensor, part.first, part.lengths.length, parameters);
            for (int i = 0; i < lengths.length; i++) {
                if (lengths[i] == 0) {
                    int filter = part.first + i;
                    return Optional.of("length of filter " + filter + " of " + part.tensor.name());
                }
            }
        }
        return Optional.empty();
    }

    /// Filters of length 0 stay as they are.
    void restore(float[] parameters, Workers workers) {
        workers.run(parts.size(), (worker, task) -> restore(parts.get(task), parameters));
    }

    private static void restore(Part part, float[] parameters) {
        Tensor tensor = part.tensor;
        int count = part.lengths.length;
        double[] factors = lengths(tensor, part.first, count, parameters);
        for (int i = 0; i < count; i++) {
            factors[i] = factors[i] == 0 ? 1 : part.lengths[i] / factors[i];
        }
        for (int row = 0; row < tensor.rows(); row++) {
            int from = tensor.row(row) + part.first;
            for (int i = 0; i < count; i++) {
                parameters[from + i] = (float) (parameters[from + i] * factors[i]);
            }
        }
    }
}
