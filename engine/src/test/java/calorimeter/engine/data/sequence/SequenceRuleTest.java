// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.data.sequence.SequenceRule.Induction;
import calorimeter.engine.data.sequence.SequenceRule.Lookup;
import calorimeter.engine.data.sequence.SequenceRule.Parity;
import calorimeter.engine.data.sequence.SequenceRule.Sum;
import calorimeter.engine.random.Seed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequenceRuleTest {

    private static final Seed SEED = Seed.of(3);

    /// Rows with the class behind them.
    private static List<int[]> rows(SequenceRule rule, Seed seed) {
        LabelledRows rows = rule.rows(seed);
        int length = rule.length();
        assertThat(rows.labels()).hasSize(rule.examples());
        return IntStream.range(0, rule.examples())
                .mapToObj(row -> {
                    int[] all = Arrays.copyOfRange(rows.tokens(), row * length, row * length + length + 1);
                    all[length] = rows.labels()[row];
                    return all;
                })
                .toList();
    }

    @Test
    void theClassOfALookupIsTheOperandAtOnePlace() {
        Set<Integer> chosen = new TreeSet<>();
        for (int seed = 0; seed < 60; seed++) {
            List<int[]> rows = rows(new Lookup(6, 5, 200), Seed.of(seed));
            int[] places = IntStream.range(0, 5)
                    .filter(place -> rows.stream().allMatch(row -> row[place] == row[6]))
                    .toArray();
            assertThat(places).hasSize(1);
            assertThat(rows).allMatch(row -> row[5] == 5);
            chosen.add(places[0]);
        }
        assertThat(chosen).as("places of 60 seeds").containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void theClassOfAnInductionFollowsTheOnlyEarlierOccurrence() {
        for (int length : new int[] {3, 4, 9}) {
            for (int[] row : rows(new Induction(length, 6, 30), SEED)) {
                int last = row[length - 1];
                int[] before = IntStream.range(0, length - 1)
                        .filter(place -> row[place] == last)
                        .toArray();
                assertThat(before).hasSize(1);
                assertThat(row[length]).isEqualTo(row[before[0] + 1]).isNotEqualTo(last);
            }
        }
    }

    @Test
    void theClassOfAParityDependsOnSoManyBits() {
        List<int[]> all = rows(new Parity(7, 3, 64), SEED);
        int[] sensitive = IntStream.range(0, 6)
                .filter(place -> all.stream()
                        .anyMatch(row ->
                                all.stream().anyMatch(other -> row[7] != other[7] && differOnlyAt(place, row, other))))
                .toArray();
        assertThat(sensitive).hasSize(3);
        assertThat(all).allMatch(row -> row[7] == (row[sensitive[0]] + row[sensitive[1]] + row[sensitive[2]]) % 2);
    }

    private static boolean differOnlyAt(int place, int[] row, int[] other) {
        return IntStream.range(0, 6).allMatch(i -> (row[i] != other[i]) == (i == place));
    }

    @Test
    void theClassOfASumIsTheSumModuloP() {
        assertThat(rows(new Sum(5, 7, 500), SEED))
                .allMatch(row -> row[4] == 7 && row[5] == (row[0] + row[1] + row[2] + row[3]) % 7);
    }

    /// All rows there are: 3³, 4·2·3², 2⁴ and 3³.
    @Test
    void noRowIsDrawnTwiceAndEachCanBeDrawn() {
        for (SequenceRule rule :
                List.of(new Lookup(4, 3, 27), new Induction(4, 4, 72), new Parity(5, 2, 16), new Sum(4, 3, 27))) {
            Set<String> different = new HashSet<>();
            rows(rule, SEED).forEach(row -> different.add(Arrays.toString(row)));
            assertThat(different).as(rule.toString()).hasSize(rule.examples());
        }
        assertThatThrownBy(() -> new Lookup(4, 3, 28))
                .hasMessage("examples is 28 but must be at most 27, since there are no more different rows");
        assertThatThrownBy(() -> new Induction(4, 4, 73)).hasMessageContaining("at most 72");
        assertThatThrownBy(() -> new Parity(5, 2, 17)).hasMessageContaining("at most 16");
    }

    @Test
    void equalSeedsDrawEqualRowsAndOthersOthers() {
        SequenceRule rule = new Sum(9, 11, 40);
        assertThat(rule.rows(Seed.of(1)).tokens())
                .isEqualTo(rule.rows(Seed.of(1)).tokens())
                .isNotEqualTo(rule.rows(Seed.of(2)).tokens());
    }

    @Test
    void valuesThatCannotBe() {
        assertThatThrownBy(() -> new Lookup(2, 5, 9)).hasMessage("length is 2 but must be an integer from 3 to 256");
        assertThatThrownBy(() -> new Lookup(257, 5, 9)).hasMessageContaining("length is 257");
        assertThatThrownBy(() -> new Lookup(9, 1, 9)).hasMessageContaining("vocabulary is 1");
        assertThatThrownBy(() -> new Induction(9, 2, 9)).hasMessageContaining("vocabulary is 2");
        assertThatThrownBy(() -> new Parity(9, 9, 9))
                .hasMessage("parity bits is 9 but must be 1 to 8 of a row of length 9");
        assertThatThrownBy(() -> new Sum(9, 1, 9)).hasMessageContaining("p is 1");
        assertThatThrownBy(() -> new Sum(256, 5, 400_000))
                .hasMessage("examples is 400000 but must be at most 390625 of length 256, since all rows are kept");
    }
}
