// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.range;

/// A value that a setting cannot have: which setting, which value, and what is allowed. Whoever knows where the value
/// was given can add the place.
public final class OutOfRangeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String setting;
    private final String value;
    private final String allowed;

    private OutOfRangeException(String setting, String value, String allowed) {
        super(setting + " is " + value + " but must be " + allowed);
        this.setting = setting;
        this.value = value;
        this.allowed = allowed;
    }

    /// @param setting in words, as `learning rate`
    /// @param allowed what the value must be, as `a positive number`
    /// @throws OutOfRangeException unless the condition holds
    public static void require(boolean holds, String setting, Object value, String allowed) {
        if (!holds) {
            throw new OutOfRangeException(setting, value.toString(), allowed);
        }
    }

    public String setting() {
        return setting;
    }

    public String value() {
        return value;
    }

    public String allowed() {
        return allowed;
    }
}
