// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import java.util.Locale;
import java.util.Optional;

/// Only contestants that compute the same thing are timed: from the same parameters and on the same batches,
/// the losses of the first steps must agree.
public final class AgreementGate {

    /// Steps that are compared. The first tests the forward pass, the further ones gradients and update rule.
    public static final int STEPS = 3;

    /// Relative. Single precision keeps 6e-8, sums over a batch lose a digit, and two updates carry rounding of
    /// the gradient into parameters; a wrong term shows in the third digit.
    public static final double TOLERANCE = 1e-5;

    private AgreementGate() {}

    /// Why the losses of a peer are not ours; empty when they are.
    public static Optional<String> disagreement(double[] ours, double[] theirs) {
        if (ours.length != theirs.length) {
            return Optional.of("gave " + theirs.length + " losses instead of " + ours.length);
        }
        for (int step = 0; step < ours.length; step++) {
            double difference = Math.abs(theirs[step] - ours[step]) / Math.abs(ours[step]);
            if (!(difference <= TOLERANCE)) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "disagrees and is not timed: its loss at step %d is %.9g, the engine's %.9g (relative"
                                + " difference %.2g, allowed %.0g)",
                        step,
                        theirs[step],
                        ours[step],
                        difference,
                        TOLERANCE));
            }
        }
        return Optional.empty();
    }
}
