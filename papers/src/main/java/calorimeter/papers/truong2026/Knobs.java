// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Texts;

/// Where the two knobs stand: the clamp on the norm of all matrices, ρ w_c, and the output temperature τ.
///
/// @param ratio ρ; 0 for a norm that is free
/// @param temperature τ
record Knobs(double ratio, double temperature) {

    static final Knobs FREE = new Knobs(0, 1);

    /// The clamp at the norm of the free runs: the reference of recovery.
    static final Knobs BASELINE = new Knobs(1, 1);

    boolean isFree() {
        return ratio == 0;
    }

    String words() {
        return isFree() ? "free norm" : "ρ " + Texts.number(ratio) + ", τ " + Texts.number(temperature);
    }
}
