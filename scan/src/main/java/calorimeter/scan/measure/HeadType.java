// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

/// What a head does, by thresholds on its means alone; the first that holds counts. Names are the field's,
/// thresholds ours. The first four need rows of four keys or more on average.
public enum HeadType {
    /// at least half of the attention goes to the first token
    SINK("sink"),
    /// at least half goes to the token before the query
    PREVIOUS("previous-token"),
    /// at least half goes to the query's own token
    OWN("own-token"),
    /// at least half goes to separators behind the first token
    SEPARATOR("separator"),
    /// KL ≤ 0.05: attention is spread nearly evenly
    UNIFORM("uniform"),
    /// KL ≥ 0.9: one key takes nearly all
    COLLAPSED("collapsed"),
    /// χ ≥ 0.25: a few groups of keys compete, near the specific heat's maximum
    CONTESTED("contested"),
    /// none of these
    MIXED("mixed");

    private static final double MOST = 0.5;
    private static final double EVEN = 0.05;
    private static final double SINGLE = 0.9;
    private static final double COMPETING = 0.25;

    /// Of fewer keys, one has half of the attention without being sought.
    private static final double FEWEST_KEYS = 4;

    private final String word;

    HeadType(String word) {
        this.word = word;
    }

    /// For people and files.
    public String word() {
        return word;
    }

    static HeadType of(HeadMeasures head) {
        if (head.visible() >= FEWEST_KEYS) {
            if (head.first() >= MOST) {
                return SINK;
            }
            if (head.previous() >= MOST) {
                return PREVIOUS;
            }
            if (head.own() >= MOST) {
                return OWN;
            }
            if (head.separator() >= MOST) {
                return SEPARATOR;
            }
        }
        if (head.selectivity() <= EVEN) {
            return UNIFORM;
        }
        if (head.selectivity() >= SINGLE) {
            return COLLAPSED;
        }
        return head.susceptibility() >= COMPETING ? CONTESTED : MIXED;
    }
}
