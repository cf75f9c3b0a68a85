// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.twin;

import calorimeter.physics.noether.symmetry.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Records the operations of a loss on matrices and differentiates it backwards. Row-major, plain loops.
public final class Tape {

    /// A matrix on the tape.
    public static final class Node {

        final int rows;
        final int columns;
        final double[] value;
        final double[] gradient;

        private Node(int rows, int columns) {
            this.rows = rows;
            this.columns = columns;
            this.value = new double[rows * columns];
            this.gradient = new double[rows * columns];
        }

        public int rows() {
            return rows;
        }

        public int columns() {
            return columns;
        }

        /// Entry (row, column).
        public double at(int row, int column) {
            return value[row * columns + column];
        }
    }

    private final Layout layout;
    private final double[] parameters;
    private final double[] gradient;
    private final List<Runnable> backward = new ArrayList<>();
    private final List<boolean[][]> sides = new ArrayList<>();
    private final @Nullable List<boolean[][]> held;
    private double nearestKink = Double.POSITIVE_INFINITY;

    /// @param held what [#sides] was elsewhere: kinks keep these sides; null where they go by the values
    Tape(Layout layout, double[] parameters, @Nullable List<boolean[][]> held) {
        this.layout = layout;
        this.parameters = parameters;
        this.held = held;
        this.gradient = new double[parameters.length];
    }

    /// Gradient of the parameters after a scalar.
    double[] gradient(Node scalar) {
        scalar.gradient[0] = 1;
        for (int n = backward.size() - 1; n >= 0; n--) {
            backward.get(n).run();
        }
        return gradient;
    }

    /// On which side of its kink every entry lies, one matrix for each ReLU or maximum.
    List<boolean[][]> sides() {
        return sides;
    }

    /// The least distance of an entry from its kink.
    double nearestKink() {
        return nearestKink;
    }

    /// A tensor of the parameters.
    public Node parameter(String name) {
        Block block = layout.block(name);
        int offset = layout.offset(name);
        Node node = new Node(block.rows(), block.columns());
        System.arraycopy(parameters, offset, node.value, 0, node.value.length);
        backward.add(() -> {
            for (int i = 0; i < node.value.length; i++) {
                gradient[offset + i] += node.gradient[i];
            }
        });
        return node;
    }

    /// Data.
    public Node constant(double[][] values) {
        Node node = new Node(values.length, values[0].length);
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(values[i], 0, node.value, i * node.columns, node.columns);
        }
        return node;
    }

    /// a b.
    public Node multiply(Node a, Node b) {
        Node c = new Node(a.rows, b.columns);
        for (int i = 0; i < a.rows; i++) {
            for (int k = 0; k < a.columns; k++) {
                for (int j = 0; j < b.columns; j++) {
                    c.value[i * c.columns + j] += a.value[i * a.columns + k] * b.value[k * b.columns + j];
                }
            }
        }
        backward.add(() -> {
            for (int i = 0; i < a.rows; i++) {
                for (int k = 0; k < a.columns; k++) {
                    for (int j = 0; j < b.columns; j++) {
                        double g = c.gradient[i * c.columns + j];
                        a.gradient[i * a.columns + k] += g * b.value[k * b.columns + j];
                        b.gradient[k * b.columns + j] += g * a.value[i * a.columns + k];
                    }
                }
            }
        });
        return c;
    }

    public Node transposed(Node a) {
        return pick(a, a.columns, a.rows, i -> i % a.rows * a.columns + i / a.rows);
    }

    /// Entries of a in another order or shape: copies, neighbourhoods, parts.
    ///
    /// @param source which entry of a (row-major) comes to a place; below 0 for a zero
    public Node pick(Node a, int rows, int columns, IntUnaryOperator source) {
        Node c = new Node(rows, columns);
        int[] from = new int[c.value.length];
        Arrays.setAll(from, source);
        for (int i = 0; i < from.length; i++) {
            c.value[i] = from[i] < 0 ? 0 : a.value[from[i]];
        }
        backward.add(() -> {
            for (int i = 0; i < from.length; i++) {
                if (from[i] >= 0) {
                    a.gradient[from[i]] += c.gradient[i];
                }
            }
        });
        return c;
    }

    /// a + b; b may be one row that is added to all rows of a.
    public Node add(Node a, Node b) {
        Node c = new Node(a.rows, a.columns);
        for (int i = 0; i < c.value.length; i++) {
            c.value[i] = a.value[i] + b.value[i % b.value.length];
        }
        backward.add(() -> {
            for (int i = 0; i < c.value.length; i++) {
                a.gradient[i] += c.gradient[i];
                b.gradient[i % b.value.length] += c.gradient[i];
            }
        });
        return c;
    }

    /// Entry by entry a·b; b may be one row for all rows of a.
    public Node scale(Node a, Node b) {
        Node c = new Node(a.rows, a.columns);
        for (int i = 0; i < c.value.length; i++) {
            c.value[i] = a.value[i] * b.value[i % b.value.length];
        }
        backward.add(() -> {
            for (int i = 0; i < c.value.length; i++) {
                a.gradient[i] += c.gradient[i] * b.value[i % b.value.length];
                b.gradient[i % b.value.length] += c.gradient[i] * a.value[i];
            }
        });
        return c;
    }

    /// A number times a.
    public Node scale(Node a, double factor) {
        double[][] row = new double[1][a.columns];
        Arrays.fill(row[0], factor);
        return scale(a, constant(row));
    }

    /// max(a, 0).
    public Node relu(Node a) {
        return larger(a, new Node(a.rows, a.columns));
    }

    /// max(a, b), entry by entry; the gradient goes to a where they are equal.
    public Node larger(Node a, Node b) {
        boolean[][] first = new boolean[a.rows][a.columns];
        for (int i = 0; i < a.value.length; i++) {
            double difference = a.value[i] - b.value[i];
            first[i / a.columns][i % a.columns] = difference >= 0;
            nearestKink = Math.min(nearestKink, Math.abs(difference));
        }
        boolean[][] side = held == null ? first : held.get(sides.size());
        sides.add(side);
        Node c = new Node(a.rows, a.columns);
        for (int i = 0; i < c.value.length; i++) {
            c.value[i] = side[i / a.columns][i % a.columns] ? a.value[i] : b.value[i];
        }
        backward.add(() -> {
            for (int i = 0; i < c.value.length; i++) {
                (side[i / a.columns][i % a.columns] ? a : b).gradient[i] += c.gradient[i];
            }
        });
        return c;
    }

    /// f(a), entry by entry.
    ///
    /// @param slope its derivative
    public Node function(Node a, DoubleUnaryOperator f, DoubleUnaryOperator slope) {
        Node c = new Node(a.rows, a.columns);
        for (int i = 0; i < c.value.length; i++) {
            c.value[i] = f.applyAsDouble(a.value[i]);
        }
        backward.add(() -> {
            for (int i = 0; i < c.value.length; i++) {
                a.gradient[i] += c.gradient[i] * slope.applyAsDouble(a.value[i]);
            }
        });
        return c;
    }

    /// Neighbouring columns.
    public Node columns(Node a, int first, int count) {
        return pick(a, a.rows, count, i -> i / count * a.columns + first + i % count);
    }

    /// Neighbouring rows.
    public Node rows(Node a, int first, int count) {
        return pick(a, count, a.columns, i -> first * a.columns + i);
    }

    /// Turns columns 2f and 2f + 1 of row t by t times frequency f.
    public Node rotary(Node a, List<Double> frequencies) {
        Node c = new Node(a.rows, a.columns);
        turn(a.rows, a.value, c.value, frequencies, 1);
        backward.add(() -> {
            double[] back = new double[c.value.length];
            turn(a.rows, c.gradient, back, frequencies, -1);
            for (int i = 0; i < back.length; i++) {
                a.gradient[i] += back[i];
            }
        });
        return c;
    }

    private static void turn(int rows, double[] from, double[] to, List<Double> frequencies, int sign) {
        for (int t = 0; t < rows; t++) {
            for (int f = 0; f < frequencies.size(); f++) {
                int x = 2 * (t * frequencies.size() + f);
                double cosine = StrictMath.cos(frequencies.get(f) * t);
                double sine = sign * StrictMath.sin(frequencies.get(f) * t);
                to[x] = cosine * from[x] - sine * from[x + 1];
                to[x + 1] = sine * from[x] + cosine * from[x + 1];
            }
        }
    }

    /// Softmax of each row.
    ///
    /// @param causal over its entries up to the diagonal only
    public Node softmax(Node a, boolean causal) {
        Node c = new Node(a.rows, a.columns);
        for (int i = 0; i < a.rows; i++) {
            softmax(a, i, causal ? Math.min(i + 1, a.columns) : a.columns, c.value);
        }
        backward.add(() -> {
            for (int i = 0; i < a.rows; i++) {
                double mean = 0;
                for (int j = 0; j < a.columns; j++) {
                    mean += c.value[i * a.columns + j] * c.gradient[i * a.columns + j];
                }
                for (int j = 0; j < a.columns; j++) {
                    int index = i * a.columns + j;
                    a.gradient[index] += c.value[index] * (c.gradient[index] - mean);
                }
            }
        });
        return c;
    }

    private static void softmax(Node a, int row, int visible, double[] weights) {
        int start = row * a.columns;
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < visible; j++) {
            largest = Math.max(largest, a.value[start + j]);
        }
        double sum = 0;
        for (int j = 0; j < visible; j++) {
            weights[start + j] = StrictMath.exp(a.value[start + j] - largest);
            sum += weights[start + j];
        }
        for (int j = 0; j < visible; j++) {
            weights[start + j] /= sum;
        }
    }

    /// Each row with its mean removed, divided by sqrt(σ² + ε): a layer norm without gain. Of columns, a batch norm,
    /// between two transpositions.
    public Node normalise(Node a, double epsilon) {
        Node c = new Node(a.rows, a.columns);
        double[] scales = new double[a.rows];
        for (int i = 0; i < a.rows; i++) {
            double mean = 0;
            double square = 0;
            for (int j = 0; j < a.columns; j++) {
                mean += a.at(i, j) / a.columns;
            }
            for (int j = 0; j < a.columns; j++) {
                square += (a.at(i, j) - mean) * (a.at(i, j) - mean) / a.columns;
            }
            scales[i] = 1 / Math.sqrt(square + epsilon);
            for (int j = 0; j < a.columns; j++) {
                c.value[i * a.columns + j] = (a.at(i, j) - mean) * scales[i];
            }
        }
        backward.add(() -> {
            for (int i = 0; i < a.rows; i++) {
                double mean = 0;
                double along = 0;
                for (int j = 0; j < a.columns; j++) {
                    int index = i * a.columns + j;
                    mean += c.gradient[index] / a.columns;
                    along += c.gradient[index] * c.value[index] / a.columns;
                }
                for (int j = 0; j < a.columns; j++) {
                    int index = i * a.columns + j;
                    a.gradient[index] += scales[i] * (c.gradient[index] - mean - along * c.value[index]);
                }
            }
        });
        return c;
    }

    /// Σ(a − target)²/divisor.
    public Node squaredError(Node a, double[][] target, double divisor) {
        Node c = new Node(1, 1);
        for (int i = 0; i < a.value.length; i++) {
            double difference = a.value[i] - target[i / a.columns][i % a.columns];
            c.value[0] += difference * difference / divisor;
        }
        backward.add(() -> {
            for (int i = 0; i < a.value.length; i++) {
                double difference = a.value[i] - target[i / a.columns][i % a.columns];
                a.gradient[i] += c.gradient[0] * 2 * difference / divisor;
            }
        });
        return c;
    }

    /// Mean over rows of −ln of the softmax of its label.
    public Node crossEntropy(Node a, int[] labels) {
        Node c = new Node(1, 1);
        double[] weights = new double[a.value.length];
        for (int i = 0; i < a.rows; i++) {
            softmax(a, i, a.columns, weights);
            c.value[0] -= StrictMath.log(weights[i * a.columns + labels[i]]) / a.rows;
        }
        backward.add(() -> {
            for (int i = 0; i < a.value.length; i++) {
                double hit = labels[i / a.columns] == i % a.columns ? 1 : 0;
                a.gradient[i] += c.gradient[0] * (weights[i] - hit) / a.rows;
            }
        });
        return c;
    }
}
