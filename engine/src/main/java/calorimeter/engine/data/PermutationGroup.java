// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

/// The symmetric group S₅: its 120 elements in lexicographic order and their composition.
final class PermutationGroup {

    static final int ORDER = 120;

    private static final int POINTS = 5;

    private static final int[][] ELEMENTS = elements();

    private PermutationGroup() {}

    /// Number of a ∘ b: first b, then a.
    static int compose(int a, int b) {
        int[] product = new int[POINTS];
        for (int i = 0; i < POINTS; i++) {
            product[i] = ELEMENTS[a][ELEMENTS[b][i]];
        }
        return number(product);
    }

    /// Lexicographic rank: Σ_i (entries after i that are smaller) · (4 − i)!.
    private static int number(int[] permutation) {
        int rank = 0;
        for (int i = 0; i < POINTS; i++) {
            int smaller = 0;
            for (int j = i + 1; j < POINTS; j++) {
                smaller += permutation[j] < permutation[i] ? 1 : 0;
            }
            rank = rank * (POINTS - i) + smaller;
        }
        return rank;
    }

    private static int[][] elements() {
        int[][] table = new int[ORDER][];
        int[] digits = new int[POINTS];
        int count = (int) Math.pow(POINTS, POINTS);
        for (int code = 0; code < count; code++) {
            int rest = code;
            boolean[] seen = new boolean[POINTS];
            boolean distinct = true;
            for (int i = 0; i < POINTS; i++) {
                digits[i] = rest % POINTS;
                rest /= POINTS;
                distinct &= !seen[digits[i]];
                seen[digits[i]] = true;
            }
            if (distinct) {
                table[number(digits)] = digits.clone();
            }
        }
        return table;
    }
}
