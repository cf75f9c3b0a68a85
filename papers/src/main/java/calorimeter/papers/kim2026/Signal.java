// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.RunEvidence;
import java.util.List;
import java.util.stream.Stream;

/// An observable that might warn of generalisation.
///
/// @param column in the store
/// @param symbol as reports show it
/// @param logarithmic whether its logarithm is watched, for quantities that fall over decades
record Signal(String column, String symbol, boolean logarithmic) {

    static final Signal SPECIFIC_HEAT = new Signal(RunEvidence.SPECIFIC_HEAT, "C", false);

    /// C of the rows from which the answer is read.
    static final Signal READ = new Signal(RunEvidence.READ_SPECIFIC_HEAT, "C_read", false);

    static final Signal LANDSCAPE = new Signal(RunEvidence.LANDSCAPE, "V", false);

    /// The signals whose peaks are claimed to come before generalisation.
    static final List<Signal> THERMODYNAMIC = List.of(SPECIFIC_HEAT, READ, LANDSCAPE);

    /// What the field offers instead: what C and V must be earlier than.
    static final List<Signal> RIVALS = List.of(
            new Signal("weights.norm", "‖w‖", false),
            new Signal("attention.entropy-spread", "σ_H", false),
            new Signal("attention.similarity", "s̄", false),
            new Signal("gradient.norm", "|g|", true),
            new Signal("train.loss", "L_train", true));

    public static final List<Signal> FURTHER =
            List.of(new Signal("attention.S", "S", false), new Signal("embedding.fourier", "Φ₅", false));

    /// All, those of thermodynamics first.
    static List<Signal> all() {
        return Stream.of(THERMODYNAMIC, RIVALS, FURTHER).flatMap(List::stream).toList();
    }
}
