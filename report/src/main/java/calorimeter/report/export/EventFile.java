// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// An event file as TensorBoard reads it: a sequence of TFRecords (tensorflow.org, "TFRecord"), each an `Event`
/// (tensorflow/core/util/event.proto).
///
/// ```
/// 8 bytes   n, little-endian
/// 4 bytes   masked CRC-32C of these 8 bytes
/// n bytes   the event
/// 4 bytes   masked CRC-32C of the event
/// ```
///
/// Masked is a checksum that is rotated right by 15 bits and raised by 0xa282ead8.
final class EventFile {

    private static final int MASK = 0xa282ead8;
    private static final int MASK_ROTATION = 15;

    /// The fields of an `Event`.
    private static final int WALL_TIME = 1;

    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;

    /// DT_STRING of tensorflow/core/framework/types.proto.
    private static final int TEXT = 7;

    private final OutputStream out;

    /// Begins a file.
    ///
    /// @param out stays open
    /// @param wallTime seconds since 1970
    EventFile(OutputStream out, double wallTime) throws IOException {
        this.out = out;
        record(new ProtocolBuffer().number(WALL_TIME, wallTime).text(FILE_VERSION, "brain.Event:2"));
    }

    /// Writes what was measured at one step.
    ///
    /// @param scalars by tag; those that are not finite are left out, since TensorBoard draws none of them
    void scalars(double wallTime, long step, Map<String, Double> scalars) throws IOException {
        ProtocolBuffer summary = new ProtocolBuffer();
        scalars.forEach((tag, value) -> {
            if (Double.isFinite(value)) {
                summary.message(1, new ProtocolBuffer().text(1, tag).number(2, value.floatValue()));
            }
        });
        ProtocolBuffer event = new ProtocolBuffer().number(WALL_TIME, wallTime);
        record((step == 0 ? event : event.integer(STEP, step)).message(SUMMARY, summary));
    }

    /// Asks the custom-scalars dashboard for a margin chart of every tag: TAG/mean between TAG/lower and TAG/upper
    /// (tensorboard/plugins/custom_scalar/layout.proto).
    ///
    /// @param charts tags by the title of their category
    void marginCharts(double wallTime, Map<String, List<String>> charts) throws IOException {
        ProtocolBuffer layout = new ProtocolBuffer();
        charts.forEach((title, tags) -> {
            ProtocolBuffer category = new ProtocolBuffer().text(1, title);
            tags.forEach(tag -> category.message(2, marginChart(tag)));
            layout.message(2, category);
        });
        ProtocolBuffer plugin = new ProtocolBuffer().text(1, "custom_scalars");
        ProtocolBuffer tensor = new ProtocolBuffer()
                .integer(1, TEXT)
                .message(2, new ProtocolBuffer())
                .message(8, layout);
        ProtocolBuffer value = new ProtocolBuffer()
                .text(1, "custom_scalars__config__")
                .message(8, tensor)
                .message(9, new ProtocolBuffer().message(1, plugin));
        record(new ProtocolBuffer()
                .number(WALL_TIME, wallTime)
                .message(SUMMARY, new ProtocolBuffer().message(1, value)));
    }

    private static ProtocolBuffer marginChart(String tag) {
        ProtocolBuffer series = new ProtocolBuffer()
                .text(1, tag + "/mean")
                .text(2, tag + "/lower")
                .text(3, tag + "/upper");
        return new ProtocolBuffer().text(1, tag).message(3, new ProtocolBuffer().message(1, series));
    }

    private void record(ProtocolBuffer event) throws IOException {
        byte[] content = event.toByteArray();
        byte[] length = little(Long.BYTES).putLong(content.length).array();
        out.write(length);
        out.write(little(Integer.BYTES).putInt(maskedChecksum(length)).array());
        out.write(content);
        out.write(little(Integer.BYTES).putInt(maskedChecksum(content)).array());
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int maskedChecksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return Integer.rotateRight((int) checksum.getValue(), MASK_ROTATION) + MASK;
    }
}
