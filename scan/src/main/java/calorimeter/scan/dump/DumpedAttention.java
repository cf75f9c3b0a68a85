// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.dump;

import calorimeter.scan.source.AttentionShape;
import calorimeter.scan.source.AttentionSource;
import calorimeter.scan.source.ModelException;
import calorimeter.scan.source.RowVisitor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Scaled scores, or attention probabilities, from a file: arrays [layers × heads × queries × keys] or [heads
/// × queries × keys] named `scores` or `probabilities`; further prompts are `scores_1`, `scores_2` and so on.
///
/// A key is masked where its score is −∞, its probability 0, or the array `mask` (of a shape that ends like
/// that of the scores) is 0. A query that sees no key is left out. With fewer queries than keys, queries are
/// the last positions.
///
/// Probabilities stand for scores ln p, which differ by a constant of the row: S, C, KL and χ are exact, U, F
/// and V are not known.
public final class DumpedAttention implements AttentionSource {

    /// How far from 1 a row of probabilities in half precision may sum.
    private static final double TOLERANCE = 2e-3;

    private final DumpFile file;
    private final List<String> names;
    private final boolean probabilities;
    private final AttentionShape shape;

    private DumpedAttention(DumpFile file, List<String> names, boolean probabilities, AttentionShape shape) {
        this.file = file;
        this.names = names;
        this.probabilities = probabilities;
        this.shape = shape;
    }

    /// @param asProbabilities what the array of a .npy file, which has no name, is
    /// @param beta unit of energy, E = −s/β
    /// @throws ModelException when the file holds neither, or arrays of other shapes
    public static DumpedAttention open(Path path, boolean asProbabilities, double beta) {
        DumpFile file = new DumpFile(path);
        List<String> all = file.names(asProbabilities ? "probabilities" : "scores");
        List<String> scores =
                all.stream().filter(name -> name.matches("scores(_\\d+)?")).toList();
        List<String> chosen = scores.isEmpty()
                ? all.stream()
                        .filter(name -> name.matches("probabilities(_\\d+)?"))
                        .toList()
                : scores;
        if (chosen.isEmpty()) {
            throw new ModelException(path + " has the arrays " + String.join(", ", all)
                    + " but needs one named scores or probabilities, of shape [layers, heads, queries, keys]");
        }
        int[] tokens = new int[chosen.size()];
        long layers = 0;
        long heads = 0;
        for (int i = 0; i < tokens.length; i++) {
            try (DumpedArray array = file.open(chosen.get(i))) {
                long[] extents = fourth(path, array);
                if (i > 0 && (extents[0] != layers || extents[1] != heads)) {
                    throw new ModelException("the arrays of " + path + " differ in layers or heads");
                }
                layers = extents[0];
                heads = extents[1];
                tokens[i] = Math.toIntExact(extents[3]);
            }
        }
        return new DumpedAttention(
                file,
                chosen,
                scores.isEmpty(),
                new AttentionShape(Math.toIntExact(layers), Math.toIntExact(heads), tokens, beta, !scores.isEmpty()));
    }

    private static long[] fourth(Path path, DumpedArray array) {
        long[] extents = array.shape();
        if ((extents.length != 3 && extents.length != 4)
                || Arrays.stream(extents).anyMatch(extent -> extent < 1)) {
            throw new ModelException("the array " + array.name() + " of " + path + " has the shape "
                    + Arrays.toString(extents) + " but needs [layers, heads, queries, keys] or [heads, queries, keys]");
        }
        if (extents.length == 4) {
            return extents;
        }
        return new long[] {1, extents[0], extents[1], extents[2]};
    }

    @Override
    public AttentionShape shape() {
        return shape;
    }

    @Override
    public void visit(RowVisitor visitor) {
        for (int prompt = 0; prompt < names.size(); prompt++) {
            try (DumpedArray array = file.open(names.get(prompt))) {
                long[] extents = array.shape();
                int keys = Math.toIntExact(extents[extents.length - 1]);
                int queries = Math.toIntExact(extents[extents.length - 2]);
                Mask mask = Mask.of(file, names.get(prompt), shape.layers(), shape.heads(), queries, keys);
                for (int layer = 0; layer < shape.layers(); layer++) {
                    layer(visitor.part(layer, prompt, 0), array, mask, layer, queries, keys);
                }
            }
        }
    }

    /// A layer is held at a time, so that the heads of a query come together.
    private void layer(RowVisitor.Part part, DumpedArray array, Mask mask, int layer, int queries, int keys) {
        double[] values = new double[Math.toIntExact((long) shape.heads() * queries * keys)];
        array.read(values, values.length);
        double[] scores = new double[keys];
        int[] positions = new int[keys];
        for (int query = 0; query < queries; query++) {
            for (int head = 0; head < shape.heads(); head++) {
                int at = (head * queries + query) * keys;
                int count = 0;
                double sum = 0;
                for (int key = 0; key < keys; key++) {
                    double value = values[at + key];
                    if (mask.sees(layer, head, query, key) && isVisible(array, value, layer, head, query, key)) {
                        sum += value;
                        positions[count] = key;
                        scores[count++] = probabilities ? Math.log(value) : value;
                    }
                }
                if (probabilities && count > 0 && Math.abs(sum - 1) > TOLERANCE) {
                    throw new ModelException("row " + place(layer, head, query) + " of " + array.name() + " sums to "
                            + sum + ": these are no probabilities; name scores `scores`");
                }
                if (count > 0) {
                    part.row(head, keys - queries + query, scores, positions, 0, count);
                }
            }
        }
        part.end();
    }

    private boolean isVisible(DumpedArray array, double value, int layer, int head, int query, int key) {
        boolean masked = probabilities ? value == 0 : value == Double.NEGATIVE_INFINITY;
        if (!masked && (!Double.isFinite(value) || (probabilities && !(value > 0 && value <= 1 + TOLERANCE)))) {
            throw new ModelException("element " + place(layer, head, query) + ", key " + key + ", of " + array.name()
                    + " is " + value + ", which is no " + (probabilities ? "probability" : "score"));
        }
        return !masked;
    }

    private static String place(int layer, int head, int query) {
        return "layer " + layer + ", head " + head + ", query " + query;
    }

    /// Which keys a query sees, broadcast from the right as numpy does.
    private static final class Mask {

        private final double @Nullable [] values;
        private final int[] strides;

        Mask(double @Nullable [] values, int[] strides) {
            this.values = values;
            this.strides = strides;
        }

        static Mask of(DumpFile file, String name, int layers, int heads, int queries, int keys) {
            String wanted = "mask" + name.replaceFirst("^[a-z]+", "");
            if (!file.names("").contains(wanted)) {
                return new Mask(null, new int[4]);
            }
            try (DumpedArray array = file.open(wanted)) {
                long[] full = {layers, heads, queries, keys};
                int[] strides = new int[4];
                int size = 1;
                for (int axis = 3, own = array.shape().length - 1; own >= 0; axis--, own--) {
                    if (axis < 0 || (array.shape()[own] != full[axis] && array.shape()[own] != 1)) {
                        throw new ModelException("the array " + wanted + " has the shape "
                                + Arrays.toString(array.shape()) + ", which does not fit scores of "
                                + Arrays.toString(full));
                    }
                    strides[axis] = array.shape()[own] == 1 ? 0 : size;
                    size *= Math.toIntExact(array.shape()[own]);
                }
                double[] values = new double[size];
                array.read(values, size);
                return new Mask(values, strides);
            }
        }

        boolean sees(int layer, int head, int query, int key) {
            return values == null
                    || values[layer * strides[0] + head * strides[1] + query * strides[2] + key * strides[3]] != 0;
        }
    }
}
