// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Reference numbers written by a script of src/test/python: lines `case|field|numbers separated by blanks`.
public final class GoldenFile {

    private final Map<String, Map<String, double[]>> cases = new LinkedHashMap<>();

    /// Reads a resource named relative to this package.
    public static GoldenFile of(String name) {
        GoldenFile file = new GoldenFile();
        try (InputStream stream = Objects.requireNonNull(GoldenFile.class.getResourceAsStream(name), name);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().forEach(file::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private void add(String line) {
        String[] parts = line.split("\\|", 3);
        String[] words = parts[2].isEmpty() ? new String[0] : parts[2].split(" ");
        double[] numbers = new double[words.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.parseDouble(words[i]);
        }
        cases.computeIfAbsent(parts[0], name -> new LinkedHashMap<>()).put(parts[1], numbers);
    }

    public Set<String> cases() {
        return cases.keySet();
    }

    public boolean has(String name, String field) {
        return Objects.requireNonNull(cases.get(name), name).containsKey(field);
    }

    public double[] numbers(String name, String field) {
        return Objects.requireNonNull(
                Objects.requireNonNull(cases.get(name), name).get(field), field);
    }

    public double number(String name, String field) {
        return numbers(name, field)[0];
    }

    public int[] integers(String name, String field) {
        double[] numbers = numbers(name, field);
        int[] integers = new int[numbers.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = (int) numbers[i];
        }
        return integers;
    }
}
