// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

/// A table of free parameters, one vector per position, added to the content. Nothing ties different positions
/// together: the symmetry of a global shift is broken outright.
public final class Learned implements PositionalEncoding {

    private final double[][] table;

    private Learned(double[][] ownedTable) {
        table = ownedTable;
    }

    /// The codes of positions 0 … table.length − 1, each of the content's width; copied.
    ///
    /// @throws IllegalArgumentException if the table is empty, its rows differ in length, or an entry is not
    ///     finite
    public static Learned of(double[][] table) {
        return new Learned(Matrices.copy("the position table", table));
    }

    @Override
    public String name() {
        return "learned";
    }

    /// Positions that have a code.
    public int positions() {
        return table.length;
    }

    @Override
    public double[] code(int position, int width) {
        if (position < 0 || position >= table.length) {
            throw new IllegalArgumentException(
                    "position is " + position + " but learned codes reach from 0 to " + (table.length - 1));
        }
        if (width != table[position].length) {
            throw new IllegalArgumentException(
                    "the content has width " + width + " but the learned codes have " + table[position].length);
        }
        return table[position].clone();
    }
}
