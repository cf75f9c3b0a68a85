// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

/// A sweep that cannot be as it was asked for: one line that names the thing, its value, its place, what to do.
public final class SweepException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public SweepException(String message) {
        super(message);
    }
}
