// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import calorimeter.lab.sweep.Sweep;
import calorimeter.report.figure.Milestone;
import calorimeter.report.page.Html;
import calorimeter.report.page.HtmlPage;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.classical.Median;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.series.LogTime;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The words and tables of a sweep's page.
final class SweepText {

    private final String name;
    private final SweepAxes axes;
    private final List<RunGroup> groups;
    private final List<SweptRun> runs;

    SweepText(String name, SweepAxes axes, List<RunGroup> groups, List<SweptRun> runs) {
        this.name = name;
        this.axes = axes;
        this.groups = groups;
        this.runs = runs;
    }

    Html header() {
        long memorised = runs.stream()
                .filter(run -> run.memorisation().step().isPresent())
                .count();
        long generalised = groups.stream().mapToLong(RunGroup::generalised).sum();
        return Html.of(
                """
                <h1>{}</h1>
                <p class="origin">{}{}{}</p>
                <p class="outcome">{} memorised ({}), {} generalised ({}).</p>
                {}""",
                "Sweep " + name,
                counted(runs.size(), "run"),
                axes.axis().isEmpty() ? "" : " in " + counted(groups.size(), "group") + " by " + keys(),
                axes.followers().isEmpty()
                        ? ""
                        : "; with " + axes.axis() + " goes " + String.join(", ", axes.followers()),
                memorised + " of " + counted(runs.size(), "run"),
                condition(SweptRun::memorisation),
                generalised == 0 ? "none" : generalised,
                condition(SweptRun::generalisation),
                groups.stream().anyMatch(group -> group.size() == 1)
                        ? Html.of(
                                "<p class=\"absent\">{} a single run, so there is no interval over seeds.</p>",
                                groups.stream().allMatch(group -> group.size() == 1)
                                        ? groups.size() == 1 ? "This is" : "Each group is"
                                        : "A group here is")
                        : Html.NOTHING);
    }

    private String keys() {
        return axes.others().isEmpty() ? axes.axis() : axes.axis() + " and " + String.join(", ", axes.others());
    }

    private static String counted(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }

    /// What must hold, and of how many runs the record is too short to tell.
    private String condition(Function<SweptRun, Milestone> milestone) {
        Milestone first = milestone.apply(runs.getFirst());
        long undecided = undecided(milestone);
        return first.observable() + " ≥ " + first.level() + (undecided == 0 ? "" : "; " + undecided + " undecided");
    }

    private long undecided(Function<SweptRun, Milestone> milestone) {
        return groups.stream().mapToLong(group -> group.undecided(milestone)).sum();
    }

    /// A row for each group.
    Html table() {
        boolean peaks = runs.stream().anyMatch(run -> run.peak("C").isPresent());
        boolean unusual = runs.stream().map(SweptRun::status).distinct().count() > 1;
        List<Object> header = new ArrayList<>();
        header.add(axes.axis().isEmpty() ? "runs" : axes.axis());
        header.addAll(axes.others());
        header.addAll(axes.followers());
        boolean undecided = undecided(SweptRun::generalisation) > 0;
        header.addAll(List.of("n", "generalised"));
        if (undecided) {
            header.add("undecided");
        }
        header.addAll(List.of("share", "median step", "memorised, median step"));
        if (peaks) {
            header.addAll(List.of("peak of C, step", "lead of C, decades"));
        }
        header.addAll(List.of("train loss, last", "test loss, last"));
        if (unusual) {
            header.add("status");
        }
        List<List<?>> rows = new ArrayList<>();
        for (RunGroup group : groups) {
            List<Object> row = new ArrayList<>(settings(group));
            row.add(group.size());
            row.add(group.generalised());
            if (undecided) {
                row.add(group.undecided(SweptRun::generalisation));
            }
            row.add(estimate(group.share(), SweepText::brief));
            row.add(median(group, SweptRun::generalisation));
            row.add(median(group, SweptRun::memorisation));
            if (peaks) {
                row.add(mean(group, run -> run.peak("C"), time -> step(LogTime.toStep(time))));
                row.add(mean(group, run -> run.lead("C"), SweepText::brief));
            }
            row.add(last(group, "train.loss"));
            row.add(last(group, "test.loss"));
            if (unusual) {
                row.add(statuses(group));
            }
            rows.add(row);
        }
        return Html.of(
                """
                <section id="groups"><h2>Groups</h2>{}\
                <p class="note">Brackets: 95 % intervals, of Clopper and Pearson for shares, of Brookmeyer and Crowley for \
                Kaplan–Meier medians, of Student over seeds on log time for peaks. Last losses: median over seeds.{}</p></section>
                """,
                Html.table("facts", header, rows),
                undecided
                        ? " Undecided: the level was held at the end of the run, but for fewer steps than count; such runs"
                                + " are not counted as generalised."
                        : "");
    }

    private List<String> settings(RunGroup group) {
        SweptRun first = group.runs().getFirst();
        List<String> settings = new ArrayList<>(List.of(axes.values().get(group.value())));
        axes.others().forEach(key -> settings.add(Sweep.setting(first.parameters(), key)));
        axes.followers().forEach(key -> settings.add(Sweep.setting(first.parameters(), key)));
        return settings;
    }

    private static Html median(RunGroup group, Function<SweptRun, Milestone> milestone) {
        return group.median(milestone) instanceof Answer.Given<Estimate>(Estimate median)
                ? estimate(median, SweepText::step)
                : new Html(group.undecided(milestone) > 0 ? "undecided" : "not reached");
    }

    private static Html mean(RunGroup group, Function<SweptRun, OptionalDouble> number, DoubleFunction<Html> shown) {
        double[] values = group.numbers(number);
        if (values.length == 0) {
            return new Html("–");
        }
        return Mean.of(values, RunGroup.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate mean)
                ? estimate(mean, shown)
                : shown.apply(values[0]);
    }

    private static Html estimate(Estimate estimate, DoubleFunction<Html> shown) {
        return Html.of(
                "{} [{}, {}]",
                shown.apply(estimate.value()),
                shown.apply(estimate.interval().lower()),
                shown.apply(estimate.interval().upper()));
    }

    /// Three significant digits.
    private static Html brief(double value) {
        return HtmlPage.rounded(new BigDecimal(value).round(new MathContext(3)).doubleValue());
    }

    private static Html step(double step) {
        return Double.isInfinite(step) ? HtmlPage.rounded(step) : HtmlPage.step(Math.round(step));
    }

    private static Html last(RunGroup group, String column) {
        double[] values = group.runs().stream()
                .mapToDouble(run -> run.last(column))
                .filter(Double::isFinite)
                .toArray();
        if (values.length == 0) {
            return new Html("not recorded");
        }
        return HtmlPage.rounded(
                Median.of(values, RunGroup.CONFIDENCE).orElseThrow().value());
    }

    private static String statuses(RunGroup group) {
        return group.runs().stream()
                .collect(Collectors.groupingBy(
                        run -> run.status().name().toLowerCase(Locale.ROOT), LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(status -> status.getValue() + " " + status.getKey())
                .collect(Collectors.joining(", "));
    }

    /// Every run, and the settings that all have in common.
    Html footer(String program) {
        List<String> varied =
                Sweep.varied(runs.stream().map(SweptRun::parameters).toList());
        List<Object> header = new ArrayList<>(varied);
        header.addAll(List.of("memorised", "generalised", "status", "run"));
        List<List<String>> rows = new ArrayList<>();
        for (SweptRun run : runs) {
            List<String> row = new ArrayList<>();
            varied.forEach(key -> row.add(Sweep.setting(run.parameters(), key)));
            row.addAll(Arrays.asList(
                    when(run.memorisation()),
                    when(run.generalisation()),
                    run.status().name().toLowerCase(Locale.ROOT),
                    run.name()));
            rows.add(row);
        }
        Map<String, String> common =
                new LinkedHashMap<>(runs.getFirst().parameters().values());
        common.keySet().removeAll(varied);
        return Html.of(
                """
                <section id="runs"><h2>Runs and settings</h2>
                <pre><code>{} sweep --name {}</code></pre>
                <details><summary>{}</summary>{}</details>
                <details><summary>Settings in common</summary>{}</details></section>
                """,
                program,
                name,
                counted(runs.size(), "run"),
                Html.table("facts", header, rows),
                Html.table(
                        "",
                        List.of("setting", "value"),
                        common.entrySet().stream()
                                .map(pair -> List.of(pair.getKey(), pair.getValue()))
                                .toList()));
    }

    private static String when(Milestone milestone) {
        return milestone.step().isPresent()
                ? HtmlPage.step(milestone.step().getAsLong()).markup()
                : milestone.brief();
    }
}
