package calorimeter.papers.claim;

import calorimeter.papers.claim.Finding.Detail;
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
/// [Window#ANY] the step at which the partner generalised, for [Window#MEMORISED] as many decades of log time
/// after its own memorisation as the partner took. A null that had no chance to show a peak before its clock is
/// no evidence of having none, and one that generalises is no null: both are left out.
public final class NullRuns {

    /// The rule in words, for predictions.
    static final String RULE = "A null's clock is, before generalisation, the step at which the real run of the same p"
            + " and seed generalised, and after memorisation as many decades of log time after its own memorisation as"
            + " that run took. Left out and counted: nulls that generalise, whose real run did not generalise in the"
            + " window, that do not memorise when the window begins there, or whose record ends before the"
            + " clock or has fewer than " + Window.FEWEST_STEPS + " logged steps in the window.";

    /// Why a null is not compared.
    private enum Reason {
        GENERALISED("that generalised"),
        PARTNER("without a real run that generalised in the window"),
        MEMORISATION("that did not memorise"),
        SHORT("whose record ends before the window does"),
        EMPTY("with too few logged steps in the window");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    /// A null and the step that stands for generalisation.
    public record Timed(RunEvidence run, double clock) {}

    private final List<Timed> compared = new ArrayList<>();
    private final Map<Reason, Integer> leftOut = new LinkedHashMap<>();

    private NullRuns() {}

    /// @param observable whose logged steps the window must hold
    public static NullRuns of(Evidence evidence, Window window, String observable, Arm... arms) {
        NullRuns nulls = new NullRuns();
        for (RunEvidence run : evidence.runs(arms)) {
            nulls.add(run, evidence.partner(run, Arm.MAIN), window, observable);
        }
        return nulls;
    }

    private void add(RunEvidence run, Optional<RunEvidence> partner, Window window, String observable) {
        OptionalDouble clock = partner.map(real -> clock(run, real, window)).orElse(OptionalDouble.empty());
        if (run.generalisedAt().isPresent()) {
            leftOut.merge(Reason.GENERALISED, 1, Integer::sum);
        } else if (partner.isEmpty() || !window.reaches(partner.get())) {
            leftOut.merge(Reason.PARTNER, 1, Integer::sum);
        } else if (clock.isEmpty()) {
            leftOut.merge(Reason.MEMORISATION, 1, Integer::sum);
        } else if (clock.getAsDouble() > run.lastStep()) {
            leftOut.merge(Reason.SHORT, 1, Integer::sum);
        } else if (!window.isOpen(run, observable, clock.getAsDouble())) {
            leftOut.merge(Reason.EMPTY, 1, Integer::sum);
        } else {
            compared.add(new Timed(run, clock.getAsDouble()));
        }
    }

    private static OptionalDouble clock(RunEvidence run, RunEvidence partner, Window window) {
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

    public List<Timed> compared() {
        return List.copyOf(compared);
    }

    public boolean isEmpty() {
        return compared.isEmpty();
    }

    List<RunEvidence> runs() {
        return compared.stream().map(Timed::run).toList();
    }

    /// How many were left out, by reason; nothing for reasons that did not occur.
    List<Detail> leftOut(String label) {
        int all = compared.size()
                + leftOut.values().stream().mapToInt(Integer::intValue).sum();
        List<Detail> details = new ArrayList<>();
        leftOut.forEach((reason, count) ->
                details.add(Detail.of("nulls " + reason.words + ", left out: " + label, count, all)));
        return details;
    }

    /// As a sentence for a claim that cannot be judged; empty when none was left out.
    String leftOutWords() {
        List<String> parts = new ArrayList<>();
        leftOut.forEach((reason, count) -> parts.add(count + " " + reason.words));
        return parts.isEmpty() ? "" : "; left out: " + String.join(", ", parts);
    }
}
