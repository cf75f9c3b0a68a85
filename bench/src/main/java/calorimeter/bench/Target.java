// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// A goal of the engine, and what it has reached.
///
/// @param quantity in words
/// @param bound that the median must not miss
/// @param atLeast whether the bound is the least that will do, or else the most
/// @param measured empty when it was not measured, for the reason in `note`
/// @param note what was compared, or why nothing was
public record Target(String quantity, double bound, boolean atLeast, Optional<Sample> measured, String note) {

    private static final List<String> BOTH = List.of("torch", "jax");
    private static final List<String> TORCH = List.of("torch");
    private static final List<String> PUBLISHED = List.of("published");
    private static final List<String> OUR_ALGEBRA = List.of("last", "distinct");
    private static final List<String> COMPILED_OR_NOT = List.of("eager", "compiled");
    private static final List<String> EAGER_OR_TOGETHER = List.of("eager", "vmap");
    private static final List<String> COMPILED = List.of("compiled");
    private static final double MEGABYTE = 1e6;

    public enum Verdict {
        MET,
        MISSED,
        NOT_MEASURED;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public Verdict verdict() {
        return measured.map(Sample::median)
                .map(median -> (atLeast ? median >= bound : median <= bound) ? Verdict.MET : Verdict.MISSED)
                .orElse(Verdict.NOT_MEASURED);
    }

    public String requirement() {
        return (atLeast ? "≥ " : "≤ ") + (bound == Math.rint(bound) ? Long.toString((long) bound) : bound);
    }

    /// Judges all goals on one report. Ratios are of times in the same rounds of the same run.
    public static List<Target> judge(BenchmarkReport report) {
        return List.of(
                ratio(report, BenchmarkCase.NANDA, "PyTorch eager as published", 8, TORCH, PUBLISHED),
                ratio(report, BenchmarkCase.NANDA, "best PyTorch or JAX given our algebra", 2, BOTH, OUR_ALGEBRA),
                nanda(report, "necessary operations / measured peak", 0.4, true, CaseResult::fractionOfPeak),
                ratio(report, BenchmarkCase.PANDEY, "best of PyTorch eager and compiled", 3, TORCH, COMPILED_OR_NOT),
                ratio(report, BenchmarkCase.VERMA, "best of PyTorch eager and compiled", 2, TORCH, COMPILED_OR_NOT),
                ratio(report, BenchmarkCase.NANDA_SMALL, "PyTorch eager as published", 8, TORCH, PUBLISHED),
                ratio(report, BenchmarkCase.VGG, "PyTorch compiled", 1, TORCH, COMPILED),
                ratio(report, BenchmarkCase.VGG_DEEP, "PyTorch compiled", 1, TORCH, COMPILED),
                ratio(report, BenchmarkCase.MLP, "best of PyTorch eager and vmap", 5, TORCH, EAGER_OR_TOGETHER),
                ratio(report, BenchmarkCase.CONVOLUTION, "PyTorch compiled", 1, TORCH, COMPILED),
                product(report, ProductShape.Kind.NN, 0.8),
                product(report, ProductShape.Kind.NT, 0.8),
                product(report, ProductShape.Kind.TN, 0.6),
                nanda(
                        report,
                        "observables / time of the run",
                        0.10,
                        false,
                        result -> result.observables().orElseThrow()),
                memory(report));
    }

    /// Time of the best of these peers over ours.
    private static Target ratio(
            BenchmarkReport report,
            String key,
            String who,
            double bound,
            List<String> libraries,
            List<String> variants) {
        Optional<CaseResult> found = report.find(key);
        Optional<Contestant> best = found.flatMap(result -> result.best(libraries, variants));
        return new Target(
                key + ": " + who + " / ours",
                bound,
                true,
                found.flatMap(result -> best.map(result.seconds()::get).map(result::timesOurs)),
                found.isEmpty()
                        ? "the case was not asked for"
                        : best.map(Contestant::name).orElse("no such peer took part"));
    }

    private static Target nanda(
            BenchmarkReport report,
            String quantity,
            double bound,
            boolean atLeast,
            Function<CaseResult, Sample> measure) {
        Optional<Sample> sample = report.find(BenchmarkCase.NANDA).map(measure);
        String note = sample.isPresent() ? "" : "the case was not asked for";
        return new Target(BenchmarkCase.NANDA + ": " + quantity, bound, atLeast, sample, note);
    }

    /// Speed of ours over torch.mm: the least favourable shape counts, on the threads of the run.
    private static Target product(BenchmarkReport report, ProductShape.Kind kind, double bound) {
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

    private static Target memory(BenchmarkReport report) {
        Optional<Sample> megabytes = report.memoryBytes().stream()
                .mapToObj(bytes -> Sample.of(bytes / MEGABYTE))
                .findFirst();
        String note = megabytes.isPresent() ? "" : "not measured, see the remarks";
        return new Target(BenchmarkCase.NANDA + ": peak resident set, MB", 400, false, megabytes, note);
    }
}
