// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.lab.store.RunStatus;
import calorimeter.report.figure.Milestone;
import calorimeter.report.figure.ReportedRun;
import calorimeter.statistics.peaks.Peak;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What became of a run: its memorisation, its generalisation, and the highest peaks before that.
public final class OutcomeText {

    private final ReportedRun run;

    public OutcomeText(ReportedRun run) {
        this.run = run;
    }

    /// The run in one or two sentences, as plain text without markup.
    String sentence() {
        Milestone memorised = memorisation();
        Milestone generalised = generalisation();
        String opening = memorised.step().isPresent()
                ? "Memorised at " + when(memorised)
                : memorised.isUndecided()
                        ? "Memorisation " + undecided(memorised)
                        : "Did not memorise (" + why(memorised) + ")";
        String ending = generalised.step().isPresent()
                ? "generalised at " + when(generalised)
                : (generalised.isUndecided()
                                ? "generalisation " + undecided(generalised)
                                : "did not generalise (" + why(generalised) + ")")
                        + lesser();
        if (run.layers() == 0) {
            return opening + "; " + ending + "." + charges() + status();
        }
        String peaks = "Highest peak " + (generalised.step().isPresent() ? "before that" : "of the run") + ": "
                + peak("C") + "; " + peak("V") + ".";
        return opening + "; " + ending + ". " + peaks + charges() + status();
    }

    private String charges() {
        return run.findings()
                .charges()
                .map(charges -> " Charges: " + charges.summary() + ".")
                .orElse("");
    }

    public Milestone memorisation() {
        return run.milestones().getFirst();
    }

    /// That of the greatest level, whether it occurred or not.
    public Milestone generalisation() {
        return run.milestones().getLast();
    }

    /// The highest peak before generalisation; of all peaks if the run did not generalise.
    public Optional<Peak> highestPeakBefore(String key) {
        long limit = generalisation().step().orElse(Long.MAX_VALUE);
        return run.peaks().getOrDefault(key, List.of()).stream()
                .filter(peak -> peak.step() < limit)
                .max(Comparator.comparingDouble(Peak::height));
    }

    private String peak(String key) {
        return "of " + key + ", "
                + highestPeakBefore(key)
                        .map(peak -> "at step " + Text.place(peak))
                        .orElse("none found");
    }

    private String lesser() {
        return run.milestones().stream()
                .filter(milestone -> milestone.name().equals(Milestone.GENERALISATION)
                        && milestone.step().isPresent())
                .reduce((lower, higher) -> higher)
                .map(milestone -> ", though it reached " + Text.condition(milestone) + " at step "
                        + Text.step(milestone.step().getAsLong()))
                .orElse("");
    }

    private String status() {
        boolean completed = run.record().status() == RunStatus.COMPLETED;
        return completed ? "" : " The run did not complete: " + Text.status(run) + ".";
    }

    private static String when(Milestone milestone) {
        return "step " + Text.step(milestone.step().orElseThrow()) + " (" + Text.condition(milestone) + ")";
    }

    private static String undecided(Milestone milestone) {
        return "(" + Text.condition(milestone) + ") is " + Text.grouped(milestone.reason());
    }

    private static String why(Milestone milestone) {
        return Text.condition(milestone) + ": " + Text.grouped(milestone.reason());
    }
}
