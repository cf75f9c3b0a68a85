// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.reproduce;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.text.TextTable;
import calorimeter.papers.campaign.Judged;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Verdict;
import java.util.List;
import java.util.Locale;

/// Verdicts for a person.
final class ReproduceText {

    private static final int WIDTH = Math.max(60, CommandContext.columns(100));

    private ReproduceText() {}

    /// @param command that makes the runs
    static String of(Judged judged, String command) {
        boolean begun = !judged.runs().isEmpty();
        TextTable table = new TextTable("claim", "verdict", ">estimate", ">95 % interval", ">n", ">p (Holm)", "of");
        StringBuilder notes = new StringBuilder();
        for (Judged.Verdicted verdicted : judged.verdicts()) {
            String id = verdicted.claim().id();
            Verdict verdict = verdicted.verdict();
            switch (verdict) {
                case Verdict.NotTested(String reason) -> {
                    table.row(id, "not tested", "", "", "", "", "");
                    // Without any run there is one reason for all, which the last line says.
                    note(notes, id, begun ? reason : "");
                }
                case Verdict.Undecided undecided -> {
                    row(table, id, undecided);
                    note(notes, id, undecided.advice());
                }
                case Verdict.Tested tested -> row(table, id, tested);
            }
            note(notes, id, verdicted.history().warning());
        }
        note(notes, "design", judged.design().designWarning());
        return withStatements(table, judged)
                + (notes.isEmpty() ? "" : "\n" + notes)
                + (begun ? "" : "\nnothing has been run yet; begin with: " + command + "\n");
    }

    /// What each claim says, in a line below its verdict.
    private static String withStatements(TextTable table, Judged judged) {
        List<String> lines = table.toString().lines().toList();
        StringBuilder text = new StringBuilder(lines.getFirst()).append('\n');
        for (int i = 0; i < judged.verdicts().size(); i++) {
            String statement = judged.verdicts().get(i).claim().statement();
            text.append(lines.get(i + 1)).append('\n');
            text.append(shortened("  " + statement)).append('\n');
        }
        return text.toString();
    }

    private static String shortened(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1).stripTrailing() + "…";
    }

    private static void row(TextTable table, String id, Verdict.Tested tested) {
        Grounds grounds = tested.grounds();
        table.row(
                id,
                tested.word(),
                number(grounds.estimate().value()),
                "[" + number(grounds.estimate().interval().lower()) + ", "
                        + number(grounds.estimate().interval().upper()) + "]",
                grounds.estimate().n(),
                tested.pValue().isPresent()
                        ? String.format(Locale.ROOT, "%.2g", tested.pValue().getAsDouble())
                        : "",
                grounds.quantity());
    }

    private static void note(StringBuilder notes, String id, String text) {
        if (!text.isEmpty()) {
            notes.append(id).append(": ").append(text).append('\n');
        }
    }

    private static String number(double value) {
        return Double.isInfinite(value)
                ? (value > 0 ? "∞" : "−∞")
                : String.format(Locale.ROOT, Math.abs(value) < 1e-3 && value != 0 ? "%.1e" : "%.3g", value);
    }
}
