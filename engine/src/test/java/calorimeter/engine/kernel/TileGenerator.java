// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/// Writes `VectorTiles.java`: all shapes of a tile, from the one description in [#TILE]. To change the tiles, change
/// this file and run it in the root of the project with Java 25; nothing need be built before:
///
///     java engine/src/test/java/calorimeter/engine/kernel/TileGenerator.java
///
/// `VectorTilesTest` fails while the two files do not belong together.
final class TileGenerator {

    /// The file to write, as seen from the folder of the module.
    static final Path TARGET = Path.of("src/main/java/calorimeter/engine/kernel/VectorTiles.java");

    private static final int[] ROWS = {6, 4, 1};
    private static final int[] REGISTERS = {4, 3, 2, 1};

    private static final String PARAMETERS = """
            int inner,
            float[] a,
            int aOffset,
            int aRowStride,
            int aInnerStride,
            float[] b,
            int bOffset,
            int bStride,
            float @Nullable [] start,
            int startOffset,
            int startStride,
            float[] c,
            int cOffset,
            int cStride""";

    private static final String FILE = """
            // SPDX-License-Identifier: Apache-2.0
            // Written by TileGenerator, which is among the tests of this package: change that file, not this one.
            package calorimeter.engine.kernel;

            import jdk.incubator.vector.FloatVector;
            import jdk.incubator.vector.VectorSpecies;
            import org.jspecify.annotations.Nullable;

            /// The tiles of a product: C = S + A·B, as in [Kernel#multiply], for a few rows and registers of C.
            final class VectorTiles {

                private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
                private static final int LANES = SPECIES.length();

                private VectorTiles() {}

                /// Computes the tile that begins at these offsets.
                static void multiply(
                        int rows,
                        int registers,
                        <parameters>) {
                    switch (rows) {
                        <cases>
                        default -> throw new IllegalArgumentException("no tile has " + rows + " rows");
                    }
                }

                <methods>
            }
            """;

    private static final String CASE_OF_ROWS = """
            case <rows> ->
                rows<rows>(
                        registers,
                        <arguments>);""";

    /// A method for each number of rows, and not one for all shapes: small enough for the compiler to inline. A call
    /// that passes so many arguments costs a sixth of a small product.
    private static final String SHAPES_OF_ROWS = """
            private static void rows<rows>(
                    int registers,
                    <parameters>) {
                switch (registers) {
                    <cases>
                    default -> throw new IllegalArgumentException("no tile has " + registers + " registers");
                }
            }""";

    private static final String CASE_OF_REGISTERS = """
            case <registers> ->
                tile<rows>x<registers>(
                        <arguments>);""";

    /// A line with `<i>` is written for every row of C, a line with `<j>` for every register of columns.
    ///
    /// - Sums are local variables, since the compiler holds no array of vectors in registers.
    /// - The index of A is a row's beginning plus a running offset. Written as the first row's index plus a row's
    ///   distance, the same tile is compiled to a loop that `bench` shows slower by a tenth and more.
    /// - Strides are variables. Constants would let the compiler drop its range checks, but need tiles of their own
    ///   for each layout of A and B: steps were no faster, and a run took a second longer until all was compiled.
    private static final String TILE = """
            private static void tile<rows>x<registers>(
                    <parameters>) {
                FloatVector zero = FloatVector.zero(SPECIES);
                int s<i> = startOffset + <i> * startStride;
                FloatVector c<i><j> = start == null ? zero : FloatVector.fromArray(SPECIES, start, s<i> + <j> * LANES);
                int a<i> = aOffset + <i> * aRowStride;
                int ak = 0;
                int bk = bOffset;
                for (int k = 0; k < inner; k++) {
                    FloatVector b<j> = FloatVector.fromArray(SPECIES, b, bk + <j> * LANES);
                    FloatVector x<i> = FloatVector.broadcast(SPECIES, a[a<i> + ak]);
                    c<i><j> = x<i>.fma(b<j>, c<i><j>);
                    ak += aInnerStride;
                    bk += bStride;
                }
                c<i><j>.intoArray(c, cOffset + <i> * cStride + <j> * LANES);
            }""";

    private TileGenerator() {}

    static void main() throws IOException {
        Files.writeString(Path.of("engine").resolve(TARGET), file());
    }

    /// What [#TARGET] must hold, laid out as the project's formatter wants it.
    static String file() {
        StringJoiner cases = new StringJoiner("\n");
        StringJoiner methods = new StringJoiner("\n\n");
        for (int rows : ROWS) {
            cases.add(ofShape(CASE_OF_ROWS, rows, 0));
            StringJoiner shapes = new StringJoiner("\n");
            StringJoiner tiles = new StringJoiner("\n\n");
            for (int registers : REGISTERS) {
                shapes.add(ofShape(CASE_OF_REGISTERS, rows, registers));
                tiles.add(repeated(ofShape(TILE, rows, registers), rows, registers));
            }
            methods.add(put(ofShape(SHAPES_OF_ROWS, rows, 0), "<cases>", shapes.toString()));
            methods.add(tiles.toString());
        }
        String file = put(put(ofShape(FILE, 0, 0), "<cases>", cases.toString()), "<methods>", methods.toString());
        return file.replaceAll("(?m)^ +$", "");
    }

    private static String ofShape(String template, int rows, int registers) {
        String text = template.replace("<rows>", "" + rows).replace("<registers>", "" + registers);
        return put(put(text, "<parameters>", PARAMETERS), "<arguments>", PARAMETERS.replaceAll("(?m)^.* ", ""));
    }

    /// Puts lines in a place of a template, as far to the right as the place is.
    private static String put(String template, String place, String lines) {
        int at = template.indexOf(place);
        String left = template.substring(template.lastIndexOf('\n', at) + 1, Math.max(at, 0));
        return template.replace(place, lines.replace("\n", "\n" + left));
    }

    /// Writes each group of neighbouring lines with `<i>` for every row, and in it each line with `<j>` for every
    /// register.
    private static String repeated(String template, int rows, int registers) {
        StringJoiner text = new StringJoiner("\n");
        List<String> lines = template.lines().toList();
        for (int from = 0; from < lines.size(); ) {
            boolean forRows = lines.get(from).contains("<i>");
            int to = from + 1;
            while (forRows && to < lines.size() && lines.get(to).contains("<i>")) {
                to++;
            }
            for (int i = 0; i < (forRows ? rows : 1); i++) {
                for (String line : lines.subList(from, to)) {
                    for (int j = 0; j < (line.contains("<j>") ? registers : 1); j++) {
                        text.add(line.replace("<i>", "" + i).replace("<j>", "" + j));
                    }
                }
            }
            from = to;
        }
        return text.toString();
    }
}
