// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.command;

/// What was asked for cannot be done as it was asked. The message is one line for a person: the thing, the value,
/// what to do. Exit status 2.
public final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }
}
