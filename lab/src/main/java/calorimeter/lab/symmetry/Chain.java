// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.network.VggSettings;
import calorimeter.physics.noether.twin.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A feed-forward network, perceptron or convolutional, as its symmetries and its twin see it: maps one behind the
/// other, each with a norm if there are any and the nonlinearity, then the affine map `readout` to the logits.
///
/// Unlike the settings of the engine's networks it may be as small as one likes.
///
/// @param layout of the tensors: `embedding` if the input is tokens; `MAP.weight` [inputs × outputs], `MAP.bias`,
///     `NORM.gain`, `NORM.bias`
/// @param lines of an input image, 1 of a vector
/// @param columns of an input image, 1 of a vector
record Chain(Layout layout, int lines, int columns, List<Link> links, Activation activation, LossFunction loss) {

    /// A hidden map and what follows it.
    ///
    /// @param norm name of its batch norm
    /// @param convolution whether it reads 3 × 3 neighbourhoods, or the whole image
    /// @param pooled whether a 2 × 2 max-pool follows
    record Link(String map, Optional<String> norm, boolean convolution, boolean pooled) {}

    Chain {
        links = List.copyOf(links);
    }

    /// The readout reads what the last link leaves.
    static final String READOUT = "readout";

    static Chain of(MlpSettings model) {
        Layout layout = switch (model.input()) {
            case MlpInput.Tokens read -> Layout.empty().with("embedding", read.vocabulary(), read.width());
            case MlpInput.Pixels _ -> Layout.empty();
        };
        List<Link> links = new ArrayList<>();
        int inputs = model.input().features();
        for (int layer = 0; layer < model.layers(); layer++) {
            Link link = link("layer" + layer, "layer" + layer + ".norm", model.normalization(), false, false);
            layout = with(layout, link, inputs, model.hidden());
            links.add(link);
            inputs = model.hidden();
        }
        return new Chain(
                affine(layout, READOUT, inputs, model.classes()), 1, 1, links, model.activation(), model.loss());
    }

    static Chain of(VggSettings model) {
        return vgg(
                model.height(),
                model.width(),
                model.channels(),
                model.classes(),
                model.stages(),
                model.normalization(),
                model.loss());
    }

    static Chain vgg(
            int lines,
            int columns,
            int channels,
            int classes,
            List<Integer> stages,
            Normalization normalization,
            LossFunction loss) {
        Layout layout = Layout.empty();
        List<Link> links = new ArrayList<>();
        int inputs = channels;
        for (int stage = 0; stage < stages.size(); stage++) {
            for (int i = 0; i < VggSettings.CONVOLUTIONS; i++) {
                String name = "stage" + stage;
                Link link = link(
                        name + ".convolution" + i,
                        name + ".norm" + i,
                        normalization,
                        true,
                        i == VggSettings.CONVOLUTIONS - 1);
                layout = with(layout, link, 9 * inputs, stages.get(stage));
                links.add(link);
                inputs = stages.get(stage);
            }
        }
        int pixels = (lines >> stages.size()) * (columns >> stages.size());
        return new Chain(
                affine(layout, READOUT, pixels * inputs, classes), lines, columns, links, Activation.RELU, loss);
    }

    private static Link link(
            String map, String norm, Normalization normalization, boolean convolution, boolean pooled) {
        boolean normed = normalization == Normalization.BATCH_NORM;
        return new Link(map, normed ? Optional.of(norm) : Optional.empty(), convolution, pooled);
    }

    private static Layout with(Layout layout, Link link, int inputs, int outputs) {
        Layout mapped = affine(layout, link.map, inputs, outputs);
        return link.norm
                .map(norm -> mapped.with(norm + ".gain", 1, outputs).with(norm + ".bias", 1, outputs))
                .orElse(mapped);
    }

    private static Layout affine(Layout layout, String map, int inputs, int outputs) {
        return layout.with(map + ".weight", inputs, outputs).with(map + ".bias", 1, outputs);
    }

    boolean embeds() {
        return layout.has("embedding");
    }

    /// The weight that reads what link i leaves.
    String reader(int i) {
        return (i + 1 < links.size() ? links.get(i + 1).map : READOUT) + ".weight";
    }
}
