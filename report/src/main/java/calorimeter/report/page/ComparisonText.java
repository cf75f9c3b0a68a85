// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import calorimeter.report.figure.Milestone;
import calorimeter.report.figure.ReportedRun;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The words and tables around the figures of several runs.
final class ComparisonText {

    private ComparisonText() {}

    static Html header(List<ReportedRun> runs) {
        return Html.of(
                """
                <h1>{} runs side by side</h1>
                <p class="outcome">{}</p>
                {}
                <h2 class="small">Outcomes</h2>
                {}
                <p class="note">The peaks are the highest before generalisation, or of the whole run where there is \
                none: step ± standard error of the fitted place (height).</p>
                <h2 class="small">Latest values</h2>
                {}
                <h2 class="small">Settings that differ</h2>
                {}
                """,
                runs.size(),
                sentence(runs),
                Html.each(runs, RunText::thinning),
                outcomes(runs),
                finalValues(runs),
                compared(runs, run -> run.parameters().values(), true));
    }

    static Html footer(List<ReportedRun> runs) {
        return Html.of(
                """
                <h3>Commands</h3>
                {}
                <div class="tables">
                <div><h3>Settings in common</h3>{}</div>
                <div><h3>Provenance in common</h3>{}</div>
                </div>
                <h3>Provenance that differs</h3>
                {}
                """,
                Html.each(runs, run -> Html.of("<p>{}</p>{}\n", run.label(), RunText.command(run))),
                compared(runs, run -> run.parameters().values(), false),
                compared(runs, ReportedRun::provenance, false),
                compared(runs, ReportedRun::provenance, true));
    }

    private static String sentence(List<ReportedRun> runs) {
        List<OutcomeText> outcomes = runs.stream().map(OutcomeText::new).toList();
        long memorised = outcomes.stream()
                .filter(outcome -> outcome.memorisation().step().isPresent())
                .count();
        long generalised = outcomes.stream()
                .filter(outcome -> outcome.generalisation().step().isPresent())
                .count();
        long peaked = outcomes.stream()
                .filter(outcome -> outcome.generalisation().step().isPresent()
                        && outcome.highestPeakBefore("C").isPresent())
                .count();
        String peaks = generalised == 0
                ? ""
                : "; " + peaked + " of these showed a peak of C before " + (generalised == 1 ? "it" : "they")
                        + " generalised";
        return memorised + " of " + runs.size() + " runs memorised, " + (generalised == 0 ? "none" : generalised)
                + " generalised" + peaks + ".";
    }

    private static Html outcomes(List<ReportedRun> runs) {
        boolean labelled = runs.stream().anyMatch(run -> !run.label().equals(run.name()));
        boolean sameMemorised = isCommon(runs, OutcomeText::memorisation);
        boolean sameGeneralised = isCommon(runs, OutcomeText::generalisation);
        List<List<?>> rows = new ArrayList<>();
        for (ReportedRun run : runs) {
            OutcomeText outcome = new OutcomeText(run);
            // A label says all that preset and seed could.
            List<Object> row = new ArrayList<>(
                    labelled
                            ? List.of(run.label(), run.name())
                            : List.of(
                                    run.name(),
                                    run.record().preset(),
                                    run.record().seed()));
            row.addAll(List.of(
                    Text.status(run),
                    cell(outcome.memorisation(), !sameMemorised),
                    cell(outcome.generalisation(), !sameGeneralised),
                    peak(outcome, "C"),
                    peak(outcome, "V")));
            rows.add(row);
        }
        OutcomeText first = new OutcomeText(runs.getFirst());
        List<Object> header = new ArrayList<>(labelled ? List.of("run", "name") : List.of("run", "preset", "seed"));
        header.addAll(List.of(
                "status",
                heading("memorised", first.memorisation(), sameMemorised),
                heading("generalised", first.generalisation(), sameGeneralised),
                "peak of C",
                "peak of V"));
        return Html.table("facts", header, rows);
    }

    /// Whether all runs were held to the same: it stands once then, in the heading.
    private static boolean isCommon(List<ReportedRun> runs, Function<OutcomeText, Milestone> milestone) {
        return runs.stream()
                        .map(run -> Text.condition(milestone.apply(new OutcomeText(run))))
                        .distinct()
                        .count()
                == 1;
    }

    private static Html heading(String word, Milestone milestone, boolean common) {
        String condition = Text.condition(milestone).replace("≥ ", "≥\u00a0");
        return common ? Html.of("{} <span>{}, step</span>", word, condition) : Html.of("{}", word);
    }

    private static String cell(Milestone milestone, boolean withCondition) {
        String step = milestone.step().isPresent()
                ? Text.step(milestone.step().getAsLong())
                : Text.grouped(milestone.brief());
        return withCondition ? step + " (" + Text.condition(milestone) + ")" : step;
    }

    private static Html peak(OutcomeText outcome, String key) {
        return outcome.highestPeakBefore(key)
                .map(peak -> Html.of("{} ({})", Text.place(peak), Text.rounded(peak.height())))
                .orElse(new Html("none found"));
    }

    private static Html finalValues(List<ReportedRun> runs) {
        Set<Quantity> quantities = new LinkedHashSet<>();
        runs.forEach(run -> quantities.addAll(run.finalValues().keySet()));
        List<Object> header = new ArrayList<>(List.of("run"));
        quantities.forEach(quantity ->
                header.add(Html.of("{} <span>{}</span>", Text.symbol(quantity.symbol()), quantity.description())));
        List<List<?>> rows = new ArrayList<>();
        for (ReportedRun run : runs) {
            List<Object> row = new ArrayList<>(List.of(run.label()));
            quantities.forEach(
                    quantity -> row.add(Text.rounded(run.finalValues().getOrDefault(quantity, Double.NaN))));
            rows.add(row);
        }
        return Html.table("facts", header, rows);
    }

    /// A run that was never continued has no second session.
    private static String missing(String key) {
        return key.startsWith("session ") ? "none" : "not recorded";
    }

    /// One row for each key on which the runs differ, or for each on which they agree; one column for each run.
    private static Html compared(
            List<ReportedRun> runs, Function<ReportedRun, Map<String, String>> pairs, boolean differing) {
        Set<String> keys = new LinkedHashSet<>();
        runs.forEach(run -> keys.addAll(pairs.apply(run).keySet()));
        List<List<String>> rows = new ArrayList<>();
        for (String key : keys) {
            List<String> values = runs.stream()
                    .map(run -> pairs.apply(run).getOrDefault(key, missing(key)))
                    .toList();
            if ((Set.copyOf(values).size() > 1) == differing) {
                List<String> row = new ArrayList<>(List.of(key));
                row.addAll(differing ? values : values.subList(0, 1));
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            return new Html("<p class=\"absent\">None.</p>");
        }
        List<String> header = new ArrayList<>(List.of("key"));
        header.addAll(differing ? runs.stream().map(ReportedRun::label).toList() : List.of("all runs"));
        return Html.table("", header, rows);
    }
}
