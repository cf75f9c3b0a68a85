package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.PeakWindow;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The nulls that can be compared with real runs in a window, and how many cannot, and why.
///
/// A null does not generalise, so its clock is set by its partner, the real run of the same modulus and seed: for
/// [PeakWindow#ANY] the step at which the partner generalised, for [PeakWindow#MEMORISED] as many decades of log time
/// after its own memorisation as the partner took. A null that had no chance to show a peak before its clock is
/// no evidence of having none, and one that generalises is no null: both are left out.
final class NullRuns {

    /// The rule in words, for predictions.
    static final String RULE = "A null's clock is, before generalisation, the step at which the real run of the same p"
            + " and seed generalised, and after memorisation as many decades of log time after its own memorisation as"
            + " that run took. Left out and counted: nulls that generalise, whose real run did not generalise in the"
            + " window, that do not memorise when the window begins there, or whose record ends before the"
            + " clock or has fewer than " + PeakWindow.FEWEST_STEPS + " logged steps in the window.";

    /// A null and the step that stands for generalisation.
    ///
    /// @param real the run that sets the clock
    record Timed(RunEvidence run, RunEvidence real, double clock) {}

    private final List<Timed> compared = new ArrayList<>();
    private final Map<String, Integer> leftOut = new LinkedHashMap<>();

    private NullRuns() {}

    /// @param observable whose logged steps the window must hold
    static NullRuns of(Evidence evidence, PeakWindow window, String observable, Arm... arms) {
        NullRuns nulls = new NullRuns();
        for (RunEvidence run : evidence.runs(arms)) {
            nulls.add(run, evidence.partner(run, Arm.MAIN), window, observable);
        }
        return nulls;
    }

    private void add(RunEvidence run, Optional<RunEvidence> partner, PeakWindow window, String observable) {
        OptionalDouble clock = partner.map(real -> clock(run, real, window)).orElse(OptionalDouble.empty());
        String lacks;
        if (run.hasGeneralised()) {
            lacks = "that generalised";
        } else if (partner.isEmpty() || !window.reaches(partner.get())) {
            lacks = "without a real run that generalised in the window";
        } else if (clock.isEmpty()) {
            lacks = "that did not memorise";
        } else if (clock.getAsDouble() > run.lastStep()) {
            lacks = "whose record ends before the window does";
        } else if (!window.isOpen(run, observable, clock.getAsDouble())) {
            lacks = "with too few logged steps in the window";
        } else {
            compared.add(new Timed(run, partner.get(), clock.getAsDouble()));
            return;
        }
        leftOut.merge(lacks, 1, Integer::sum);
    }

    private static OptionalDouble clock(RunEvidence run, RunEvidence partner, PeakWindow window) {
        if (!window.reaches(partner)) {
            return OptionalDouble.empty();
        }
        double event = partner.generalisedAt().orElseThrow();
        return switch (window) {
            case ANY -> OptionalDouble.of(event);
            case MEMORISED -> {
                if (run.memorisedAt().isEmpty()) {
                    yield OptionalDouble.empty();
                }
                double decades = LogTime.ofStep(event)
                        - LogTime.ofStep(partner.memorisedAt().orElseThrow());
                double start = LogTime.ofStep(run.memorisedAt().getAsDouble());
                // A logged step: rounding must not put the clock of an equal run past the end of its record.
                yield OptionalDouble.of(Math.rint(LogTime.toStep(start + decades)));
            }
        };
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
