// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SmallTraining;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.lab.store.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Constraints, operators and clamps that cannot be: one line, status 2, and no run.
class ConstraintFailureTest {

    @TempDir
    private Path home;

    private void assertRefused(Outcome outcome, String reason) {
        assertThat(outcome.err()).contains(reason);
        assertThat(outcome.errorLines()).hasSize(1);
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        try (RunStore store = RunStore.open(home)) {
            assertThat(store.runs()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "constraint attention.T >= 0.5 | attention.T is no quantity of this run",
                "constraint attention.F <= 0 | attention.F is recorded but has none",
                "constraint test.loss <= 1 | test.loss is recorded but has none",
                "constraint attention.S.read >= 0.5 --model mlp --tokens operands | is no quantity of this run",
                "constraint train.loss <= 0.1; train.loss >= 0.2 | without contradictions: no value has",
                "constraint weights.norm = 5; weights.norm = 6 | without contradictions: no value has",
                "constraint weights.norm <= 5; weights.norm <= 5.0 | without weights.norm <= 5.0 twice",
                "constraint attention.S.read >= 2 | attention.S.read lies between 0.0 and 1.0986123",
                "constraint weights.norm <= NaN | with a number on the right, not 'NaN'",
                "constraint weights.norm <= Infinity | with a number on the right, not 'Infinity'",
                "constraint weights.norm <= bound | constraint-bound is 'none'",
                "constraint weights.norm <= bound --constraint-bound Infinity | must be a number, since a constraint names",
                "constraint weights.norm <= bound --constraint-bound NaN | must be a number, since a constraint names it",
                "constraint weights.norm == 5 | with <=, >= or =, not ==",
                "constraint ; | nothing stands at character 1",
                "constraint rate(error <= 0.1 | QUANTITY, one of <= >= =, and a number",
                "constraint rate(error, grp=a) <= 0.1 | rate(error, grp=a) is no quantity of this run",
                "constraint rate(error) * 2 <= 0.1 | rate(error) * 2 is no quantity of this run",
                "constraint rate(error) rate(error) <= 0.1 | rate(error) rate(error) is no quantity of this run",
                "constraint attention.S.read >= 0.5 --plan folded | must be auto or layered with this constraint",
                "constraint weights.norm <= 5 --dual-rate 0 | dual-rate is '0' (--dual-rate) but must be a positive",
                "constraint weights.norm <= 5 --dual-smoothing 1 | dual-smoothing is '1' (--dual-smoothing) but must be in",
                "constraint weights.norm <= 5 --dual-method penalty --dual-penalty -1 | must be a positive number",
                "constraint weights.norm <= 5 --dual-proportional NaN | must be 0 or a positive number",
                "constraint weights.norm <= 5 --dual-method adam | one of ascent, pi, augmented, penalty",
                "attention tsallis --order 2.5 | must be α in (0, 2] for tsallis",
                "attention tsallis --order 0 | must be α in (0, 2] for tsallis",
                "attention kaniadakis --order 1 | must be κ in (-1, 1) for kaniadakis",
                "attention abe --order 20 | must be q in [0.1, 10] for abe",
                "attention abe | order is 'none'",
                "order 1.5 | none for softmax, which has no order",
                "attention tsallis --order 1.5 --order-trainable head --plan folded | since products cannot be folded",
                "attention tsallis --order 2 --order-trainable head | inside its range where it is trained",
                "norm-clamp 1.15:500 | reference-norm is '0'",
                "norm-clamp 1.15 --reference-norm 5 | none, or RATIO:STEP",
            })
    void whatCannotBeIsOneLine(String flags, String reason) {
        List<String> words = new ArrayList<>();
        for (String flag : flags.split(" +--", -1)) {
            int space = flag.indexOf(' ');
            words.add("--" + flag.substring(0, space));
            words.add(flag.substring(space + 1));
        }
        assertRefused(new Terminal(home).run(SmallTraining.once(words.toArray(String[]::new))), reason);
    }

    /// @param table whose columns are x, y, label and perhaps group
    private Outcome train(String constraint, String table) throws IOException {
        Path file = Files.writeString(home.resolve("table.csv"), table);
        return new Terminal(home)
                .run("train", "--task", file.toString(), "--train-fraction", "0.9", "--constraint", constraint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(positive, group=c) <= 0.1 | of groups that the data have: a, b; not c",
                "rate(true-positive, group=b) <= 0.1 | rate(true-positive, group=b) is of none",
            })
    void groupsHaveRows(String constraint, String reason) throws IOException {
        StringBuilder rows = new StringBuilder("x,y,label,group\n");
        for (int i = 0; i < 16; i++) {
            rows.append(i % 4 + "," + i / 4 + (i % 4 < 2 ? "," + i % 2 + ",a\n" : ",0,b\n"));
        }
        assertRefused(train(constraint, rows.toString()), reason);
    }

    @Test
    void theColumnOfGroupsIsMissing() throws IOException {
        StringBuilder rows = new StringBuilder("x,y,label\n");
        for (int i = 0; i < 16; i++) {
            rows.append(i % 4 + "," + i / 4 + "," + i % 2 + "\n");
        }
        assertRefused(
                train("rate(positive, group=a) <= 0.1", rows.toString()),
                "without groups: the data have no column group");
    }
}
