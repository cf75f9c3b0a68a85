// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.text;

/// A TOML or JSON file that cannot be read: one line that names the file, the place in it, and what to do.
public final class TableException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    TableException(String message) {
        super(message);
    }
}
