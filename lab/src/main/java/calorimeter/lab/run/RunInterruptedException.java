// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

/// A run stopped at a checkpoint because it was asked to; the runner turns this into [Outcome.Interrupted].
public final class RunInterruptedException extends Exception {

    private static final long serialVersionUID = 1;

    private final long step;

    public RunInterruptedException(long step) {
        super("stopped at step " + step);
        this.step = step;
    }

    public long step() {
        return step;
    }
}
