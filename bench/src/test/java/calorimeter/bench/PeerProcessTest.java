// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.store.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Peers written in the shell.
class PeerProcessTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private PeerProcess shell(String script) {
        return new PeerProcess(List.of("sh", "-c", script), Map.of("COLOUR", "blue"), folder.resolve("errors"));
    }

    @Test
    void answersOneLineToOneLine() {
        try (PeerProcess peer =
                shell("while read line; do echo \"{\\\"heard\\\": $line, \\\"c\\\": \\\"$COLOUR\\\"}\"; done")) {
            assertThat(peer.ask(Peer.question("one"))).hasToString("{\"heard\":{\"command\":\"one\"},\"c\":\"blue\"}");
            assertThat(peer.ask(Peer.question("two"))
                            .path("heard")
                            .path("command")
                            .asText())
                    .isEqualTo("two");
        }
    }

    @Test
    void anErrorIsAnExceptionAndNotTheEnd() {
        try (PeerProcess peer = shell("while read line; do echo '{\"error\": \"no compiler\"}'; done")) {
            assertThatThrownBy(() -> peer.ask(Peer.question("x"))).hasMessage("no compiler");
            assertThatThrownBy(() -> peer.ask(Peer.question("x"))).hasMessage("no compiler");
        }
    }

    @Test
    void aSuddenEndIsExplainedByTheLastWords() {
        try (PeerProcess peer = shell("read line; echo first >&2; echo 'Killed by the sea' >&2; echo >&2; exit 3")) {
            assertThatThrownBy(() -> peer.ask(Peer.question("x")))
                    .isInstanceOf(PeerException.class)
                    .hasMessage("the process has ended: Killed by the sea");
        }
    }

    /// The compiler that it waits for holds the pipe, too, and is ended with it.
    @Test
    @Timeout(30)
    void whoGivesNoAnswerIsStopped() throws Exception {
        Path pids = folder.resolve("pids");
        String script = "echo $$ > " + pids + "; sleep 60 & echo $! >> " + pids + "; read line; wait";
        try (PeerProcess peer = new PeerProcess(
                List.of("sh", "-c", script), Map.of(), folder.resolve("errors"), Duration.ofMillis(700))) {
            String stopped = "gave no answer to 'prepare' within 700 ms and was stopped";
            assertThatThrownBy(() -> peer.ask(Peer.question("prepare")))
                    .isInstanceOf(PeerException.class)
                    .hasMessage(stopped);
            assertThatThrownBy(() -> peer.ask(Peer.question("time"))).hasMessage(stopped);
        }
        assertThat(Files.readAllLines(pids)).hasSize(2);
        for (String pid : Files.readAllLines(pids)) {
            TestProcesses.awaitEnd(Long.parseLong(pid));
        }
    }

    @Test
    @Timeout(30)
    void whoHangsInARaceDropsOutByName() {
        Rival engine = new Rival(
                "engine", "Calorimeter", () -> new FakePeer("ours", 0.01, new double[] {3, 2, 1}, new ArrayList<>()));
        Rival hanging = new Rival(
                "torch",
                "PyTorch",
                () -> new PeerProcess(
                        List.of("sh", "-c", "read line; sleep 60"),
                        Map.of(),
                        folder.resolve("errors"),
                        Duration.ofMillis(300)));
        BenchmarkCase pandey = new BenchmarkCase(
                BenchmarkCase.PANDEY,
                BenchmarkCase.training("pandey", Map.of("p", "5")),
                List.of("compiled"),
                List.of());
        BenchmarkSettings settings = new BenchmarkSettings(List.of(pandey), 1, 0.01, 0.01, 1, 10, 0);
        BenchmarkReport report = new Benchmark(settings, engine, List.of(hanging), folder, line -> {})
                .run(Provenance.ofThisProcess("0", "abc", "vector", 1), steps -> 0);
        assertThat(report.cases().getFirst().remarks())
                .containsExactly("PyTorch skipped: gave no answer to 'hello' within 300 ms and was stopped");
    }

    @Test
    void whatIsNotJsonIsNotAnAnswer() {
        try (PeerProcess peer = shell("while read line; do echo moin; done")) {
            assertThatThrownBy(() -> peer.ask(Peer.question("x"))).hasMessage("answered 'moin', which is not JSON");
        }
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThatThrownBy(() -> new PeerProcess(List.of("/no/such/python"), Map.of(), folder.resolve("errors")))
                .isInstanceOf(PeerException.class)
                .hasMessageStartingWith("/no/such/python cannot be started: ");
    }

    @Test
    void memoryIsReadFromTheKernelsStatus() {
        assertThat(ChildProcess.peakMemory(List.of("Name:\tjava", "VmHWM:\t  272376 kB", "VmRSS:\t 1 kB")))
                .isEqualTo(272_376L * 1024);
        assertThat(ChildProcess.peakMemory(List.of("Name:\tjava"))).isZero();
    }

    @Test
    void aTrainingThatFailsHasNoMemory() {
        assertThatThrownBy(() -> ChildProcess.peakMemory(
                        List.of("sh", "-c", "echo no space left; exit 2"), Map.of(), folder.resolve("log")))
                .isInstanceOf(PeerException.class)
                .hasMessage("the training failed: no space left");
    }
}
