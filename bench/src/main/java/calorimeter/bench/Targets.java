package calorimeter.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The goals of this engine, judged on one report. Ratios are of times in the same rounds of the same run.
public final class Targets {

    private static final List<String> BOTH = List.of("torch", "jax");
    private static final List<String> TORCH = List.of("torch");
    private static final List<String> PUBLISHED = List.of("published");
    private static final List<String> OUR_ALGEBRA = List.of("last", "distinct");
    private static final List<String> COMPILED_OR_NOT = List.of("eager", "compiled");
    private static final double MEGABYTE = 1e6;

    private final BenchmarkReport report;

    private Targets(BenchmarkReport report) {
        this.report = report;
    }

    public static List<Target> judge(BenchmarkReport report) {
        Targets of = new Targets(report);
        return List.of(
                of.ratio(BenchmarkCase.NANDA, "PyTorch eager as published", 8, TORCH, PUBLISHED),
                of.ratio(BenchmarkCase.NANDA, "best PyTorch or JAX given our algebra", 2, BOTH, OUR_ALGEBRA),
                of.nanda("necessary operations / measured peak", 0.4, true, CaseResult::fractionOfPeak),
                of.ratio(BenchmarkCase.PANDEY, "best of PyTorch eager and compiled", 3, TORCH, COMPILED_OR_NOT),
                of.ratio(BenchmarkCase.VERMA, "best of PyTorch eager and compiled", 2, TORCH, COMPILED_OR_NOT),
                of.ratio(BenchmarkCase.NANDA_SMALL, "PyTorch eager as published", 8, TORCH, PUBLISHED),
                of.product(ProductShape.Kind.NN, 0.8),
                of.product(ProductShape.Kind.NT, 0.8),
                of.product(ProductShape.Kind.TN, 0.6),
                of.nanda("observables / time of the run", 0.10, false, CaseResult::observables),
                of.memory());
    }

    /// The time of the best of these peers over ours.
    private Target ratio(String key, String who, double bound, List<String> libraries, List<String> variants) {
        Optional<CaseResult> found = report.find(key);
        Optional<Contestant> best = found.flatMap(result -> result.best(libraries, variants));
        return new Target(
                key + ": " + who + " / ours",
                bound,
                true,
                found.flatMap(result -> best.map(result.seconds()::get).map(result::timesOurs)),
                found.isEmpty()
                        ? "the preset was not asked for"
                        : best.map(Contestant::name).orElse("no such peer took part"));
    }

    private Target nanda(String quantity, double bound, boolean atLeast, Function<CaseResult, Sample> measure) {
        Optional<Sample> sample = report.find(BenchmarkCase.NANDA).map(measure);
        String note = sample.isPresent() ? "" : "the preset was not asked for";
        return new Target(BenchmarkCase.NANDA + ": " + quantity, bound, atLeast, sample, note);
    }

    /// The least favourable shape counts, on the threads of the run.
    private Target product(ProductShape.Kind kind, double bound) {
        Optional<ProductResult> worst = report.products().stream()
                .filter(result -> result.shape().kind() == kind
                        && result.threads() == report.settings().threads()
                        && result.ratio().isPresent())
                .min(Comparator.comparingDouble(
                        result -> result.ratio().orElseThrow().median()));
        return new Target(
                "SGEMM " + kind + ": ours / torch.mm, worst shape",
                bound,
                true,
                worst.flatMap(ProductResult::ratio),
                worst.map(result -> result.shape().toString()).orElse("PyTorch did not take part"));
    }

    private Target memory() {
        Optional<Sample> megabytes = report.memoryBytes().stream()
                .mapToObj(bytes -> Sample.of(bytes / MEGABYTE))
                .findFirst();
        String note = megabytes.isPresent() ? "" : "not measured, see the remarks";
        return new Target(BenchmarkCase.NANDA + ": peak resident set, MB", 400, false, megabytes, note);
    }
}
