// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.Safetensors;
import calorimeter.lab.store.TensorData;
import calorimeter.scan.measure.HeadMeasures;
import calorimeter.scan.measure.Measurement;
import calorimeter.scan.measure.ScanResult;
import calorimeter.scan.source.ModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpedAttentionTest {

    private static final double LN_3 = Math.log(3);
    private static final double HIDDEN = Double.NEGATIVE_INFINITY;

    @TempDir
    private Path folder;

    /// Two queries, the second with p = (¼, ¾): C = 3/16 ln²3.
    @Test
    void scoresMaskedByInfinityByAMaskAndAsProbabilities() throws IOException {
        Path infinite = write("a.npy", array("(1, 2, 2)", 0, HIDDEN, 0, LN_3));
        Path masked = archive(Map.of(
                "scores", array("(1, 1, 2, 2)", 0, 5, 0, LN_3),
                "mask", bytes("|b1", "(2, 2)", new byte[] {1, 0, 1, 1})));
        Path probabilities = write("p.npy", array("(1, 2, 2)", 1, 0, 0.25, 0.75));
        Path tensors = folder.resolve("s.safetensors");
        List<TensorData> both = List.of(
                TensorData.of("scores", new int[] {1, 2, 2}, new double[] {0, 5, 0, LN_3}),
                TensorData.of("mask", new int[] {2, 2}, new float[] {1, 0, 1, 1}));
        DurableFile.writeForUser(tensors, out -> Safetensors.write(out, Map.of(), both));
        for (HeadMeasures head :
                List.of(scan(infinite, false), scan(masked, false), scan(probabilities, true), scan(tensors, false))) {
            assertThat(head.specificHeat()).isCloseTo(3.0 / 16 * LN_3 * LN_3, within(1e-15));
            assertThat(head.rows()).isEqualTo(2);
        }
        assertThat(scan(infinite, false).meanEnergy()).isCloseTo(-0.75 * LN_3 / 2, within(1e-15));
        assertThat(scan(probabilities, true).meanEnergy()).isNaN();
        assertThat(scan(probabilities, true).variance()).isNaN();
    }

    @Test
    void aQueryThatSeesNothingIsLeftOut() throws IOException {
        Path file = write("a.npy", array("(1, 2, 2)", HIDDEN, HIDDEN, 0, LN_3));
        assertThat(scan(file, false).rows()).isEqualTo(1);
        assertThat(scan(file, false).entropy()).isCloseTo(2 * Math.log(2) - 0.75 * LN_3, within(1e-15));
    }

    /// Heads that see different keys have no cosine.
    @Test
    void headsWithMasksOfTheirOwnAreNotCompared() throws IOException {
        // In the second file the second query's keys are hidden from head 0 alone.
        for (byte[] array : List.of(
                array("(2, 1, 2)", 0, HIDDEN, 0, 1), array("(2, 2, 2)", 0, HIDDEN, HIDDEN, HIDDEN, 0, 0, 0, HIDDEN))) {
            assertThat(measured(write("a.npy", array), false)
                            .layers()
                            .getFirst()
                            .similarity())
                    .isNaN();
        }
    }

    @Test
    void fewerQueriesThanKeysAreTheLast() throws IOException {
        HeadMeasures head = scan(write("a.npy", array("(1, 1, 2)", 0, LN_3)), false);
        assertThat(head.own()).isCloseTo(0.75, within(1e-15));
        assertThat(head.previous()).isCloseTo(0.25, within(1e-15));
    }

    /// The last row has two levels, of which C is highest at βΔ = 2.39935728.
    @Test
    void theLastRowIsThatOfTheLastKey() throws IOException {
        double[] scores = new double[15];
        Arrays.fill(scores, 10, 13, HIDDEN);
        scores[14] = 1;
        ScanResult result = measured(write("a.npy", array("(1, 3, 5)", scores)), false);
        assertThat(result.heads().getFirst().peakDistance()).isCloseTo(-Math.log(2.39935728052), within(1e-9));
        assertThat(result.sample(0, 0)).containsExactly(0, 1);
    }

    @Test
    void aPromptWhoseQueriesDoNotSeeThemselvesSaysNothingOfThat() throws IOException {
        Path file = archive(Map.of("scores", array("(1, 1, 2)", 0, LN_3), "scores_1", array("(1, 1, 2)", 0, HIDDEN)));
        assertThat(scan(file, false).own()).isCloseTo(0.75, within(1e-15));
    }

    /// Behind the first 100 kB no block of the archive can be read.
    @Test
    void aDamagedArchiveIsRefused() throws IOException {
        Path file = archive(Map.of("scores", array("(1, 1, 30000)", new double[30_000])));
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 100_000, 200_000, (byte) -1);
        Files.write(file, bytes);
        assertThatThrownBy(() -> scan(file, false))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("cannot read the array scores");
    }

    @Test
    void aMaskOfAnotherTypeIsRefused() throws IOException {
        String header = """
                {"scores": {"dtype": "F64", "shape": [1, 1, 1], "data_offsets": [0, 8]},
                 "mask": {"dtype": "I64", "shape": [1], "data_offsets": [8, 16]}}""";
        Path file = folder.resolve("a.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(24 + header.length())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length())
                        .put(header.getBytes(StandardCharsets.UTF_8))
                        .array());
        assertThatThrownBy(() -> scan(file, false))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("save it as floats or as bool");
    }

    @Test
    void bigEndianSinglePrecision() throws IOException {
        ByteBuffer values = ByteBuffer.allocate(8).putFloat(0).putFloat(2);
        Path file = write("a.npy", bytes(">f4", "(1, 1, 2)", values.array()));
        double p = 1 / (1 + Math.exp(-2));
        assertThat(scan(file, false).specificHeat()).isCloseTo(4 * p * (1 - p), within(1e-15));
    }

    @Test
    void whatIsNoScoreIsRefusedByItsPlace() throws IOException {
        refuse(array("(1, 1, 2)", 0, Double.NaN), false, "layer 0, head 0, query 0, key 1");
        refuse(array("(1, 1, 2)", 0.2, 0.2), true, "sums to 0.4");
        refuse(array("(1, 1, 2)", 1.5, -0.5), true, "is 1.5, which is no probability");
        refuse(array("(2, 2)", 1, 2, 3, 4), false, "has the shape [2, 2] but needs");
        refuse(array("(1, 2, 2)", 0, 1, 2), false, "ends before its last element");
        refuse(bytes("|O", "(1, 1, 1)", new byte[8]), false, "Python objects");
        refuse("not an array".getBytes(StandardCharsets.UTF_8), false, "is not in numpy's format");
        Path other = archive(Map.of("weights", array("(1, 1, 2)", 0, 1)));
        assertThatThrownBy(() -> DumpedAttention.open(other, false, 1))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has the arrays weights but needs one named scores or probabilities");
    }

    private void refuse(byte[] array, boolean probabilities, String complaint) throws IOException {
        Path file = write("bad.npy", array);
        assertThatThrownBy(() -> scan(file, probabilities))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(complaint);
    }

    private static HeadMeasures scan(Path file, boolean probabilities) {
        return measured(file, probabilities).heads().getFirst();
    }

    private static ScanResult measured(Path file, boolean probabilities) {
        return Measurement.of(DumpedAttention.open(file, probabilities, 1), List.of());
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path archive(Map<String, byte[]> arrays) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
            }
        }
        return write("a.npz", bytes.toByteArray());
    }

    private static byte[] array(String shape, double... values) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return bytes("<f8", shape, buffer.array());
    }

    private static byte[] bytes(String type, String shape, byte[] values) {
        byte[] header = ("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n")
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(10 + header.length + values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length)
                .put(header)
                .put(values)
                .array();
    }
}
