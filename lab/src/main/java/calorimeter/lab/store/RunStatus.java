// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

/// How far a run has come. COMPLETED and DIVERGED are final, the others can be resumed; a run whose process was
/// killed is still recorded as running, but nobody holds its lock, and it is shown as interrupted.
public enum RunStatus {
    RUNNING,
    INTERRUPTED,
    COMPLETED,
    DIVERGED,
    FAILED;

    /// Whether going on from the last checkpoint can change the outcome: a completed run has nothing left to do
    /// and a diverged one would diverge again, bit for bit.
    public boolean isResumable() {
        return switch (this) {
            case RUNNING, INTERRUPTED, FAILED -> true;
            case COMPLETED, DIVERGED -> false;
        };
    }
}
