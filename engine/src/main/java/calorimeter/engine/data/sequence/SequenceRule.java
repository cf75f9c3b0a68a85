// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Rows that a rule draws. Operands are tokens 0, 1, …; where a row ends with the mark =, that is the token after the
/// last operand. No row is drawn twice.
public sealed interface SequenceRule extends SequenceSource {

    /// The shortest row in which every rule has something to find, and the longest whose scores can be kept.
    int SHORTEST = 3;

    int LONGEST = 256;

    /// Number of distinct operands.
    int operands();

    /// Whether a row ends with the mark =.
    boolean marked();

    /// The rule for the rows of one seed.
    RowDraw draw(Seed seed);

    /// Writes one row, all but the mark, and returns its class.
    interface RowDraw {
        int row(RandomStream stream, int[] row);
    }

    @Override
    default int vocabulary() {
        return operands() + (marked() ? 1 : 0);
    }

    @Override
    default int classes() {
        return operands();
    }

    @Override
    default LabelledRows rows(Seed seed) {
        return RuleRows.of(this, seed);
    }

    /// The class is the operand at a place that the seed chose. One layer of attention is enough: it goes from uniform
    /// over n keys to one of them.
    ///
    ///     x₀ … x_{n−2} =   ↦   x_k,   k fixed, 0 ≤ k ≤ n − 2
    record Lookup(int length, int operands, int examples) implements SequenceRule {

        public Lookup {
            require(operands >= 2, "vocabulary", operands, "an integer of at least 2");
            RuleRows.requirePossible(length, examples, Math.pow(operands, length - 1.0));
        }

        @Override
        public boolean marked() {
            return true;
        }

        @Override
        public RowDraw draw(Seed seed) {
            int place = seed.child("place").stream().nextInt(length - 1);
            return (stream, row) -> {
                RuleRows.fill(stream, row, length - 1, operands);
                return row[place];
            };
        }
    }

    /// The class is the token after the earlier occurrence of the last one. A transformer needs two layers for it: one
    /// that tells each position what stands before it, and one that finds the last token there.
    ///
    ///     … a b … a   ↦   b,   a nowhere else
    record Induction(int length, int operands, int examples) implements SequenceRule {

        public Induction {
            require(operands >= 3, "vocabulary", operands, "an integer of at least 3");
            double different = operands * (length - 2.0) * Math.pow(operands - 1.0, length - 2.0);
            RuleRows.requirePossible(length, examples, different);
        }

        @Override
        public boolean marked() {
            return false;
        }

        @Override
        public RowDraw draw(Seed seed) {
            return (stream, row) -> {
                int repeated = stream.nextInt(operands);
                RuleRows.fill(stream, row, length, operands - 1);
                for (int i = 0; i < length; i++) {
                    row[i] += row[i] >= repeated ? 1 : 0;
                }
                int place = stream.nextInt(length - 2);
                row[place] = repeated;
                row[length - 1] = repeated;
                return row[place + 1];
            };
        }
    }

    /// The class is the parity of `bits` of the bits of a row, at places that the seed chose.
    ///
    ///     x₀ … x_{n−2} =   ↦   x_{k₁} ⊕ … ⊕ x_{k_b}
    record Parity(int length, int bits, int examples) implements SequenceRule {

        public Parity {
            RuleRows.requirePossible(length, examples, Math.pow(2, length - 1.0));
            require(
                    bits >= 1 && bits < length,
                    "parity bits",
                    bits,
                    "1 to " + (length - 1) + " of a row of length " + length);
        }

        @Override
        public int operands() {
            return 2;
        }

        @Override
        public boolean marked() {
            return true;
        }

        @Override
        public RowDraw draw(Seed seed) {
            int[] all = IntStream.range(0, length - 1).toArray();
            seed.child("place").stream().shuffle(all);
            int[] places = Arrays.copyOf(all, bits);
            return (stream, row) -> {
                RuleRows.fill(stream, row, length - 1, 2);
                return Arrays.stream(places).map(place -> row[place]).sum() % 2;
            };
        }
    }

    /// The class is the sum of the operands modulo p.
    ///
    ///     x₀ … x_{n−2} =   ↦   Σ x_i mod p
    record Sum(int length, int modulus, int examples) implements SequenceRule {

        public Sum {
            require(modulus >= 2, "p", modulus, "an integer of at least 2");
            RuleRows.requirePossible(length, examples, Math.pow(modulus, length - 1.0));
        }

        @Override
        public int operands() {
            return modulus;
        }

        @Override
        public boolean marked() {
            return true;
        }

        @Override
        public RowDraw draw(Seed seed) {
            return (stream, row) -> {
                RuleRows.fill(stream, row, length - 1, modulus);
                return (int) (Arrays.stream(row, 0, length - 1).asLongStream().sum() % modulus);
            };
        }
    }
}
