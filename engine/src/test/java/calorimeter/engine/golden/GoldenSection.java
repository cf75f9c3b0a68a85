// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

import calorimeter.engine.golden.GoldenFile.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The lines of one precision in a golden file. A `tensor` line opens a tensor; the lines up to the next
/// describe it.
record GoldenSection(List<Line> lines) {

    /// The one line of a kind; an error if there is none or more.
    Line single(String kind) {
        List<Line> found = all(kind);
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "golden file has " + found.size() + " lines '" + kind + "' where one is needed");
        }
        return found.getFirst();
    }

    List<Line> all(String kind) {
        return lines.stream().filter(line -> line.kind().equals(kind)).toList();
    }

    List<GoldenTensor> tensors() {
        return blocks().stream().map(GoldenSection::tensor).toList();
    }

    Map<String, Double> finalNorms() {
        Map<String, Double> norms = new LinkedHashMap<>();
        for (GoldenSection block : blocks()) {
            norms.put(block.single("tensor").field(0), block.single("finalNorm").number());
        }
        return Collections.unmodifiableMap(norms);
    }

    Map<String, List<Double>> constants() {
        Map<String, List<Double>> constants = new LinkedHashMap<>();
        for (GoldenSection block : blocks()) {
            block.all("final")
                    .forEach(line -> constants.put(block.single("tensor").field(0), line.numbers()));
        }
        return Collections.unmodifiableMap(constants);
    }

    List<GoldenStart> starts() {
        return blocks().stream().map(block -> start(block.single("tensor"))).toList();
    }

    private List<GoldenSection> blocks() {
        List<List<Line>> blocks = new ArrayList<>();
        for (Line line : lines) {
            if (line.kind().equals("tensor")) {
                blocks.add(new ArrayList<>());
            }
            if (!blocks.isEmpty()) {
                blocks.getLast().add(line);
            }
        }
        return blocks.stream().map(GoldenSection::new).toList();
    }

    private static GoldenStart start(Line head) {
        return new GoldenStart(
                head.field(0),
                head.integer(1),
                head.integer(2),
                head.integer(3),
                GoldenParameters.Kind.valueOf(head.field(4).toUpperCase(Locale.ROOT)));
    }

    private static GoldenTensor tensor(GoldenSection block) {
        GoldenStart start = start(block.single("tensor"));
        return new GoldenTensor(
                start.name(),
                start.start(),
                start.rows(),
                start.columns(),
                start.kind(),
                block.single("gradientNorm").number(),
                block.single("gradientMaximum").number(),
                block.single("projections").numbers(),
                block.single("samples").numbers());
    }
}
