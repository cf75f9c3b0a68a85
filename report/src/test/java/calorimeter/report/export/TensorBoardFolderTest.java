// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardFolderTest {

    @TempDir
    private Path home;

    /// TensorBoard shows an error in place of a margin chart whose three curves have other steps.
    @Test
    void meanAndMarginsHaveTheSameSteps() throws IOException {
        try (RunStore store = RunStore.open(home)) {
            List<RunRecord> runs = List.of(run(store, 1, "1"), run(store, 2, "1"));

            SequencedMap<Path, DurableFile.Content> files = TensorBoardFolder.of(store, runs, true);

            Map<String, Map<Long, Float>> curves = curves(files.lastEntry().getValue());
            assertThat(curves).containsKeys("train/accuracy/mean", "test/loss/mean", "attention/C/mean");
            List<Float> widths = new ArrayList<>();
            curves.forEach((tag, mean) -> {
                if (tag.endsWith("/mean")) {
                    Map<Long, Float> lower = requireNonNull(curves.get(tag.replaceFirst("mean$", "lower")));
                    Map<Long, Float> upper = requireNonNull(curves.get(tag.replaceFirst("mean$", "upper")));
                    assertThat(lower.keySet()).as(tag).isEqualTo(mean.keySet());
                    assertThat(upper.keySet()).as(tag).isEqualTo(mean.keySet());
                    mean.forEach((step, value) -> {
                        float least = requireNonNull(lower.get(step));
                        float most = requireNonNull(upper.get(step));
                        assertThat(value).isBetween(least, most);
                        widths.add(most - least);
                    });
                }
            });
            assertThat(widths).as("some values are the same in both runs").contains(0f);
        }
    }

    @Test
    void aRunWithoutASecondSeedHasNoMean() {
        try (RunStore store = RunStore.open(home)) {
            List<RunRecord> runs = List.of(run(store, 1, "1"), run(store, 2, "1"), run(store, 1, "0.5"));

            SequencedMap<Path, DurableFile.Content> files = TensorBoardFolder.of(store, runs, true);

            assertThat(files.keySet().stream().map(place -> place.getName(0).toString()))
                    .containsExactly(
                            runs.get(0).name(), runs.get(1).name(), runs.get(2).name(), "mean");
            assertThat(files.lastEntry().getKey().getName(1).toString()).isEqualTo("weight-decay=1.0");
        }
    }

    private static RunRecord run(RunStore store, int seed, String decay) {
        String[] settings = {"seed=" + seed, "weight-decay=" + decay, "learning-rate=0.01", "max-steps=200"};
        return store.find(
                TinyRuns.start(store, TinyRuns.tiny(Presets.NANDA, settings)).run());
    }

    /// Values by tag and step.
    private static Map<String, Map<Long, Float>> curves(DurableFile.Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out);
        ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Map<Long, Float>> curves = new LinkedHashMap<>();
        while (file.hasRemaining()) {
            int length = (int) file.getLong();
            file.getInt();
            event(slice(file, length), curves);
            file.getInt();
        }
        return curves;
    }

    private static ByteBuffer slice(ByteBuffer buffer, int length) {
        ByteBuffer slice = buffer.slice(buffer.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(buffer.position() + length);
        return slice;
    }

    private static void event(ByteBuffer event, Map<String, Map<Long, Float>> curves) {
        long step = 0;
        while (event.hasRemaining()) {
            switch ((int) varint(event)) {
                case 1 << 3 | 1 -> event.getDouble();
                case 2 << 3 -> step = varint(event);
                case 5 << 3 | 2 -> summary(slice(event, (int) varint(event)), step, curves);
                default -> slice(event, (int) varint(event));
            }
        }
    }

    private static void summary(ByteBuffer summary, long step, Map<String, Map<Long, Float>> curves) {
        while (summary.hasRemaining()) {
            assertThat(varint(summary)).isEqualTo(1 << 3 | 2);
            ByteBuffer value = slice(summary, (int) varint(summary));
            String tag = "";
            while (value.hasRemaining()) {
                switch ((int) varint(value)) {
                    case 1 << 3 | 2 -> tag = text(slice(value, (int) varint(value)));
                    case 2 << 3 | 5 ->
                        curves.computeIfAbsent(tag, key -> new LinkedHashMap<>())
                                .put(step, value.getFloat());
                    default -> slice(value, (int) varint(value));
                }
            }
        }
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static long varint(ByteBuffer buffer) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = buffer.get();
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }
}
