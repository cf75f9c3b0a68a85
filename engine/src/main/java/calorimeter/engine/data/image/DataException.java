// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

/// A data set that is not there or not what it should be. The message is one line for a person: which file,
/// at which byte, what is wrong, what to do.
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DataException(String message) {
        super(message);
    }

    DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
