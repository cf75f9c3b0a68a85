// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Attention's temperature turned in the main runs of one modulus: a factor on 1/√d_k, a factor that each head
/// learns, or a floor under the entropy. What an arm changes is all here; its claims declare it.
///
/// @param key of the arm in names of claims
/// @param settings what differs from the main run of the same seed
record Tempering(Arm arm, String key, Map<String, String> settings) {

    /// The main runs are shortest at this one of the default moduli.
    static final int PRIME = 37;

    /// Main runs come down to 0.33 and end at 0.56 to 0.60, of at most ln 3 = 1.099. Bound and gains were
    /// chosen on seed 3100, which no arm has: there it was kept to 1 % from step 200 on.
    private static final String FLOOR = "attention.S.read >= 0.7";

    static final List<Tempering> ALL = List.of(
            new Tempering(arm("HALF_TEMPERATURE", "T = 0.5"), "half", Map.of("attention-temperature", "0.5")),
            new Tempering(arm("DOUBLE_TEMPERATURE", "T = 2"), "double", Map.of("attention-temperature", "2")),
            new Tempering(
                    arm("TRAINED_TEMPERATURE", "T of each head trained from 1"),
                    "trained",
                    Map.of("attention-temperature-trainable", "head")),
            new Tempering(
                    arm("ENTROPY_FLOOR", "entropy of the read rows ≥ 0.7"),
                    "floor",
                    Map.of("constraint", FLOOR, "dual-method", "pi", "dual-rate", "0.01", "dual-proportional", "1")));

    static final List<Arm> ARMS = ALL.stream().map(Tempering::arm).toList();

    /// See [calorimeter.papers.claim.Prediction#family].
    static final String FAMILY = "K-TEMPERATURE";

    private static Arm arm(String name, String title) {
        return new Arm(name, title, Arm.Role.JUDGED);
    }

    /// A run of the arm and the main run of its seed.
    record Pair(RunEvidence run, RunEvidence main) {

        /// Steps of generalisation, or last ones of runs that did not: ln of their ratio.
        double delay() {
            return Math.log(step(run) / step(main));
        }

        private static double step(RunEvidence run) {
            return run.generalisedAt().orElse((double) run.lastStep());
        }

        boolean isCensored() {
            return !run.hasGeneralised() || !main.hasGeneralised();
        }
    }

    List<Pair> pairs(Evidence evidence) {
        return evidence.runs(arm).stream()
                .flatMap(run -> evidence.partner(run, Arm.MAIN).stream().map(main -> new Pair(run, main)))
                .toList();
    }

    static List<String> names(List<Pair> pairs) {
        return Evidence.names(
                pairs.stream().flatMap(pair -> Stream.of(pair.run, pair.main)).toList());
    }

    /// What all claims of the experiment declare.
    String text() {
        return "Paired by seed with the main runs at p = " + PRIME + ", of which the arm '" + arm.title() + "' changes "
                + new TreeMap<>(settings)
                + " and nothing else. The main runs had been seen before, those of the arm had"
                + " not; an entropy floor and its gains were chosen on seed 3100, which no arm has. Holm's family is the "
                + 2 * ALL.size() + " claims K-TEMPERATURE alone. ";
    }
}
