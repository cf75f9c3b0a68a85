// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.theory;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.LiveLine;
import calorimeter.app.cli.text.TextTable;
import calorimeter.physics.theory.TheoryCheck;
import calorimeter.physics.theory.TheoryResult;
import calorimeter.physics.theory.TheoryResult.Verdict;
import calorimeter.physics.theory.TheoryTopic;
import calorimeter.report.theory.GoldstoneSpectrum;
import calorimeter.report.theory.TrainedPositions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The table of `theory`, printed line by line while the statements are tried: the columns of a topic are as
/// wide as its widest statement, known before the first residual.
final class TheoryTable {

    private static final List<String> HEADINGS = List.of("statement", "test system", "size");

    private final CommandContext context;
    private final boolean printing;
    private final List<TheoryCheck> checks;
    private final LiveLine live;
    private int[] widths = {};
    private int begun;
    private @Nullable TheoryTopic topic;

    /// @param printing whether the table goes to standard output; progress is told in any case
    TheoryTable(CommandContext context, List<TheoryCheck> checks, boolean printing) {
        this.context = context;
        this.printing = printing;
        this.checks = List.copyOf(checks);
        live = new LiveLine(context);
    }

    private static List<String> cells(TheoryCheck check) {
        return List.of(check.statement(), check.system(), check.size());
    }

    /// Columns on a screen: none for a combining mark.
    private static int width(String text) {
        return (int) text.codePoints()
                .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK)
                .count();
    }

    /// Tries the statements on all cores and tells each result as soon as it and all before it are there. A residual
    /// does not depend on what runs beside it.
    List<TheoryResult> tryAll() {
        List<TheoryResult> results = new ArrayList<>();
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<CompletableFuture<TheoryResult>> futures = checks.stream()
                    .map(check -> CompletableFuture.supplyAsync(check::run, workers))
                    .toList();
            for (int i = 0; i < checks.size(); i++) {
                running(checks.get(i));
                results.add(futures.get(i).join());
                finished(results.getLast());
            }
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        } finally {
            workers.shutdownNow();
        }
        return results;
    }

    /// On a terminal, a line that is drawn again; elsewhere a line for each topic.
    private void running(TheoryCheck check) {
        String line = ++begun + "/" + checks.size() + "  " + check.name();
        if (context.terminal()) {
            live.draw(line);
        } else if (begun == 1 || check.topic() != topic) {
            context.err().println("trying " + check.topic().key());
        }
        if (!printing) {
            topic = check.topic();
        }
    }

    private void finished(TheoryResult result) {
        live.clear();
        if (!printing) {
            return;
        }
        TheoryCheck check = result.check();
        if (check.topic() != topic) {
            begin(check.topic());
        }
        line(cells(check), number(result.residual()), number(check.tolerance()), verdict(result));
        context.out().flush();
    }

    private void begin(TheoryTopic next) {
        context.out().println((topic == null ? "" : "\n") + next.key() + ": " + next.title());
        widths = HEADINGS.stream().mapToInt(TheoryTable::width).toArray();
        for (TheoryCheck check : checks) {
            for (int i = 0; check.topic() == next && i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(cells(check).get(i)));
            }
        }
        line(HEADINGS, "residual", "tolerance", "verdict");
        topic = next;
    }

    private void line(List<String> cells, String residual, String tolerance, String verdict) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append("  ").append(cell).append(" ".repeat(widths[i] - width(cell)));
        }
        context.out().println(line + String.format(Locale.ROOT, "  %8s  %9s  ", residual, tolerance) + verdict);
    }

    /// Prints how many statements stand, and for how long they were tried.
    void end(List<TheoryResult> results, double seconds) {
        List<TheoryResult> refuted = results.stream()
                .filter(result -> result.verdict() == Verdict.REFUTED)
                .toList();
        context.out()
                .println("\n" + results.size() + " statements: " + (results.size() - refuted.size()) + " Supported, "
                        + refuted.size() + " Refuted, in " + HumanText.duration(seconds));
        for (TheoryResult result : refuted) {
            context.out()
                    .println("Refuted: " + result.check().name() + ": "
                            + result.check().method());
        }
    }

    /// Prints what positions cost a trained model, by encoding.
    void spectra(TrainedPositions trained) {
        TextTable table = new TextTable(
                "  code",
                ">shift ΔE/E",
                ">ΔF",
                ">KL (nats)",
                ">largest uniform stiffness",
                ">relative, θ slow",
                ">θ fast");
        for (GoldstoneSpectrum spectrum : trained.spectra()) {
            table.row(
                    "  " + spectrum.code(),
                    number(spectrum.shiftCost()),
                    number(spectrum.freeEnergyChange()),
                    number(spectrum.divergence()),
                    number(spectrum.largestUniformStiffness()),
                    number(spectrum.modes().getLast().relativeStiffness()),
                    number(spectrum.modes().getFirst().relativeStiffness()));
        }
        context.out().print("\n" + trained.system() + "\n" + table);
    }

    static String verdict(TheoryResult result) {
        return switch (result.verdict()) {
            case SUPPORTED -> "Supported";
            case REFUTED -> "Refuted";
        };
    }

    private static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }
}
