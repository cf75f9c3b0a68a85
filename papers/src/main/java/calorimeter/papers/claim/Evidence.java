package calorimeter.papers.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All that the claims of one reproduction are judged by: finished runs, residuals of identities tried on their
/// weights, and how many runs were planned.
public final class Evidence {

    private final List<RunEvidence> runs;
    private final List<Residual> residuals;
    private final List<Excluded> excluded;
    private final Map<Arm, Integer> planned;

    /// A number that is at most `bound` when an identity holds.
    ///
    /// @param check name of the identity
    /// @param run whose weights or rows it was tried on
    /// @param count on how many rows; on none, nothing was tried and nothing holds
    public record Residual(String check, String run, double value, double bound, int count) {

        boolean holds() {
            return count > 0 && value >= 0 && value <= bound;
        }
    }

    /// A run that ended without being evidence.
    ///
    /// @param why diverged, failed
    public record Excluded(String run, Arm arm, String why) {}

    /// @param planned how many runs each arm is to have
    public Evidence(
            List<RunEvidence> runs, List<Residual> residuals, List<Excluded> excluded, Map<Arm, Integer> planned) {
        this.runs = List.copyOf(runs);
        this.residuals = List.copyOf(residuals);
        this.excluded = List.copyOf(excluded);
        this.planned = Map.copyOf(planned);
    }

    public List<RunEvidence> runs() {
        return runs;
    }

    public List<Excluded> excluded() {
        return excluded;
    }

    /// Runs of some arms, in the order they were given.
    public List<RunEvidence> runs(Arm... arms) {
        List<RunEvidence> found = new ArrayList<>();
        for (Arm arm : arms) {
            runs.stream().filter(run -> run.arm().equals(arm)).forEach(found::add);
        }
        return found;
    }

    /// The runs of some arms that generalised.
    public List<RunEvidence> generalised(Arm... arms) {
        return runs(arms).stream()
                .filter(run -> run.generalisedAt().isPresent())
                .toList();
    }

    /// The run of an arm with the modulus and seed of another run.
    public Optional<RunEvidence> partner(RunEvidence run, Arm arm) {
        return runs.stream()
                .filter(other ->
                        other.arm().equals(arm) && other.modulus() == run.modulus() && other.seed() == run.seed())
                .findFirst();
    }

    public List<Residual> residuals(List<String> checks) {
        return residuals.stream()
                .filter(residual -> checks.contains(residual.check()))
                .toList();
    }

    /// Names of runs, each once.
    public static List<String> names(List<RunEvidence> of) {
        return of.stream().map(RunEvidence::run).distinct().toList();
    }

    public static List<String> names(List<RunEvidence> first, List<RunEvidence> second) {
        return Stream.concat(first.stream(), second.stream())
                .map(RunEvidence::run)
                .distinct()
                .toList();
    }

    /// Why an arm cannot be judged, for a claim that is not tested.
    public String shortage(Arm arm, String needed) {
        List<RunEvidence> found = runs(arm);
        int generalised = generalised(arm).size();
        int wanted = planned.getOrDefault(arm, 0);
        if (wanted == 0 && found.isEmpty()) {
            return "this size plans no runs of the arm '" + arm.title() + "'; " + needed;
        }
        return "of " + wanted + " planned runs of the arm '" + arm.title() + "' " + found.size() + " are finished and "
                + generalised + " generalised; " + needed;
    }
}
