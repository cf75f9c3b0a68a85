// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import calorimeter.lab.symmetry.Chain.Link;
import calorimeter.physics.noether.twin.Tape;
import calorimeter.physics.noether.twin.Tape.Node;
import calorimeter.physics.noether.twin.Twin;
import java.util.Arrays;
import java.util.function.Function;

/// A perceptron or convolutional network on a tape, for a whole batch: X [examples·pixels × channels], the pixels of an
/// example line by line. Batch norm takes the statistics of the batch.
///
/// A convolution writes down the 3 × 3 neighbourhood of every pixel, [examples·pixels × 9·channels], and multiplies.
final class NetworkTwin {

    private static final int SIDE = 3;

    private final Chain chain;
    private final Tape tape;
    private final double epsilon;
    private int lines;
    private int columns;

    private NetworkTwin(Chain chain, Tape tape, double epsilon) {
        this.chain = chain;
        this.tape = tape;
        this.epsilon = epsilon;
        lines = chain.lines();
        columns = chain.columns();
    }

    /// @param tokens [examples × positions]
    static Twin ofTokens(Chain chain, int[][] tokens, int[] labels, double epsilon) {
        int[] all = Arrays.stream(tokens).flatMapToInt(Arrays::stream).toArray();
        return of(chain, tape -> ModelTwins.embedded(tape, "embedding", all), labels, epsilon);
    }

    /// @param pixels [examples × lines·columns·channels]
    static Twin ofImages(Chain chain, double[][] pixels, int[] labels, double epsilon) {
        return of(chain, tape -> tape.constant(pixels), labels, epsilon);
    }

    private static Twin of(Chain chain, Function<Tape, Node> input, int[] labels, double epsilon) {
        return new Twin(chain.layout(), tape -> {
            NetworkTwin twin = new NetworkTwin(chain, tape, epsilon);
            Node x = twin.shaped(input.apply(tape), labels.length * chain.lines() * chain.columns());
            for (Link link : chain.links()) {
                x = twin.pass(link, x);
            }
            Node logits = twin.affine(Chain.READOUT, twin.shaped(x, labels.length));
            return ModelTwins.loss(tape, logits, labels, chain.loss());
        });
    }

    private Node pass(Link link, Node x) {
        Node mapped = affine(link.map(), link.convolution() ? neighbourhoods(x) : x);
        Node normed = link.norm().map(norm -> norm(norm, mapped)).orElse(mapped);
        Node active = ModelTwins.activated(tape, normed, chain.activation());
        return link.pooled() ? pooled(active) : active;
    }

    private Node affine(String map, Node x) {
        return tape.add(tape.multiply(x, tape.parameter(map + ".weight")), tape.parameter(map + ".bias"));
    }

    private Node norm(String norm, Node x) {
        Node normal = tape.transposed(tape.normalise(tape.transposed(x), epsilon));
        return tape.add(tape.scale(normal, tape.parameter(norm + ".gain")), tape.parameter(norm + ".bias"));
    }

    /// The same entries in so many rows.
    private Node shaped(Node x, int rows) {
        return tape.pick(x, rows, x.rows() * x.columns() / rows, i -> i);
    }

    /// By line, column and channel; 0 beyond the border.
    private Node neighbourhoods(Node x) {
        int channels = x.columns();
        int width = SIDE * SIDE * channels;
        return tape.pick(x, x.rows(), width, i -> {
            int pixel = i / width;
            int tap = i % width / channels;
            int line = pixel / columns % lines + tap / SIDE - 1;
            int column = pixel % columns + tap % SIDE - 1;
            boolean inside = line >= 0 && line < lines && column >= 0 && column < columns;
            int example = pixel / (lines * columns);
            return inside ? ((example * lines + line) * columns + column) * channels + i % channels : -1;
        });
    }

    /// The largest of each 2 × 2 square; a last odd line or column is left out.
    private Node pooled(Node x) {
        Node above = tape.larger(corner(x, 0, 0), corner(x, 0, 1));
        Node below = tape.larger(corner(x, 1, 0), corner(x, 1, 1));
        lines /= 2;
        columns /= 2;
        return tape.larger(above, below);
    }

    /// One pixel of every square.
    private Node corner(Node x, int down, int right) {
        int channels = x.columns();
        int examples = x.rows() / (lines * columns);
        int height = lines / 2;
        int width = columns / 2;
        return tape.pick(x, examples * height * width, channels, i -> {
            int square = i / channels;
            int line = 2 * (square / width % height) + down;
            int column = 2 * (square % width) + right;
            return ((square / (width * height) * lines + line) * columns + column) * channels + i % channels;
        });
    }
}
