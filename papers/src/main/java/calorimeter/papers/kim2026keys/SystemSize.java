// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026keys;

import calorimeter.papers.campaign.RunSettings;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import java.util.ArrayList;
import java.util.List;

/// How the peak of C depends on the size of an attention row, its number of keys n: one layer looks up one of n − 1
/// operands. Three keys, as all runs on pairs have, cannot tell: there C is below 0.762 whatever is learned.
final class SystemSize {

    static final Arm KEYS = new Arm("KEYS", "lookup among n keys", Arm.Role.JUDGED);

    /// Null: the same rows with every class drawn at random, which can only be memorised.
    static final Arm RANDOM_KEYS = new Arm("RANDOM_KEYS", "null: random labels among n keys", Arm.Role.JUDGED);

    /// C averaged over the rows that the loss depends on: of one layer the last row.
    static final String COLUMN = "attention.C.read";

    /// n.
    static final List<Integer> LENGTHS = List.of(3, 6, 12, 24, 48);

    /// Seeds from 7000 on were seen when the rule was made.
    private static final int FIRST_SEED = 8000;
    private static final int STEPS = 600;

    private SystemSize() {}

    /// Runs at every n, with their null. Seeds are never shared, so that initial weights are not either.
    ///
    /// @param seeds of each n and arm, at most 5
    static List<Item> items(int seeds) {
        List<Item> items = new ArrayList<>();
        for (int length : LENGTHS) {
            for (int k = 0; k < seeds; k++) {
                int seed = FIRST_SEED + 10 * length + k;
                items.add(settings(length, seed).item(KEYS));
                items.add(settings(length, seed + 5).with("random-labels", true).item(RANDOM_KEYS));
            }
        }
        return items;
    }

    private static RunSettings settings(int length, int seed) {
        return RunSettings.of("nanda")
                .with("task", "lookup")
                .with("length", length)
                .with("vocabulary", 40)
                .with("examples", 1200)
                .with("train-fraction", 0.5)
                .with("seed", seed)
                .with("stop", "budget")
                .with("max-steps", STEPS)
                .with("log-every", 2)
                .with("probe-size", 64);
    }

    /// The runs in one line, as a design declares them: these characters are identities in stores.
    static String words() {
        return "preset nanda, task lookup, n = " + LENGTHS + ", vocabulary 40, 1200 examples, train fraction 0.5, "
                + STEPS + " steps, with rule and with random labels; seeds from " + FIRST_SEED + " + 10 n on";
    }

    /// @param source of the claims
    static List<Claim> claims(String source) {
        return List.of(
                new Claim(
                        "K-SYSTEM-SIZE.finite",
                        "The height of the peak of C stays finite as the number of keys grows",
                        source,
                        new PeakOverKeys(PeakOverKeys.Question.FINITE)),
                new Claim(
                        "K-SYSTEM-SIZE.two-level",
                        "Where one key is looked up, the height of the peak of C is that of one key against all others",
                        source,
                        new PeakOverKeys(PeakOverKeys.Question.TWO_LEVEL)),
                new Claim(
                        "K-SYSTEM-SIZE.memorising",
                        "The peak of C is higher where a rule is learned than where answers are memorised",
                        source,
                        new PeakOverKeys(PeakOverKeys.Question.ABOVE_MEMORISING)));
    }
}
