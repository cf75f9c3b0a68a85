// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.PeakSearch;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The nulls in which a [PeakSearch] can look, and how many cannot be compared, and why.
///
/// A null does not generalise, so its clock is set by its partner, the real run of the same modulus and seed: as many
/// decades of log time after its own memorisation as the partner took to the event. A null that had no chance to
/// show a peak before its clock is no evidence of having none, and one that generalises is no null: both are left out.
final class NullRuns {

    /// The rule in words, for predictions.
    static final String RULE = "A null's clock is as many decades of log time after its own memorisation as the real"
            + " run of the same p and seed took to the event. Left out and counted: nulls that generalise, whose real"
            + " run cannot be compared, that do not memorise, whose record ends before the clock"
            + " or has fewer than " + PeakSearch.FEWEST_STEPS + " logged steps there.";

    /// A null and the step that stands for the event.
    ///
    /// @param real the run that sets the clock
    record Timed(RunEvidence run, RunEvidence real, double clock) {}

    private final List<Timed> compared = new ArrayList<>();
    private final Map<String, Integer> leftOut = new LinkedHashMap<>();

    private NullRuns() {}

    static NullRuns of(Evidence evidence, PeakSearch search, Arm... arms) {
        List<RunEvidence> open = search.open(evidence, Arm.MAIN);
        NullRuns nulls = new NullRuns();
        for (RunEvidence run : evidence.runs(arms)) {
            evidence.partner(run, Arm.MAIN)
                    .filter(open::contains)
                    .ifPresentOrElse(
                            real -> nulls.add(run, real, search),
                            () -> nulls.leaveOut("whose real run cannot be compared"));
        }
        return nulls;
    }

    private void add(RunEvidence run, RunEvidence real, PeakSearch search) {
        OptionalDouble clock = clock(run, real, search);
        if (run.hasGeneralised()) {
            leaveOut("that generalised");
        } else if (clock.isEmpty()) {
            leaveOut("that did not memorise");
        } else if (!search.isOpen(run, clock.getAsDouble())) {
            leaveOut("whose record ends too early or has too few logged steps");
        } else {
            compared.add(new Timed(run, real, clock.getAsDouble()));
        }
    }

    private void leaveOut(String why) {
        leftOut.merge(why, 1, Integer::sum);
    }

    private static OptionalDouble clock(RunEvidence run, RunEvidence real, PeakSearch search) {
        if (run.memorisedAt().isEmpty()) {
            return OptionalDouble.empty();
        }
        double decades = LogTime.ofStep(search.event(real).orElseThrow())
                - LogTime.ofStep(real.memorisedAt().orElseThrow());
        double start = LogTime.ofStep(run.memorisedAt().getAsDouble());
        // A logged step: rounding must not put the clock of an equal run past the end of its record.
        return OptionalDouble.of(Math.rint(LogTime.toStep(start + decades)));
    }

    List<Timed> compared() {
        return List.copyOf(compared);
    }

    /// How many were left out, by reason; nothing for reasons that did not occur.
    List<Detail> leftOut(String label) {
        int all = compared.size()
                + leftOut.values().stream().mapToInt(Integer::intValue).sum();
        List<Detail> details = new ArrayList<>();
        leftOut.forEach(
                (reason, count) -> details.add(Detail.of("nulls " + reason + ", left out: " + label, count, all)));
        return details;
    }

    /// How many were left out, as part of a sentence for a claim that cannot be judged; empty when none was.
    String leftOutWords() {
        List<String> parts = new ArrayList<>();
        leftOut.forEach((reason, count) -> parts.add(count + " " + reason));
        return parts.isEmpty() ? "" : "; left out: " + String.join(", ", parts);
    }
}
