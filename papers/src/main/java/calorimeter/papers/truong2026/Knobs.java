// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Texts;

/// Where the knobs stand: the clamp on the norm of all matrices, ρ w_c, the temperature of the output, and
/// that of attention.
///
/// @param ratio ρ; 0 for a norm that is free
/// @param temperature τ
/// @param attention T; 1 without attention
record Knobs(double ratio, double temperature, double attention) {

    static final Knobs FREE = new Knobs(0, 1);

    /// The clamp at the norm of the free runs: the reference of recovery.
    static final Knobs BASELINE = new Knobs(1, 1);

    Knobs(double ratio, double temperature) {
        this(ratio, temperature, 1);
    }

    boolean isFree() {
        return ratio == 0;
    }

    String words() {
        String norm = isFree() ? "free norm" : "ρ " + Texts.number(ratio);
        return norm
                + (isFree() && temperature == 1 ? "" : ", τ " + Texts.number(temperature))
                + (attention == 1 ? "" : ", T " + Texts.number(attention));
    }
}
