// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.training.TrainingStep;

/// Says that a quantity of a run has a value with which it cannot go on, most often none that is finite; the run
/// ends there as `Outcome.Diverged`.
public final class RunDivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long step;
    private final String quantity;
    private final String value;

    /// A quantity that is not finite any more.
    public RunDivergedException(long step, String quantity) {
        this(step, quantity, TrainingStep.NOT_FINITE);
    }

    /// @param value in words
    public RunDivergedException(long step, String quantity, String value) {
        super("the " + quantity + " is " + value + " after step " + step);
        this.step = step;
        this.quantity = quantity;
        this.value = value;
    }

    public long step() {
        return step;
    }

    public String quantity() {
        return quantity;
    }

    /// What the quantity is, in words.
    public String value() {
        return value;
    }
}
