// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFileTest {

    private static byte[] golden() throws IOException {
        try (InputStream stream = EventFileTest.class.getResourceAsStream("/golden/events.tfevents")) {
            assertThat(stream).isNotNull();
            return stream.readAllBytes();
        }
    }

    private static Map<String, Double> scalars(String tag, double value, String otherTag, double otherValue) {
        Map<String, Double> scalars = new LinkedHashMap<>();
        scalars.put(tag, value);
        scalars.put(otherTag, otherValue);
        return scalars;
    }

    /// events.tfevents was written by TensorBoard (report/src/test/python/make_export_goldens.py).
    @Test
    void tensorBoardWritesTheSameBytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        EventFile events = new EventFile(out, 1.5e9);
        events.marginCharts(1.5e9, Map.of("train", List.of("train/loss", "train/accuracy")));
        events.scalars(1.5e9 + 0.25, 0, scalars("train/loss", 4.75, "C", 0.1));
        events.scalars(1.5e9 + 1, 123456789012L, scalars("train/loss", -1e-30, "left out", Double.NaN));

        assertThat(out.toByteArray()).isEqualTo(golden());
    }
}
