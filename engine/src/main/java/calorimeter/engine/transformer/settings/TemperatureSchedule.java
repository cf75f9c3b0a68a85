// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.settings;

import static calorimeter.engine.range.OutOfRangeException.require;

/// The temperature T of attention in units of √headSize, as a function of the updates made: s = q·k/(T
/// √headSize). It goes from `from` to `to` linearly over `updates` updates, and stays there.
///
/// @param updates 0 where it does not change
public record TemperatureSchedule(double from, double to, int updates) {

    /// T = 1, as attention is published.
    public static final TemperatureSchedule ONE = constant(1);

    /// Updates are counted in single precision, which counts no further.
    private static final int MOST_UPDATES = 1 << 24;

    private static final String ALLOWED = "a positive number, as 1.5, or FROM:TO@UPDATES, as 1.0:2.0@5000";

    public TemperatureSchedule {
        String text = text(from, to, updates);
        require(isPositive(from) && isPositive(to), "attention temperature", text, ALLOWED);
        require(updates > 0 || (updates == 0 && from == to), "attention temperature", text, ALLOWED);
        require(updates <= MOST_UPDATES, "attention temperature", text, "reached after at most 16777216 updates");
    }

    private static boolean isPositive(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
    }

    public static TemperatureSchedule constant(double temperature) {
        return new TemperatureSchedule(temperature, temperature, 0);
    }

    public boolean isConstant() {
        return updates == 0;
    }

    /// T after so many updates.
    public double after(double made) {
        return made >= updates ? to : from + (to - from) * (made / updates);
    }

    /// As it is written in settings.
    @Override
    public String toString() {
        return text(from, to, updates);
    }

    private static String text(double from, double to, int updates) {
        return updates == 0 ? Double.toString(from) : from + ":" + to + "@" + updates;
    }
}
