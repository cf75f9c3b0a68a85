// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.bench.Target.Verdict;
import calorimeter.lab.store.Provenance;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole benchmark with peers that take exactly the time they are told.
class BenchmarkTest {

    private static final double[] LOSSES = {3, 2, 1};
    private static final double[] OTHER = {3, 2, 1.1};
    private static final Provenance HERE = Provenance.ofThisProcess("0", "abc", "vector", 2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final List<String> log = new ArrayList<>();
    private final Rival engine = new Rival("engine", "Calorimeter", () -> new FakePeer("ours", 0.01, LOSSES, log));

    private BenchmarkReport run(int rounds, Rival... rivals) {
        BenchmarkCase nanda = new BenchmarkCase(
                BenchmarkCase.NANDA,
                BenchmarkCase.training("nanda", Map.of("p", "5")),
                List.of("published", "last"),
                List.of("last"));
        BenchmarkSettings settings = new BenchmarkSettings(List.of(nanda), rounds, 0.02, 0.01, 2, 10, 0);
        return new Benchmark(settings, engine, List.of(rivals), folder, line -> {})
                .run(HERE, steps -> steps * 10_000_000L);
    }

    private Rival torch(double seconds, double[] losses) {
        return new Rival("torch", "PyTorch", () -> new FakePeer("torch", seconds, losses, log));
    }

    private static Target target(BenchmarkReport report, String beginning) {
        return Target.judge(report).stream()
                .filter(target -> target.quantity().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ratiosDecideTargets() {
        BenchmarkReport report = run(2, torch(0.085, LOSSES));
        Target published = target(report, "nanda p=113: PyTorch eager as published");
        assertThat(published.measured().orElseThrow().median()).isCloseTo(8.5, within(1e-9));
        assertThat(published.verdict()).isEqualTo(Verdict.MET);
        assertThat(target(report, "SGEMM TN").measured().orElseThrow().median()).isCloseTo(8.5, within(1e-9));
        assertThat(target(report, "pandey").verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(target(report, "nanda p=113: peak resident").verdict()).isEqualTo(Verdict.MET);
        assertThat(target(run(1, torch(0.079, LOSSES)), "nanda p=113: PyTorch eager as published")
                        .verdict())
                .isEqualTo(Verdict.MISSED);
    }

    /// A logged step takes twice as long; nanda logs every tenth and some more in the beginning: x/(1 + x) of
    /// 0.1.
    @Test
    void theShareOfObservablesFollowsTheSchedule() {
        CaseResult result = run(1).cases().getFirst();
        assertThat(result.observables().orElseThrow().median()).isCloseTo(0.1 / 1.1, within(0.003));
        double rate = result.work().floatingPointOperations() / 0.01;
        assertThat(result.fractionOfPeak().median()).isCloseTo(rate / 1e11, within(1e-12));
    }

    @Test
    void aPeerThatDisagreesIsReportedAndNotTimed() {
        BenchmarkReport report = run(2, torch(0.001, OTHER));
        CaseResult result = report.cases().getFirst();
        assertThat(result.seconds()).hasSize(1);
        assertThat(result.remarks()).hasSize(2).allMatch(remark -> remark.contains("disagrees and is not timed"));
        assertThat(log).doesNotContain("torch time");
        assertThat(target(report, "nanda p=113: best").verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(BenchmarkMarkdown.of(report, "bench"))
                .contains("torch, eager as published disagrees and is not timed");
    }

    @Test
    void everyoneHasOneTurnARound() {
        run(3, torch(0.02, LOSSES));
        List<String> turns = log.subList(log.lastIndexOf("ours hello"), log.indexOf("ours closed"));
        List<String> race = turns.stream()
                .filter(line -> line.endsWith("time") || line.endsWith("observe"))
                .toList();
        List<String> round = List.of("ours time", "ours observe", "torch time", "torch time");
        List<String> rounds = new ArrayList<>(round);
        rounds.addAll(round);
        rounds.addAll(round);
        assertThat(race.subList(race.size() - rounds.size(), race.size())).isEqualTo(rounds);
    }

    @Test
    void whoCannotStartIsSkippedAndWhoFailsDropsOut() {
        Rival absent = new Rival("jax", "JAX", () -> {
            throw new PeerException("pip could not install jax: no network");
        });
        Rival fragile = new Rival("torch", "PyTorch", () -> new FakePeer("torch", 0.02, LOSSES, log).goneAfter(3));
        BenchmarkReport report = run(3, fragile, absent);
        assertThat(report.cases().getFirst().seconds()).hasSize(1);
        assertThat(report.cases().getFirst().remarks())
                .contains("JAX skipped: pip could not install jax: no network")
                .anyMatch(remark -> remark.endsWith("dropped out: the process has ended: out of memory"));
    }

    /// Enough products to warm up (one of each shape) and to size the turns (four, on one thread and on two),
    /// and one turn of the first round.
    @Test
    void whoDropsOutOfTheProductsIsNamedWithTheReason() {
        int shapes = ProductShape.all().size();
        Rival fragile = new Rival(
                "torch",
                "PyTorch",
                () -> new FakePeer("torch", 0.02, LOSSES, log).withProducts(shapes + 4 * 2 * shapes + 1));
        BenchmarkReport report = run(2, fragile);
        assertThat(report.remarks())
                .containsExactly("SGEMM: PyTorch NN 96×128×512 on 1 thread and " + (2 * shapes - 1)
                        + " more dropped out: the process has ended: out of memory");
        assertThat(report.products())
                .hasSize(2 * shapes)
                .allMatch(product -> product.torch().isEmpty());
        assertThat(BenchmarkMarkdown.of(report, "bench"))
                .contains("- " + report.remarks().getFirst() + ".");
        assertThat(run(2, torch(0.02, LOSSES)).remarks()).isEmpty();
    }

    @Test
    void anEngineThatFailsIsAFailure() {
        Rival broken = new Rival("engine", "Calorimeter", () -> new FakePeer("ours", 0.01, LOSSES, log).goneAfter(1));
        BenchmarkCase nanda = new BenchmarkCase(
                BenchmarkCase.NANDA, BenchmarkCase.training("nanda", Map.of("p", "5")), List.of(), List.of());
        BenchmarkSettings settings = new BenchmarkSettings(List.of(nanda), 2, 0.01, 0.01, 1, 10, 0);
        Benchmark benchmark = new Benchmark(settings, broken, List.of(), folder, line -> {});
        assertThatThrownBy(() -> benchmark.run(HERE, steps -> 0)).isInstanceOf(PeerException.class);
    }

    @Test
    void memoryThatIsNotToldIsARemark() {
        BenchmarkSettings settings = new BenchmarkSettings(List.of(), 1, 0.01, 0.01, 1, 10, 0);
        BenchmarkReport report = new Benchmark(settings, engine, List.of(), folder, line -> {}).run(HERE, steps -> {
            throw new PeerException("this system has no /proc/PID/status");
        });
        assertThat(report.remarks())
                .containsExactly("peak resident set not measured: this system has no /proc/PID/status");
    }

    @Test
    void theJsonHoldsWhatTheTablesShow() {
        ObjectNode json = BenchmarkDocument.of(run(2, torch(0.085, LOSSES)));
        assertThat(json.path("targets")).hasSize(15);
        assertThat(json.path("targets").path(0).path("verdict").asText()).isEqualTo("met");
        assertThat(json.path("cases")
                        .path(0)
                        .path("contestants")
                        .path(1)
                        .path("times_ours")
                        .path("median")
                        .asDouble())
                .isCloseTo(8.5, within(1e-9));
        assertThat(json.path("products")).hasSize(2 * ProductShape.all().size());
    }

    /// Ours is as many floors long as the fraction of the peak says, and the rival as many times longer than
    /// that.
    @Test
    void theFloorIsTheNecessaryWorkAtThePeak() {
        JsonNode nanda =
                BenchmarkDocument.of(run(2, torch(0.085, LOSSES))).path("cases").path(0);
        double ours = median(nanda.path("contestants").path(0).path("times_floor"));
        assertThat(ours * median(nanda.path("fraction_of_peak"))).isCloseTo(1, within(1e-9));
        assertThat(median(nanda.path("contestants").path(1).path("times_floor")))
                .isCloseTo(8.5 * ours, within(1e-6 * ours));
        assertThat(median(nanda.path("floor_seconds")))
                .isCloseTo(nanda.path("necessary_operations").asDouble() / median(nanda.path("peak")), within(1e-12));
    }

    private static double median(JsonNode sample) {
        return sample.path("median").asDouble();
    }

    /// As those of every other command; provenance is printed as it is stored.
    @Test
    void theKeysAreWrittenAlike() {
        ObjectNode json = BenchmarkDocument.of(run(2, torch(0.085, LOSSES)));
        json.remove("provenance");
        assertThat(keys(json)).contains("memory_bytes", "times_ours", "lower_quartile");
        assertThat(keys(json)).allMatch(key -> key.matches("[a-z]+(_[a-z]+)*"));
    }

    private static Set<String> keys(JsonNode json) {
        Set<String> keys = new TreeSet<>();
        json.properties().forEach(entry -> keys.add(entry.getKey()));
        json.forEach(child -> keys.addAll(keys(child)));
        return keys;
    }

    @Test
    void thePageNamesWhereAndHow() {
        String page = BenchmarkMarkdown.of(run(2, torch(0.085, LOSSES)), "./calorimeter bench");
        assertThat(page)
                .contains(
                        "Written by `./calorimeter bench`",
                        "commit abc",
                        HERE.processor(),
                        HERE.jvm(),
                        "2 threads each")
                .contains("| nanda p=113: PyTorch eager as published / ours ")
                .contains("| torch, eager, last position ");
        assertThat(page.lines().filter(line -> line.startsWith("|--"))).hasSize(3);
    }
}
