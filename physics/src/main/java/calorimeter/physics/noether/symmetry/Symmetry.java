// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.symmetry;

import java.util.Arrays;
import java.util.List;

/// A symmetry of a loss: q → q + sX(q) changes nothing, so ⟨∇f, X⟩ = 0. A symmetry of matrices has several
/// generators, one per law. With a the [rows × columns] view of a block:
///
/// | family | X of a block | laws |
/// |---|---|---|
/// | translation | ±1 in row i | rows |
/// | rotation | aM, M = E_ij − E_ji | columns·(columns−1)/2 |
/// | scale | a | 1 |
/// | rescale | ±a | 1 |
/// | matrix rescale | ±a(E_ij + E_ji)/2 | columns·(columns+1)/2 |
///
/// Everything else is one product, [#product]: ⟨X(q), y⟩ for every law. It gives the charge ⟨X(q), q⟩ (of rotations
/// ⟨X(q), v⟩), P = ⟨X(q), v⟩, the kinetic breaking N = ⟨v, DX·v⟩ = ⟨X(v), v⟩, and the violation ρ = ⟨X(q), ∇f⟩.
/// Matrix charges are Σ±aᵀb, symmetrised, packed row by row: (0,0), (0,1), …, (1,1), …; angular momenta the same
/// without the diagonal.
///
/// Sources: Tanaka & Kunin, arXiv:2105.02716, §4; Kunin et al., arXiv:2012.04728, §3; matrices: docs/theory.md.
///
/// @param name   unique within a model, such as "layer0.head1.QK"
/// @param family what it does to the blocks
/// @param blocks what it acts on, with signs; all have as many columns as the first if the charge is a matrix, as many
///               rows if it is a translation
public record Symmetry(String name, Family family, List<Block> blocks) {

    /// What a symmetry does to its blocks.
    public enum Family {
        TRANSLATION,
        ROTATION,
        SCALE,
        RESCALE,
        MATRIX_RESCALE
    }

    /// @throws IllegalArgumentException if there is no block, or blocks do not fit each other or the family
    public Symmetry {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("symmetry " + name + " acts on no block");
        }
        for (Block block : blocks) {
            boolean fits = switch (family) {
                case TRANSLATION -> block.rows() == blocks.getFirst().rows();
                case ROTATION ->
                    block.sign() == 1 && block.columns() == blocks.getFirst().columns();
                case MATRIX_RESCALE -> block.columns() == blocks.getFirst().columns();
                case SCALE -> block.sign() == 1;
                case RESCALE -> true;
            };
            if (!fits) {
                throw new IllegalArgumentException("block of " + block.tensor() + ", " + block.rows() + " × "
                        + block.columns() + " with sign " + block.sign() + ", does not fit the symmetry " + name);
            }
        }
    }

    public Symmetry(String name, Family family, Block... blocks) {
        this(name, family, Arrays.asList(blocks));
    }

    /// The number of laws, which is the length of a charge.
    public int laws() {
        int rows = blocks.getFirst().rows();
        int columns = blocks.getFirst().columns();
        return switch (family) {
            case TRANSLATION -> rows;
            case ROTATION -> columns * (columns - 1) / 2;
            case SCALE, RESCALE -> 1;
            case MATRIX_RESCALE -> columns * (columns + 1) / 2;
        };
    }

    /// The place of entry (i, j) in a matrix charge or angular momentum.
    ///
    /// @throws IllegalArgumentException if the charge has no such entry
    public int law(int i, int j) {
        int columns = blocks.getFirst().columns();
        boolean diagonal = family == Family.MATRIX_RESCALE;
        if ((!diagonal && family != Family.ROTATION) || i < 0 || j >= columns || i > j || (i == j && !diagonal)) {
            throw new IllegalArgumentException("the charge of " + name + " has no entry (" + i + ", " + j + ")");
        }
        int before = i * columns - i * (i - 1) / 2;
        return diagonal ? before + j - i : before - i + j - i - 1;
    }

    /// ⟨X(q), q⟩: S of a translation, R of a scale or rescale; 0 of a rotation, whose charge needs a velocity.
    public double[] charge(Tensors position) {
        return product(position, position);
    }

    /// ⟨X(q), v⟩: V of a translation, P of a scale or rescale, L of a rotation.
    public double[] momentum(Tensors position, Tensors velocity) {
        return product(position, velocity);
    }

    /// ⟨v, DX·v⟩, by which the learning rule breaks the symmetry: N, and 0 of translations and rotations.
    public double[] kineticBreaking(Tensors velocity) {
        return family == Family.TRANSLATION || family == Family.ROTATION
                ? new double[laws()]
                : product(velocity, velocity);
    }

    /// ⟨X(q), ∇f⟩, 0 up to rounding if the loss has the symmetry.
    public double[] violation(Tensors position, Tensors gradient) {
        return product(position, gradient);
    }

    /// ⟨X(q), y⟩ of every law.
    public double[] product(Tensors position, Tensors other) {
        double[] sums = new double[laws()];
        for (Block block : blocks) {
            Tensors.Entries q = block.of(position);
            Tensors.Entries y = block.of(other);
            switch (family) {
                case TRANSLATION -> addRows(block, y, sums);
                case SCALE, RESCALE -> addSquares(block, q, y, sums);
                case ROTATION, MATRIX_RESCALE -> addMatrix(block, q, y, sums);
            }
        }
        return sums;
    }

    private static void addRows(Block block, Tensors.Entries y, double[] sums) {
        for (int i = 0; i < block.rows(); i++) {
            double sum = 0;
            for (int j = 0; j < block.columns(); j++) {
                sum += y.at(block.index(i, j));
            }
            sums[i] += block.sign() * sum;
        }
    }

    private static void addSquares(Block block, Tensors.Entries q, Tensors.Entries y, double[] sums) {
        double sum = 0;
        for (int i = 0; i < block.rows(); i++) {
            for (int j = 0; j < block.columns(); j++) {
                int index = block.index(i, j);
                sum += q.at(index) * y.at(index);
            }
        }
        sums[0] += block.sign() * sum;
    }

    /// (aᵀb + bᵀa)/2 of a matrix rescale, aᵀb − bᵀa of a rotation.
    private void addMatrix(Block block, Tensors.Entries q, Tensors.Entries y, double[] sums) {
        boolean symmetric = family == Family.MATRIX_RESCALE;
        int law = 0;
        for (int i = 0; i < block.columns(); i++) {
            for (int j = symmetric ? i : i + 1; j < block.columns(); j++) {
                double forth = 0;
                double back = 0;
                for (int row = 0; row < block.rows(); row++) {
                    int left = block.index(row, i);
                    int right = block.index(row, j);
                    forth += q.at(left) * y.at(right);
                    back += q.at(right) * y.at(left);
                }
                sums[law++] += block.sign() * (symmetric ? (forth + back) / 2 : forth - back);
            }
        }
    }
}
