package calorimeter.bench;

import calorimeter.bench.CaseResult.Entry;
import calorimeter.bench.Target.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The goals of this engine, judged on one report. Ratios are of times in the same rounds of the same run.
public final class Targets {

    private static final List<String> BOTH = List.of("torch", "jax");
    private static final List<String> TORCH = List.of("torch");
    private static final double MEGABYTE = 1e6;

    private Targets() {}

    public static List<Target> judge(BenchmarkReport report) {
        List<Target> targets = new ArrayList<>();
        targets.add(ratio(report, BenchmarkCase.NANDA, "PyTorch eager as published / ours", 8, TORCH, "published"));
        targets.add(ratio(
                report,
                BenchmarkCase.NANDA,
                "best PyTorch or JAX given our algebra / ours",
                2,
                BOTH,
                "last",
                "distinct"));
        targets.add(ofCase(
                report,
                BenchmarkCase.NANDA,
                "necessary operations / measured peak",
                0.4,
                Direction.AT_LEAST,
                CaseResult::fractionOfPeak));
        targets.add(ratio(
                report,
                BenchmarkCase.PANDEY,
                "best of PyTorch eager and compiled / ours",
                3,
                TORCH,
                "eager",
                "compiled"));
        targets.add(ratio(
                report,
                BenchmarkCase.VERMA,
                "best of PyTorch eager and compiled / ours",
                2,
                TORCH,
                "eager",
                "compiled"));
        targets.add(
                ratio(report, BenchmarkCase.NANDA_SMALL, "PyTorch eager as published / ours", 8, TORCH, "published"));
        for (ProductShape.Kind kind : ProductShape.Kind.values()) {
            targets.add(product(report, kind));
        }
        targets.add(ofCase(
                report,
                BenchmarkCase.NANDA,
                "observables / time of the run",
                0.10,
                Direction.AT_MOST,
                CaseResult::observables));
        targets.add(memory(report));
        return targets;
    }

    private static Target ratio(
            BenchmarkReport report,
            String key,
            String quantity,
            double bound,
            List<String> libraries,
            String... variants) {
        String name = key + ": " + quantity;
        Optional<CaseResult> found = report.find(key);
        if (found.isEmpty()) {
            return new Target(name, bound, Direction.AT_LEAST, Optional.empty(), "the preset was not asked for");
        }
        Optional<Entry> best = found.get().best(libraries, List.of(variants));
        return new Target(
                name,
                bound,
                Direction.AT_LEAST,
                best.map(found.get()::ratio),
                best.map(Entry::name).orElse("no such peer took part"));
    }

    private static Target ofCase(
            BenchmarkReport report,
            String key,
            String quantity,
            double bound,
            Direction direction,
            Function<CaseResult, Sample> measure) {
        Optional<Sample> sample = report.find(key).map(measure);
        return new Target(
                key + ": " + quantity,
                bound,
                direction,
                sample,
                sample.isPresent() ? "" : "the preset was not asked for");
    }

    /// The least favourable shape counts, on the threads of the run.
    private static Target product(BenchmarkReport report, ProductShape.Kind kind) {
        Optional<ProductResult> worst = report.products().stream()
                .filter(result -> result.shape().kind() == kind
                        && result.threads() == report.settings().threads()
                        && result.ratio().isPresent())
                .min(Comparator.comparingDouble(
                        result -> result.ratio().orElseThrow().median()));
        return new Target(
                "SGEMM " + kind + ": ours / torch.mm, worst shape",
                kind == ProductShape.Kind.TN ? 0.6 : 0.8,
                Direction.AT_LEAST,
                worst.flatMap(ProductResult::ratio),
                worst.map(result -> result.shape().toString()).orElse("PyTorch did not take part"));
    }

    private static Target memory(BenchmarkReport report) {
        return new Target(
                BenchmarkCase.NANDA + ": peak resident set, MB",
                400,
                Direction.AT_MOST,
                report.memoryBytes().isPresent()
                        ? Optional.of(Sample.of(report.memoryBytes().getAsLong() / MEGABYTE))
                        : Optional.empty(),
                report.memoryBytes().isPresent() ? "" : "not measured, see the remarks");
    }
}
