// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.scan.source.AttentionShape;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What a scan has found: heads and layers, with means over prompts and what single prompts gave.
public final class ScanResult {

    private final AttentionShape shape;
    private final @Nullable PromptHead[][][] prompts;
    private final PromptLayer[][] together;
    private final Optional<TextLoss> loss;
    private final List<HeadMeasures> heads = new ArrayList<>();
    private final List<LayerMeasures> layers = new ArrayList<>();

    /// @param prompts by layer, prompt and head
    /// @param together by layer and prompt
    /// @param losses of the prompts, see [AttentionSource#losses]
    ScanResult(
            AttentionShape shape, @Nullable PromptHead[][][] prompts, PromptLayer[][] together, List<Double> losses) {
        this.shape = shape;
        loss = TextLoss.of(shape.tokens(), losses);
        this.prompts = prompts;
        this.together = together;
        for (int layer = 0; layer < shape.layers(); layer++) {
            List<HeadMeasures> row = new ArrayList<>();
            for (int head = 0; head < shape.heads(); head++) {
                row.add(HeadMeasures.of(layer, head, states(layer, head), shape.energies(), shape.beta()));
            }
            heads.addAll(row);
            PromptLayer[] before = layer == 0 ? new PromptLayer[0] : together[layer - 1];
            layers.add(LayerMeasures.of(layer, row, together[layer], before));
        }
    }

    /// Reads what [#write] of another process has written.
    ///
    /// @throws IOException when it is something else
    public static ScanResult read(ObjectInputStream in) throws IOException, ClassNotFoundException {
        AttentionShape shape = (AttentionShape) in.readObject();
        @Nullable PromptHead[][][] prompts = (@Nullable PromptHead[][][]) in.readObject();
        PromptLayer[][] together = (PromptLayer[][]) in.readObject();
        boolean fits = shape.prompts() > 0 && prompts.length == shape.layers() && together.length == shape.layers();
        for (int layer = 0; fits && layer < shape.layers(); layer++) {
            fits = prompts[layer].length == shape.prompts()
                    && together[layer].length == shape.prompts()
                    && Arrays.stream(prompts[layer]).allMatch(heads -> heads.length == shape.heads())
                    && Arrays.stream(together[layer]).allMatch(prompt -> prompt.fits(shape.heads()));
        }
        if (!fits) {
            throw new InvalidObjectException("its parts have other extents than its shape");
        }
        return new ScanResult(shape, prompts, together, List.of());
    }

    public void write(ObjectOutputStream out) throws IOException {
        out.writeObject(shape);
        out.writeObject(prompts);
        out.writeObject(together);
    }

    private List<PromptHead> states(int layer, int head) {
        List<PromptHead> states = new ArrayList<>();
        for (@Nullable PromptHead[] prompt : prompts[layer]) {
            PromptHead state = prompt[head];
            if (state != null) {
                states.add(state);
            }
        }
        return states;
    }

    public AttentionShape shape() {
        return shape;
    }

    /// Loss of the tokens after each prompt's first, where the source predicts them.
    public Optional<TextLoss> loss() {
        return loss;
    }

    /// Head by head, layer after layer.
    public List<HeadMeasures> heads() {
        return List.copyOf(heads);
    }

    public List<LayerMeasures> layers() {
        return List.copyOf(layers);
    }

    /// Scaled scores of the last query of the first prompt; empty when it saw no key.
    public double[] sample(int layer, int head) {
        double[][] scores = together[layer][0].scores();
        return scores.length == 0 ? new double[0] : scores[head].clone();
    }

    /// Attention of the last query through the layers, mean over heads, of each prompt with the same keys
    /// in every layer: a list of (layers × keys).
    public List<double[][]> lastRows() {
        List<double[][]> paths = new ArrayList<>();
        for (int prompt = 0; prompt < shape.prompts(); prompt++) {
            int place = prompt;
            double[][] path = Arrays.stream(together)
                    .map(layer -> layer[place].last())
                    .filter(Objects::nonNull)
                    .toArray(double[][]::new);
            boolean whole = path.length == shape.layers() && path[0].length > 1;
            if (whole && Arrays.stream(path).allMatch(row -> row.length == path[0].length)) {
                paths.add(path);
            }
        }
        return paths;
    }

    /// A value of one head by prompt; NaN where it saw nothing.
    double[] ofPrompts(int layer, int head, ToDoubleFunction<PromptHead> value) {
        double[] values = new double[shape.prompts()];
        for (int prompt = 0; prompt < values.length; prompt++) {
            PromptHead state = prompts[layer][prompt][head];
            values[prompt] = state == null ? Double.NaN : value.applyAsDouble(state);
        }
        return values;
    }
}
