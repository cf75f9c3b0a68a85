// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.source;

/// A model, its text or its scores cannot be used: one line that says what, where and what to do.
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
