package calorimeter.app.cli;

import calorimeter.lab.claim.Finding;
import calorimeter.lab.claim.Missing;
import calorimeter.lab.claim.Verdict;
import calorimeter.lab.reproduction.Judged;
import java.util.Locale;

/// Verdicts for a person.
final class ReproduceText {

    private ReproduceText() {}

    static String of(Judged judged) {
        TextTable table = new TextTable("claim", "verdict", ">estimate", ">95 % interval", ">n", ">p (Holm)", "of");
        StringBuilder notes = new StringBuilder();
        for (Judged.Verdicted verdicted : judged.verdicts()) {
            String id = verdicted.judgement().claim().id();
            Verdict verdict = verdicted.judgement().verdict();
            switch (verdict) {
                case Verdict.NotTested(String reason) -> {
                    table.row(id, verdict.word(), "", "", "", "", "");
                    note(notes, id, reason);
                }
                case Verdict.Undecided undecided -> {
                    row(table, id, undecided);
                    note(notes, id, missing(undecided.missing()));
                }
                case Verdict.Tested tested -> row(table, id, tested);
            }
            note(notes, id, verdicted.history().warning());
        }
        note(notes, "design", judged.design().designWarning());
        return table + (notes.isEmpty() ? "" : "\n" + notes);
    }

    private static void row(TextTable table, String id, Verdict.Tested tested) {
        Finding finding = tested.finding();
        table.row(
                id,
                tested.word(),
                number(finding.estimate().value()),
                "[" + number(finding.estimate().interval().lower()) + ", "
                        + number(finding.estimate().interval().upper()) + "]",
                String.valueOf(finding.estimate().n()),
                tested.adjustedPValue().isPresent()
                        ? String.format(
                                Locale.ROOT, "%.2g", tested.adjustedPValue().getAsDouble())
                        : "",
                finding.quantity());
    }

    private static String missing(Missing missing) {
        return missing.seeds() > 0
                ? "about " + missing.seeds() + " more seeds at each setting would decide: " + missing.advice()
                        + "; seeds added after a look make p nominal"
                : missing.advice();
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
