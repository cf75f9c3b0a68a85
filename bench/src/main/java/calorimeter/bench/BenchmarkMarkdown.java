// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.lab.store.Provenance;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// A report as Markdown: for the terminal, and for docs/performance.md.
public final class BenchmarkMarkdown {

    private BenchmarkMarkdown() {}

    /// @param command how to measure this again
    public static String of(BenchmarkReport report, String command) {
        return head(report, command)
                + targets(report)
                + report.cases().stream().map(BenchmarkMarkdown::one).collect(Collectors.joining())
                + products(report)
                + (report.remarks().isEmpty() ? "" : "## Left out\n\n" + list(report.remarks()));
    }

    private static String head(BenchmarkReport report, String command) {
        Provenance here = report.provenance();
        BenchmarkSettings settings = report.settings();
        return """
                # Performance

                Written by `%s` on %s, commit %s.

                - Processor: %s; %s.
                - JVM: %s; kernel: %s.
                - Processes: one for each library and case, %d threads each (ours: `--threads`; PyTorch: \
                torch.set_num_threads and OMP_NUM_THREADS; JAX: processor affinity, by which XLA sizes its pool). \
                Who is not timed sleeps in a blocking read; a pause of %d ms before every turn lets spinning threads \
                fall asleep.
                - Rounds: %d of about %s s a turn after a warm-up of %s s; everyone has one turn a round. Numbers are \
                medians over rounds with their quartiles; ratios are taken round by round.
                - Gate: the losses of the first %d steps, from the same parameters on the same batches, agree with \
                ours within %s relative; who disagrees is not timed.
                - Measured peak of fused multiply-adds in registers: one thread %s, %d threads %s.

                """.formatted(
                        command,
                        here.startedAt().atOffset(ZoneOffset.UTC).toLocalDate(),
                        Objects.requireNonNullElse(here.commit(), "unknown"),
                        here.processor(),
                        here.operatingSystem(),
                        here.jvm(),
                        here.kernel(),
                        settings.threads(),
                        settings.pauseMilliseconds(),
                        settings.rounds(),
                        settings.turnSeconds(),
                        settings.warmUpSeconds(),
                        AgreementGate.STEPS,
                        AgreementGate.TOLERANCE,
                        gigaflops(report.peakAlone()),
                        settings.threads(),
                        gigaflops(report.peak()));
    }

    private static String gigaflops(Optional<Sample> rate) {
        return rate.map(sample -> spread(sample.map(x -> x * 1e-9), 1) + " GFLOP/s")
                .orElse("not measured");
    }

    private static String targets(BenchmarkReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("quantity", "target", "measured", "quartiles", "verdict", "compared"));
        for (Target target : Target.judge(report)) {
            rows.add(List.of(
                    target.quantity(),
                    target.requirement(),
                    median(target.measured(), 3),
                    quartiles(target.measured(), 3),
                    target.verdict().text(),
                    target.note()));
        }
        return "## Targets\n\n" + table(rows) + "\n";
    }

    private static String one(CaseResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "contestant",
                "ms a step",
                "quartiles",
                "times ours",
                "times floor",
                "library loaded, s",
                "then first step, s"));
        result.seconds().forEach((contestant, seconds) -> {
            Optional<Sample> milliseconds = Optional.of(seconds.map(x -> x * 1e3));
            rows.add(List.of(
                    contestant.name(),
                    median(milliseconds, 3),
                    quartiles(milliseconds, 3),
                    number(result.timesOurs(seconds).median(), 2),
                    number(result.timesFloor(seconds).median(), 1),
                    number(contestant.startSeconds(), 2),
                    number(contestant.firstStepSeconds(), 2)));
        });
        return """
                ## %s

                %s
                Batch %d. Necessary work: %s GFLOP a step, %s of the peak measured in the same rounds.
                Floor: %s ms for that work at that peak. To be k times as fast as a contestant of `times floor` f, a \
                step must reach k/f of the peak.
                Counted: %s.
                %s%s
                """.formatted(
                        result.benchmark().key(),
                        table(rows),
                        result.benchmark().batch(),
                        number(result.work().giga(), 3),
                        spread(result.fractionOfPeak(), 3),
                        number(result.floor().median() * 1e3, 2),
                        result.work().formula(),
                        observables(result),
                        list(result.remarks()));
    }

    private static String observables(CaseResult result) {
        return result.observables()
                .map(share -> "Observables at the settings' logging take " + spread(share.map(x -> x * 100), 1)
                        + " % of a run's time.\n")
                .orElse("");
    }

    private static String products(BenchmarkReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("product", "threads", "ours", "torch.mm", "ours / torch.mm", "quartiles"));
        for (ProductResult result : report.products()) {
            rows.add(List.of(
                    result.shape().kind() + " " + result.shape(),
                    Integer.toString(result.threads()),
                    number(result.ours().median() * 1e-9, 1),
                    median(result.torch().map(sample -> sample.map(x -> x * 1e-9)), 1),
                    median(result.ratio(), 2),
                    quartiles(result.ratio(), 2)));
        }
        return """
                ## Matrix products, single precision

                C = A·B of rows×inner×columns, in GFLOP/s. Ours: weights packed beforehand, once for many blocks of a \
                step; gradients of weights (TN) added to, as in training. PyTorch: torch.mm into an existing array.

                %s
                """.formatted(table(rows));
    }

    /// A table whose cells are padded, so that it is also readable as text. The first column is aligned to the
    /// left, the others to the right.
    private static String table(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        rows.forEach(row ->
                Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length())));
        StringBuilder text = new StringBuilder();
        boolean head = true;
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                text.append(i == 0 ? "| " + row.get(i) + padding : " | " + padding + row.get(i));
            }
            text.append(" |\n");
            if (head) {
                head = false;
                text.append('|').append("-".repeat(widths[0] + 2));
                Arrays.stream(widths)
                        .skip(1)
                        .forEach(width ->
                                text.append('|').append("-".repeat(width + 1)).append(':'));
                text.append("|\n");
            }
        }
        return text.toString();
    }

    private static String list(List<String> remarks) {
        return remarks.stream().map(remark -> "- " + remark + ".\n").collect(Collectors.joining());
    }

    private static String median(Optional<Sample> measured, int digits) {
        return measured.map(sample -> number(sample.median(), digits)).orElse("–");
    }

    private static String quartiles(Optional<Sample> measured, int digits) {
        return measured.map(sample ->
                        number(sample.lowerQuartile(), digits) + " – " + number(sample.upperQuartile(), digits))
                .orElse("–");
    }

    private static String spread(Sample sample, int digits) {
        return number(sample.median(), digits) + " (" + quartiles(Optional.of(sample), digits) + ")";
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
