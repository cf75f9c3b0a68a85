package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The words and tables around the figures of several runs.
final class ComparisonText {

    private static final String ABSENT = "not recorded";

    private ComparisonText() {}

    static String header(List<RunReportData> runs) {
        StringBuilder html = new StringBuilder("<h1>").append(runs.size()).append(" runs side by side</h1>\n");
        html.append("<p class=\"outcome\">").append(Text.escape(sentence(runs))).append("</p>\n");
        runs.forEach(run -> html.append(RunText.thinning(run)));
        html.append("<h2 class=\"small\">Outcomes</h2>").append(outcomes(runs));
        html.append("<h2 class=\"small\">Latest values</h2>").append(finalValues(runs));
        html.append("<h2 class=\"small\">Settings that differ</h2>");
        return html.append(Tables.compared(runs, RunReportData::settings, true)).toString();
    }

    static String footer(List<RunReportData> runs) {
        StringBuilder html = new StringBuilder("<h3>Commands</h3>");
        for (RunReportData run : runs) {
            html.append("<p>").append(Text.escape(run.label())).append("</p>").append(RunText.command(run));
        }
        html.append("<div class=\"tables\"><div><h3>Settings in common</h3>");
        html.append(Tables.compared(runs, RunReportData::settings, false));
        html.append("</div><div><h3>Provenance in common</h3>");
        html.append(Tables.compared(runs, RunReportData::provenance, false));
        html.append("</div></div><h3>Provenance that differs</h3>");
        return html.append(Tables.compared(runs, RunReportData::provenance, true))
                .toString();
    }

    private static String sentence(List<RunReportData> runs) {
        long memorised = runs.stream()
                .filter(run -> occurred(new OutcomeText(run).memorisation()))
                .count();
        long generalised = runs.stream()
                .filter(run -> occurred(new OutcomeText(run).generalisation()))
                .count();
        long peaked = runs.stream()
                .filter(run -> occurred(new OutcomeText(run).generalisation())
                        && new OutcomeText(run).highestPeakBefore("C").isPresent())
                .count();
        String peaks = generalised == 0
                ? ""
                : "; " + peaked + " of these showed a peak of C before " + (generalised == 1 ? "it" : "they")
                        + " generalised";
        return memorised + " of " + runs.size() + " runs memorised, " + (generalised == 0 ? "none" : generalised)
                + " generalised" + peaks + ".";
    }

    private static boolean occurred(Optional<Event> event) {
        return event.filter(found -> found.step().isPresent()).isPresent();
    }

    private static String outcomes(List<RunReportData> runs) {
        List<List<String>> rows = new ArrayList<>();
        boolean labelled = runs.stream().anyMatch(run -> !run.label().equals(run.name()));
        Optional<String> memorised = condition(runs, OutcomeText::memorisation);
        Optional<String> generalised = condition(runs, OutcomeText::generalisation);
        for (RunReportData run : runs) {
            OutcomeText outcome = new OutcomeText(run);
            List<String> row = new ArrayList<>(who(run, labelled));
            row.addAll(List.of(
                    Text.escape(run.status()),
                    event(outcome.memorisation(), memorised.isEmpty()),
                    event(outcome.generalisation(), generalised.isEmpty()),
                    peak(run, "C"),
                    peak(run, "V")));
            rows.add(row);
        }
        List<String> header = new ArrayList<>(labelled ? List.of("run", "name") : List.of("run", "preset", "seed"));
        header.addAll(List.of(
                "status",
                "memorised" + inHeading(memorised),
                "generalised" + inHeading(generalised),
                "peak of C",
                "peak of V"));
        return Tables.facts(header, rows)
                + "<p class=\"note\">The peaks are the highest before generalisation, or of the whole run where there is"
                + " none: step ± standard error of the fitted place (height).</p>";
    }

    /// A label says all that preset and seed could.
    private static List<String> who(RunReportData run, boolean labelled) {
        return labelled
                ? List.of(Text.escape(run.label()), Text.escape(run.name()))
                : List.of(Text.escape(run.name()), Text.escape(run.preset()), String.valueOf(run.seed()));
    }

    /// What all runs were held to; empty if not all to the same.
    private static Optional<String> condition(List<RunReportData> runs, Function<OutcomeText, Optional<Event>> event) {
        List<String> conditions = runs.stream()
                .flatMap(run -> event.apply(new OutcomeText(run)).stream())
                .map(Event::condition)
                .distinct()
                .toList();
        return conditions.size() == 1 ? Optional.of(conditions.getFirst()) : Optional.empty();
    }

    private static String inHeading(Optional<String> condition) {
        return condition
                .map(common -> " <span>" + Text.escape(common).replace("≥ ", "≥\u00a0") + ", step</span>")
                .orElse("");
    }

    private static String event(Optional<Event> event, boolean conditionToo) {
        return event.map(found -> (found.step().isPresent()
                                ? Text.step(found.step().getAsLong())
                                : Text.escape(Text.grouped(found.brief())))
                        + (conditionToo ? " (" + Text.escape(found.condition()) + ")" : ""))
                .orElse(ABSENT);
    }

    private static String peak(RunReportData run, String key) {
        if (!run.peaks().containsKey(key)) {
            return ABSENT;
        }
        return new OutcomeText(run)
                .highestPeakBefore(key)
                .map(peak -> peak.where() + " (" + Text.rounded(peak.height()) + ")")
                .orElse("none found");
    }

    private static String finalValues(List<RunReportData> runs) {
        List<Quantity> quantities = runs.stream()
                .flatMap(run -> run.finalValues().keySet().stream())
                .distinct()
                .toList();
        if (quantities.isEmpty()) {
            return "<p class=\"absent\">Not recorded.</p>";
        }
        List<String> header = new ArrayList<>(List.of("run"));
        Function<Quantity, String> title = quantity ->
                Text.symbol(quantity.symbol()) + " <span>" + Text.escape(quantity.description()) + "</span>";
        quantities.forEach(quantity -> header.add(title.apply(quantity)));
        List<List<String>> rows = new ArrayList<>();
        for (RunReportData run : runs) {
            List<String> row = new ArrayList<>(List.of(Text.escape(run.label())));
            quantities.forEach(
                    quantity -> row.add(Text.rounded(run.finalValues().getOrDefault(quantity, Double.NaN))));
            rows.add(row);
        }
        return Tables.facts(header, rows);
    }
}
