// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A statement of the literature and what it predicts of an experiment, written before the runs.
///
/// @param id short name, as `K-PEAK.C`
/// @param statement what is claimed, in words
/// @param source where, and what is ours
/// @param prediction what must be seen, with every threshold of the rule that judges it
public record Claim(String id, String statement, String source, Prediction prediction) {

    /// Everything that fixes the claim: an edit of any of it, thresholds included, makes another claim.
    public String text() {
        return id + "\n" + statement + "\n" + source + "\n" + prediction.text();
    }

    public String identity() {
        return hash(text());
    }

    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
