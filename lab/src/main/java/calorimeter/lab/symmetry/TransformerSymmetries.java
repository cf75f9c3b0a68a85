// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import calorimeter.physics.noether.symmetry.AttentionSymmetries;
import calorimeter.physics.noether.symmetry.Block;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The symmetries of a transformer, found from what each tensor feeds.
final class TransformerSymmetries {

    private final TransformerSettings model;
    private final List<TokenGroup> tokens;
    private final Blocks blocks;
    private final List<SymmetryGroup> groups = new ArrayList<>();

    TransformerSymmetries(TransformerSettings model, List<TokenGroup> tokens) {
        this.model = model;
        this.tokens = tokens;
        blocks = new Blocks(ModelTwins.layout(new TransformerTensors(model).layout));
    }

    List<SymmetryGroup> find() {
        positions();
        for (int layer = 0; layer < model.layers(); layer++) {
            attention("layer" + layer + ".");
            mlp("layer" + layer + ".");
        }
        if (model.normalized() && !model.tied()) {
            norm("norm", List.of("unembedding"));
        }
        stream();
        if (model.loss().form() == LossFunction.Form.SOFTMAX) {
            unembedding();
        }
        return groups;
    }

    /// A token and the positions where it stands are added, so one may have what the other lacks.
    private void positions() {
        if (model.positions() != Positions.LEARNED) {
            return;
        }
        for (TokenGroup group : tokens) {
            List<Block> exchanged = new ArrayList<>();
            exchanged.add(
                    blocks.of("embedding").rows(group.first(), group.count()).transposed());
            for (int position : group.positions()) {
                exchanged.add(
                        blocks.of("positions").rows(position, 1).transposed().negative());
            }
            // behind norms the sums of all rows are charges by themselves, so that one of these follows from them
            groups.add(new SymmetryGroup(
                    "embedding." + group.name(),
                    "a vector may move from the embeddings of " + group.words() + " to their positions",
                    List.of(new Symmetry("embedding." + group.name(), Family.TRANSLATION, exchanged)),
                    model.normalized() && !model.tied() ? model.width() - 1 : model.width()));
        }
    }

    private void attention(String layer) {
        String prefix = layer + "attention.";
        List<Block> biases = IntStream.of(0, 1, 2)
                .mapToObj(i -> List.of("query", "key", "value").get(i))
                .flatMap(role -> blocks.bias(prefix + role).stream())
                .toList();
        AttentionSymmetries found = new AttentionSymmetries(
                layer,
                blocks.of(prefix + "query"),
                blocks.of(prefix + "key"),
                blocks.of(prefix + "value"),
                blocks.of(prefix + "output"),
                biases,
                model.heads(),
                model.heads(),
                model.positions() == Positions.ROTARY);
        List<Symmetry> scores = new ArrayList<>();
        List<Symmetry> values = new ArrayList<>();
        List<Symmetry> turns = new ArrayList<>();
        for (int head = 0; head < model.heads(); head++) {
            scores.addAll(found.queryKey(head));
            turns.addAll(found.queryKeyRotations(head));
            values.add(found.valueOutput(head));
        }
        groups.add(new SymmetryGroup(
                prefix + "scores",
                model.positions() == Positions.ROTARY
                        ? "queries and keys of a head meet in products, plane by plane of its rotary positions"
                        : "queries and keys of a head meet in products only",
                scores,
                scores.stream().mapToInt(Symmetry::laws).sum(),
                turns));
        if (!biases.isEmpty() && model.positions() != Positions.ROTARY) {
            groups.add(new SymmetryGroup(
                    prefix + "key.bias",
                    "moves all scores of a row alike, which softmax does not see",
                    List.of(Symmetries.unseen(prefix + "key.bias", blocks.of(prefix + "key.bias")))));
        }
        groups.add(new SymmetryGroup(prefix + "values", "values are read through the output map only", values));
        if (model.normalized()) {
            norm(layer + "norm1", List.of(prefix + "query", prefix + "key", prefix + "value"));
        }
    }

    private void mlp(String layer) {
        if (model.activation() == Activation.RELU) {
            List<Symmetry> units = new ArrayList<>();
            for (int unit = 0; unit < model.mlpWidth(); unit++) {
                units.add(blocks.unit(layer + "mlp.unit" + unit, unit, layer + "mlp.input", layer + "mlp.output"));
            }
            groups.add(new SymmetryGroup(
                    layer + "mlp.units",
                    "max(c x, 0) = c max(x, 0): what leads into a unit against what leads out",
                    units));
        }
        if (model.normalized()) {
            norm(layer + "norm2", List.of(layer + "mlp.input"));
        }
    }

    private void norm(String name, List<String> readers) {
        List<Symmetry> channels = new ArrayList<>();
        for (int channel = 0; channel < model.width(); channel++) {
            channels.add(Symmetries.normGain(
                    name + ".channel" + channel,
                    channel,
                    blocks.of(name + ".gain"),
                    blocks.of(name + ".bias"),
                    readers.stream().map(blocks::of).toList()));
        }
        groups.add(new SymmetryGroup(
                name + ".channels", "gain and bias of a channel against the rows that read it", channels));
    }

    /// What is written to the residual stream, and who reads it: layer norms alone, or linear maps alone.
    private void stream() {
        if (model.normalized()) {
            normedStream();
        } else if (!model.tied() && model.positions() != Positions.SINUSOIDAL) {
            List<Block> all = new ArrayList<>(writers());
            readers().forEach(reader -> all.add(reader.transposed().negative()));
            groups.add(new SymmetryGroup(
                    "stream",
                    "the residual stream is written and read by linear maps only",
                    List.of(new Symmetry("stream", Family.MATRIX_RESCALE, all))));
        }
    }

    private void normedStream() {
        List<Symmetry> rows = new ArrayList<>();
        for (Block writer : writers()) {
            boolean read = model.tied() && writer.tensor().equals("embedding");
            if (!read) {
                rows.add(Symmetries.translation("stream." + writer.tensor(), writer));
            } else if (model.vocabulary() > model.classes()) {
                int marks = model.vocabulary() - model.classes();
                rows.add(Symmetries.translation("stream.embedding", writer.rows(model.classes(), marks)));
            }
        }
        groups.add(
                new SymmetryGroup("stream.rows", "layer norms do not see what is added to all channels alike", rows));
        if (!model.tied() && model.positions() != Positions.SINUSOIDAL) {
            groups.add(new SymmetryGroup(
                    "stream.scale",
                    "layer norms do not see the length of the stream, but for ε",
                    List.of(Symmetries.scale("stream.scale", writers().toArray(Block[]::new)))));
        }
    }

    /// What writes to the residual stream, each [rows × width].
    private List<Block> writers() {
        List<Block> writers = new ArrayList<>();
        writers.add(blocks.of("embedding"));
        if (model.positions() == Positions.LEARNED) {
            writers.add(blocks.of("positions"));
        }
        for (int layer = 0; layer < model.layers(); layer++) {
            for (String map : List.of("attention.output", "mlp.output")) {
                writers.add(blocks.of("layer" + layer + "." + map));
                blocks.bias("layer" + layer + "." + map).ifPresent(writers::add);
            }
        }
        return writers;
    }

    /// The maps that read it, each [width × columns].
    private List<Block> readers() {
        List<Block> readers = new ArrayList<>();
        for (int layer = 0; layer < model.layers(); layer++) {
            for (String map : List.of("attention.query", "attention.key", "attention.value", "mlp.input")) {
                readers.add(blocks.of("layer" + layer + "." + map));
            }
        }
        readers.add(blocks.of("unembedding"));
        return readers;
    }

    private void unembedding() {
        List<Symmetry> rows = new ArrayList<>();
        if (!model.tied()) {
            rows.add(Symmetries.translation("unembedding", blocks.of("unembedding")));
        }
        blocks.bias("unembedding").ifPresent(bias -> rows.add(Symmetries.translation("unembedding.bias", bias)));
        if (!rows.isEmpty()) {
            groups.add(new SymmetryGroup(
                    "unembedding.rows", "softmax does not see what is added to all logits alike", rows));
        }
    }
}
