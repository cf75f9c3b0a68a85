// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

/// An MLflow server cannot be reached, or refuses. The message is one line for a person.
public final class MlflowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MlflowException(String message) {
        super(message);
    }
}
