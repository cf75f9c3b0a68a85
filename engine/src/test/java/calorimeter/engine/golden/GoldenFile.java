// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One file of golden numbers. Names are paths below `src/test/resources/golden` without the ending:
///
/// ```java
/// for (String name : GoldenFile.names("gradients")) {
///     GoldenFile file = GoldenFile.read(name);                  // "gradients/nanda"
///     int width = file.integer("width");                        // the case
///     List<GoldenExample> batch = GoldenExample.of(file);       // what goes in
///     GoldenGradient expected = file.gradient("float64");       // what must come out
/// }
/// ```
///
/// The format is described in `make_engine_goldens.py`, which writes the files; everything before the first
/// `precision` line is the case, everything after it belongs to that precision.
public final class GoldenFile {

    private static final String ROOT = "/golden/";

    /// First field of a line, and the others.
    record Line(String kind, List<String> fields) {

        static Line parse(String text) {
            List<String> fields = List.of(text.split(",", -1));
            return new Line(fields.getFirst(), fields.subList(1, fields.size()));
        }

        String field(int index) {
            return fields.get(index);
        }

        int integer(int index) {
            return Integer.parseInt(fields.get(index));
        }

        double number() {
            return Double.parseDouble(fields.getFirst());
        }

        List<Double> numbers() {
            return fields.stream().map(Double::valueOf).toList();
        }
    }

    private final String name;
    private final List<Line> preamble = new ArrayList<>();
    private final Map<String, List<Line>> sections = new TreeMap<>();

    private GoldenFile(String name, List<String> lines) {
        this.name = name;
        List<Line> section = preamble;
        for (String text : lines) {
            if (text.startsWith("#")) {
                continue;
            }
            Line line = Line.parse(text);
            if (line.kind().equals("precision")) {
                section = sections.computeIfAbsent(line.field(0), precision -> new ArrayList<>());
            } else {
                section.add(line);
            }
        }
    }

    /// Opens the file of that name.
    ///
    /// @throws IllegalArgumentException if there is no such file
    public static GoldenFile read(String name) {
        try (InputStream stream = GoldenFile.class.getResourceAsStream(ROOT + name + ".csv")) {
            if (stream == null) {
                throw new IllegalArgumentException("golden file '" + name + "' is not in src/test/resources/golden;"
                        + " src/test/python/make_engine_goldens.py --write makes them all");
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new GoldenFile(name, text.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("golden file '" + name + "' cannot be read", e);
        }
    }

    /// Sorted names of all files of a folder: `gradients`, `trajectories` or `functions`.
    public static List<String> names(String folder) {
        URL place = GoldenFile.class.getResource(ROOT + folder);
        if (place == null) {
            throw new IllegalArgumentException("golden folder '" + folder + "' is not in src/test/resources/golden");
        }
        try (Stream<Path> files = Files.list(Path.of(place.toURI()))) {
            return files.map(
                            file -> folder + "/" + file.getFileName().toString().replace(".csv", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("golden folder '" + folder + "' cannot be listed", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("golden folder '" + folder + "' is not a folder of files", e);
        }
    }

    public String name() {
        return name;
    }

    /// Settings of model, batch and optimiser in the order of the file, enum values in capitals.
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Line line : preamble("setting")) {
            settings.put(line.field(0), line.field(1));
        }
        return Collections.unmodifiableMap(settings);
    }

    public String setting(String key) {
        String value = settings().get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "setting '" + key + "' is not in golden file '" + name + "', which has " + settings());
        }
        return value;
    }

    public int integer(String key) {
        return Integer.parseInt(setting(key));
    }

    public double number(String key) {
        return Double.parseDouble(setting(key));
    }

    /// Some examples of the batch by their index, to check [GoldenExample#of] against.
    public Map<Integer, GoldenExample> sampledExamples() {
        Map<Integer, GoldenExample> examples = new TreeMap<>();
        for (Line line : preamble("batch")) {
            List<Integer> numbers = line.fields().stream().map(Integer::valueOf).toList();
            int last = numbers.size() - 1;
            examples.put(numbers.getFirst(), new GoldenExample(numbers.subList(1, last), numbers.get(last)));
        }
        return examples;
    }

    /// Loss and gradients, of a file in `gradients`.
    ///
    /// @param precision `float64` or `float32`
    public GoldenGradient gradient(String precision) {
        GoldenSection section = section(precision);
        return new GoldenGradient(
                section.single("loss").number(),
                section.single("correct").integer(0),
                section.all("logits").stream()
                        .map(line -> line.numbers().subList(1, line.fields().size()))
                        .toList(),
                section.tensors());
    }

    /// Losses along the steps of an optimiser, of a file in `trajectories`.
    ///
    /// @param precision `float64` or `float32`
    public GoldenTrajectory trajectory(String precision) {
        GoldenSection section = section(precision);
        return new GoldenTrajectory(
                section.single("losses").numbers(),
                section.single("gradientNorms").numbers(),
                section.single("correct").integer(0),
                section.starts(),
                section.finalNorms(),
                section.constants());
    }

    /// Losses in evaluation after every update, of a network's file in `network/trajectories`.
    public List<Double> evaluations(String precision) {
        return section(precision).single("evaluations").numbers();
    }

    /// State that is no parameter after the last update, by name, of the same file.
    public Map<String, List<Double>> buffers(String precision) {
        return named("buffer", precision);
    }

    /// The numbers of every line of a kind, by the name that they follow.
    public Map<String, List<Double>> named(String kind, String precision) {
        Map<String, List<Double>> named = new TreeMap<>();
        for (Line line : section(precision).all(kind)) {
            List<String> values = line.fields().subList(1, line.fields().size());
            named.put(line.field(0), values.stream().map(Double::valueOf).toList());
        }
        return named;
    }

    /// The numbers of every line of a kind before the first precision.
    public List<List<Integer>> integers(String kind) {
        return preamble(kind).stream()
                .map(line -> line.fields().stream().map(Integer::valueOf).toList())
                .toList();
    }

    /// Rows of attention, of `attention/rows`.
    public List<GoldenRow> rows() {
        return preamble("row").stream().map(GoldenRow::of).toList();
    }

    /// Points of an elementary function, of a file in `functions`.
    public List<GoldenPoint> points() {
        return preamble("point").stream()
                .map(line -> new GoldenPoint(
                        Float.intBitsToFloat(Integer.parseUnsignedInt(line.field(0), 16)),
                        Double.parseDouble(line.field(1))))
                .toList();
    }

    List<Line> preamble(String kind) {
        return preamble.stream().filter(line -> line.kind().equals(kind)).toList();
    }

    private GoldenSection section(String precision) {
        List<Line> lines = sections.get(precision);
        if (lines == null) {
            throw new IllegalArgumentException("precision '" + precision + "' is not in golden file '" + name
                    + "', which has " + sections.keySet());
        }
        return new GoldenSection(lines);
    }
}
