// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which executors may compute.
class ExecutorReportTest {

    private static final String PROGRAM = "a".repeat(64);
    private static final String BITS = "b".repeat(64);

    private static List<String> problems(
            String java, String collector, double secondsAhead, String program, boolean seesShared, String bits) {
        return new ExecutorReport("node7", "3", java, collector, 8, 1L << 30, secondsAhead, program, seesShared, bits)
                .problems(PROGRAM, BITS);
    }

    @ParameterizedTest
    @CsvSource({
        "25.0.3+9, G1 Young Generation, 0",
        "25.0.2+10, Copy, 0",
        "26+35, G1 Young Generation, 0",
        "25.0.2+10, G1 Young Generation, 1",
        "25+36, G1 Concurrent GC, 1",
        "21.0.9+10, Copy, 1"
    })
    void itsJdkMustBeNewAndSound(String java, String collector, int problems) {
        assertThat(problems(java, collector, 0, PROGRAM, true, BITS)).hasSize(problems);
    }

    @Test
    void everyProblemNamesHostAndRemedy() {
        assertThat(problems("25.0.1+8", "G1 Young Generation", -90, "c".repeat(64), false, "d".repeat(64)))
                .allMatch(problem -> problem.startsWith("executor 3 on node7 ") && problem.contains(";"))
                .satisfiesExactly(
                        java -> assertThat(java).contains("JDK-8377811"),
                        program -> assertThat(program).contains("class files cccccccc, here aaaaaaaa"),
                        shared -> assertThat(shared).contains("--shared"),
                        bits -> assertThat(bits).contains("other bits"),
                        clock -> assertThat(clock).contains("-90 seconds"));
    }
}
