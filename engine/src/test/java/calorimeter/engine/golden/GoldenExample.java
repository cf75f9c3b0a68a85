// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

import java.util.ArrayList;
import java.util.List;

/// One example of a golden batch: the tokens of "a b =" or "a + b =" and the label (a + b) mod p.
///
/// Residues are the tokens 0 … p − 1; the operation, where it is written, is p; "=" is the last of the
/// vocabulary.
public record GoldenExample(List<Integer> tokens, int label) {

    public GoldenExample {
        tokens = List.copyOf(tokens);
    }

    /// The batch a golden file was computed on, in its order: the whole of a split if the file names a
    /// `trainFraction`, else `batchSize` examples by formula.
    public static List<GoldenExample> of(GoldenFile file) {
        int p = file.integer("p");
        String layout = file.setting("tokens");
        return file.settings().containsKey("trainFraction")
                ? split(layout, p, file.number("trainFraction"))
                : batch(layout, p, file.integer("batchSize"));
    }

    /// Example i: a = (37 i + 11) mod p, b = (61 i + 5 + ⌊i / p⌋) mod p.
    static List<GoldenExample> batch(String layout, int p, int size) {
        List<GoldenExample> examples = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            examples.add(encode(layout, p, (37 * i + 11) % p, (61 * i + 5 + i / p) % p));
        }
        return examples;
    }

    /// The ordered pairs j = a p + b, ascending, whose hashed uniform number is below the fraction.
    static List<GoldenExample> split(String layout, int p, double fraction) {
        List<GoldenExample> examples = new ArrayList<>();
        for (int j = 0; j < p * p; j++) {
            if (GoldenParameters.uniform(j) < fraction) {
                examples.add(encode(layout, p, j / p, j % p));
            }
        }
        return examples;
    }

    private static GoldenExample encode(String layout, int p, int a, int b) {
        List<Integer> tokens = switch (layout) {
            case "a b =" -> List.of(a, b, p);
            case "a + b =" -> List.of(a, p, b, p + 1);
            default ->
                throw new IllegalArgumentException("tokens is '" + layout + "' but must be 'a b =' or 'a + b ='");
        };
        return new GoldenExample(tokens, (a + b) % p);
    }
}
