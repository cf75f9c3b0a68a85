// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All that the claims of one reproduction are judged by.
///
/// @param runs finished ones
/// @param residuals of identities tried on their weights and rows
/// @param excluded runs that ended without being evidence
/// @param planned how many runs each arm is to have
public record Evidence(
        List<RunEvidence> runs, List<Residual> residuals, List<Excluded> excluded, Map<Arm, Integer> planned) {

    /// A number that is at most `bound` when an identity holds.
    ///
    /// @param check name of the identity
    /// @param run whose weights or rows it was tried on; of one that could not be tried, why
    /// @param count on how many rows; on none, nothing was tried and nothing holds
    public record Residual(String check, String run, double value, double bound, int count) {

        /// An identity that could not be tried.
        ///
        /// @param why in words
        public static Residual untried(String check, String why, double bound) {
            return new Residual(check, why, Double.NaN, bound, 0);
        }

        boolean isUntried() {
            return count == 0 && Double.isNaN(value);
        }

        boolean holds() {
            return count > 0 && value >= 0 && value <= bound;
        }
    }

    /// A run that ended without being evidence.
    ///
    /// @param why diverged, failed
    /// @param settings as text, by the names of the settings
    public record Excluded(String run, Arm arm, String why, Map<String, String> settings) {

        public Excluded {
            settings = Map.copyOf(settings);
        }

        /// The number of a setting; NaN where the run has none.
        public double number(String setting) {
            return Double.parseDouble(settings.getOrDefault(setting, "NaN"));
        }
    }

    public Evidence {
        runs = List.copyOf(runs);
        residuals = List.copyOf(residuals);
        excluded = List.copyOf(excluded);
        planned = Map.copyOf(planned);
    }

    /// Runs of some arms, arm by arm.
    public List<RunEvidence> runs(Arm... arms) {
        return Stream.of(arms)
                .flatMap(arm -> runs.stream().filter(run -> run.arm().equals(arm)))
                .toList();
    }

    /// The runs of some arms that generalised.
    public List<RunEvidence> generalised(Arm... arms) {
        return runs(arms).stream().filter(RunEvidence::hasGeneralised).toList();
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
    public static List<String> names(Collection<RunEvidence> of) {
        return of.stream().map(RunEvidence::run).distinct().toList();
    }

    /// The verdict of a claim for which an arm has too little.
    public Verdict.NotTested shortage(Arm arm, String needed) {
        int found = runs(arm).size();
        int wanted = planned.getOrDefault(arm, 0);
        String there = wanted == 0 && found == 0
                ? "this size plans no runs of the arm '" + arm.title() + "'; "
                : "of " + wanted + " planned runs of the arm '" + arm.title() + "' " + found + " are finished and "
                        + generalised(arm).size() + " generalised; ";
        return new Verdict.NotTested(there + needed);
    }
}
