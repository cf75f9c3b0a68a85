// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers and times as a person reads them. JSON output never goes through here: it is exact.
public final class HumanText {

    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private HumanText() {}

    /// As 0.4 s, 3 min 20 s, 2 h 05 min.
    public static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
    }

    /// In the local time zone, to the minute.
    public static String time(Instant instant) {
        return LOCAL_TIME.format(instant.atZone(ZoneId.systemDefault()));
    }

    /// In binary units, as memory and disks are asked for: 1 GiB is 2³⁰ bytes.
    public static String bytes(long bytes) {
        return bytes < 1L << 30
                ? String.format(Locale.ROOT, "%.0f MiB", bytes / 0x1p20)
                : String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
    }

    /// A value of a JSON document: six digits of a number with a fraction, a dash for what is not there.
    public static String value(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return "-";
        }
        if (value.isFloatingPointNumber()) {
            return String.format(Locale.ROOT, "%.6g", value.doubleValue());
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
