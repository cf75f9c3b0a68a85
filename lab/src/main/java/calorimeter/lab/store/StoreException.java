// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import org.jspecify.annotations.Nullable;

/// Something outside the program stands in the way: the disk, a permission, another process, a damaged or
/// unknown file, a run that does not exist. The message is one line for a person: the thing, its place, and
/// what to do.
public sealed class StoreException extends RuntimeException permits ReproducibilityException {

    public StoreException(String message) {
        this(message, null);
    }

    public StoreException(String message, @Nullable Throwable cause) {
        super(oneLine(message), cause);
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
