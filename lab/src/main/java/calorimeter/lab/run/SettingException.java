// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

/// A setting that cannot be: names the setting, its value, where it was given and what is allowed.
public final class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public SettingException(String message) {
        super(message);
    }
}
