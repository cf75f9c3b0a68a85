// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.npz;

/// A file is not what numpy writes, or holds what is not read. The message goes on after the file's name.
public final class NpzException extends Exception {

    private static final long serialVersionUID = 1L;

    NpzException(String message) {
        super(message);
    }
}
