// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

import static calorimeter.engine.data.Operation.COMPOSE;
import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The laws of the operations: S₅ is the group it should be, division undoes multiplication, the forms are what
/// they say.
class OperationTest {

    private static final int ORDER = PermutationGroup.ORDER;

    private static int compose(int a, int b) {
        return COMPOSE.apply(a, b, 3);
    }

    /// Each row and column of the table holds every element once: closure, and left and right division.
    @Test
    void compositionTableIsALatinSquare() {
        for (int a = 0; a < ORDER; a++) {
            boolean[] inRow = new boolean[ORDER];
            boolean[] inColumn = new boolean[ORDER];
            for (int b = 0; b < ORDER; b++) {
                inRow[compose(a, b)] = true;
                inColumn[compose(b, a)] = true;
            }
            assertThat(inRow).doesNotContain(false);
            assertThat(inColumn).doesNotContain(false);
        }
    }

    @Test
    void compositionIsAssociative() {
        RandomStream stream = Seed.of(1).child("triples").stream();
        for (int i = 0; i < 10_000; i++) {
            int a = stream.nextInt(ORDER);
            int b = stream.nextInt(ORDER);
            int c = stream.nextInt(ORDER);
            assertThat(compose(compose(a, b), c)).isEqualTo(compose(a, compose(b, c)));
        }
    }

    /// Element 0 is the identity, and of each order there are as many elements as S₅ has: no other group of 120
    /// elements has these numbers.
    @Test
    void elementsHaveTheOrdersOfTheSymmetricGroup() {
        Map<Integer, Integer> count = new TreeMap<>();
        for (int a = 0; a < ORDER; a++) {
            assertThat(compose(a, 0)).isEqualTo(a);
            assertThat(compose(0, a)).isEqualTo(a);
            int order = 1;
            for (int power = a; power != 0; power = compose(power, a)) {
                order++;
            }
            count.merge(order, 1, Integer::sum);
        }
        assertThat(count).isEqualTo(Map.of(1, 1, 2, 25, 3, 20, 4, 30, 5, 24, 6, 20));
    }

    /// Permutation 1 exchanges the last two things, 2 the third and fourth. First 2, then 1 sends (2, 3, 4) to
    /// (4, 2, 3), which is number 4; the other way round to (3, 4, 2), number 3.
    @Test
    void theRightFactorActsFirst() {
        assertThat(compose(1, 2)).isEqualTo(4);
        assertThat(compose(2, 1)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 97, 113})
    void divisionUndoesMultiplication(int p) {
        for (int a = 0; a < p; a++) {
            for (int b = 1; b < p; b++) {
                assertThat(Operation.DIVIDE.apply(Operation.MULTIPLY.apply(a, b, p), b, p))
                        .isEqualTo(a);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void commutativeMeansASymmetricTable(Operation operation) {
        int p = 11;
        int from = operation == Operation.DIVIDE ? 1 : 0;
        boolean symmetric = true;
        for (int a = from; a < p; a++) {
            for (int b = from; b < p; b++) {
                symmetric &= operation.apply(a, b, p) == operation.apply(b, a, p);
            }
        }
        assertThat(symmetric).isEqualTo(operation.commutative());
    }

    @Test
    void modularOperationsAgreeWithTheirFormulas() {
        int p = 13;
        for (int a = 0; a < p; a++) {
            for (int b = 0; b < p; b++) {
                assertThat(Operation.ADD.apply(a, b, p)).isEqualTo(Math.floorMod(a + b, p));
                assertThat(Operation.SUBTRACT.apply(a, b, p)).isEqualTo(Math.floorMod(a - b, p));
                assertThat(Operation.MULTIPLY.apply(a, b, p)).isEqualTo(Math.floorMod(a * b, p));
                assertThat(Operation.SUM_OF_SQUARES.apply(a, b, p)).isEqualTo(Math.floorMod(a * a + b * b, p));
                assertThat(Operation.QUADRATIC_FORM.apply(a, b, p)).isEqualTo(Math.floorMod(a * a + a * b + b * b, p));
            }
        }
    }

    /// (p − 1)² does not fit an int.
    @Test
    void largeModuliDoNotOverflow() {
        int p = 2_147_483_647;
        assertThat(Operation.MULTIPLY.apply(p - 1, p - 1, p)).isEqualTo(1);
        assertThat(Operation.ADD.apply(p - 1, p - 1, p)).isEqualTo(p - 2);
        assertThat(Operation.SUM_OF_SQUARES.apply(p - 1, p - 1, p)).isEqualTo(2);
        assertThat(Operation.DIVIDE.apply(1, p - 1, p)).isEqualTo(p - 1);
    }
}
