package calorimeter.bench;

import calorimeter.bench.CaseResult.Entry;
import calorimeter.lab.store.Provenance;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// A report as Markdown: for the terminal, and for docs/performance.md.
public final class BenchmarkMarkdown {

    private final BenchmarkReport report;
    private final StringBuilder text = new StringBuilder();

    private BenchmarkMarkdown(BenchmarkReport report) {
        this.report = report;
    }

    /// @param command how to measure this again
    public static String of(BenchmarkReport report, String command) {
        BenchmarkMarkdown page = new BenchmarkMarkdown(report);
        page.head(command);
        page.targets();
        report.cases().forEach(page::one);
        page.products();
        page.remarks();
        return page.text.toString();
    }

    private void head(String command) {
        Provenance here = report.provenance();
        int threads = report.settings().threads();
        line("# Performance");
        line("");
        line("Written by `" + command + "` on "
                + here.startedAt().atOffset(ZoneOffset.UTC).toLocalDate() + ", commit "
                + Objects.requireNonNullElse(here.commit(), "unknown") + ".");
        line("");
        line("- Processor: " + here.processor() + "; " + here.operatingSystem() + ".");
        line("- JVM: " + here.jvm() + "; kernel: " + here.kernel() + ".");
        line("- Processes: one for each library and preset, " + threads + " threads each (ours: `--threads`; PyTorch:"
                + " torch.set_num_threads and OMP_NUM_THREADS;"
                + " JAX: processor affinity, by which XLA"
                + " sizes its pool). Who is not timed sleeps"
                + " in a blocking read; a pause of "
                + report.settings().pauseMilliseconds() + " ms before every turn lets spinning threads fall asleep.");
        line("- Rounds: " + report.settings().rounds() + " of about "
                + report.settings().turnSeconds()
                + " s a turn after a warm-up of " + report.settings().warmUpSeconds()
                + " s; everyone has one turn a round. Numbers are medians over rounds with their quartiles; ratios are "
                + "taken round by round.");
        line("- Gate: the losses of the first " + AgreementGate.STEPS
                + " steps, from the same parameters on the same batches, agree with ours within "
                + AgreementGate.TOLERANCE + " relative; who disagrees is not timed.");
        line("- Measured peak of fused multiply-adds in registers: one thread " + gigaflops(report.peakAlone()) + ", "
                + threads + " threads " + gigaflops(report.peak()) + ".");
        line("");
    }

    private static String gigaflops(Optional<Sample> rate) {
        return rate.map(sample -> spread(sample.map(x -> x * 1e-9), 1) + " GFLOP/s")
                .orElse("not measured");
    }

    private void targets() {
        line("## Targets");
        line("");
        MarkdownTable table = new MarkdownTable("quantity", "target", "measured", "quartiles", "verdict", "compared");
        for (Target target : Targets.judge(report)) {
            table.row(
                    target.quantity(),
                    target.requirement(),
                    target.measured().map(sample -> number(sample.median(), 3)).orElse("–"),
                    target.measured()
                            .map(sample ->
                                    number(sample.lowerQuartile(), 3) + " – " + number(sample.upperQuartile(), 3))
                            .orElse("–"),
                    target.verdict().text(),
                    target.note());
        }
        line(table.toString());
    }

    private void one(CaseResult result) {
        line("## " + result.benchmark().key());
        line("");
        MarkdownTable table = new MarkdownTable(
                "contestant",
                "ms a step",
                "quartiles",
                "times ours",
                "times floor",
                "library loaded, s",
                "then first step, s");
        for (Entry entry : result.entries()) {
            Sample milliseconds = entry.seconds().map(seconds -> seconds * 1e3);
            table.row(
                    entry.name(),
                    number(milliseconds.median(), 3),
                    number(milliseconds.lowerQuartile(), 3) + " – " + number(milliseconds.upperQuartile(), 3),
                    number(result.ratio(entry).median(), 2),
                    number(result.timesFloor(entry).median(), 1),
                    number(entry.startSeconds(), 2),
                    number(entry.firstStepSeconds(), 2));
        }
        line(table.toString());
        line("Batch " + result.benchmark().batch() + ". Necessary work: "
                + number(result.work().giga(), 3) + " GFLOP a step, " + spread(result.fractionOfPeak(), 3)
                + " of the peak measured in the same rounds.");
        line("Floor: " + number(result.floor().median() * 1e3, 2) + " ms for that work at that peak. To be k times as"
                + " fast as a contestant of `times floor` f, a step must reach k/f of the peak.");
        line("Counted: " + result.work().formula() + ".");
        line("Observables at the preset's logging take "
                + spread(result.observables().map(x -> x * 100), 1) + " % of a run's time.");
        result.remarks().forEach(remark -> line("- " + remark + "."));
        line("");
    }

    private void products() {
        line("## Matrix products, single precision");
        line("");
        line("C = A·B of rows×inner×columns, in GFLOP/s. Ours: weights packed beforehand, once for many blocks of a"
                + " step; gradients of weights (TN) added to, as in training. PyTorch: torch.mm into an existing"
                + " array.");
        line("");
        MarkdownTable table =
                new MarkdownTable("product", "threads", "ours", "torch.mm", "ours / torch.mm", "quartiles");
        for (ProductResult result : report.products()) {
            Optional<Sample> ratio = result.ratio();
            table.row(
                    result.shape().kind() + " " + result.shape(),
                    Integer.toString(result.threads()),
                    number(result.ours().median() * 1e-9, 1),
                    result.torch()
                            .map(sample -> number(sample.median() * 1e-9, 1))
                            .orElse("–"),
                    ratio.map(sample -> number(sample.median(), 2)).orElse("–"),
                    ratio.map(sample -> number(sample.lowerQuartile(), 2) + " – " + number(sample.upperQuartile(), 2))
                            .orElse("–"));
        }
        line(table.toString());
    }

    private void remarks() {
        List<String> remarks = report.remarks();
        if (!remarks.isEmpty()) {
            line("## Left out");
            line("");
            remarks.forEach(remark -> line("- " + remark + "."));
        }
    }

    private static String spread(Sample sample, int digits) {
        return number(sample.median(), digits) + " (" + number(sample.lowerQuartile(), digits) + " – "
                + number(sample.upperQuartile(), digits) + ")";
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
