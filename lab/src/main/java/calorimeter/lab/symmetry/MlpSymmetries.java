package calorimeter.lab.symmetry;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.physics.noether.symmetry.Block;
import calorimeter.physics.noether.symmetry.LawCount;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.ArrayList;
import java.util.List;

/// The symmetries of a multilayer perceptron, found from what each tensor feeds.
final class MlpSymmetries {

    private final MlpSettings model;
    private final List<TokenGroup> tokens;
    private final Blocks blocks;
    private final List<SymmetryGroup> groups = new ArrayList<>();

    MlpSymmetries(MlpSettings model, List<TokenGroup> tokens) {
        this.model = model;
        this.tokens = tokens;
        blocks = new Blocks(model.tensors());
    }

    List<SymmetryGroup> find() {
        if (model.input() instanceof MlpInput.Tokens read) {
            embedding(read.width());
        }
        for (int layer = 0; layer < model.layers(); layer++) {
            String name = "layer" + layer;
            String next = layer + 1 < model.layers() ? "layer" + (layer + 1) : "readout";
            if (model.normalization() == Normalization.BATCH_NORM) {
                normalized(name, next + ".weight");
            } else if (model.activation() == Activation.RELU) {
                units(name, next + ".weight");
            }
        }
        if (model.loss() == LossFunction.SOFTMAX) {
            groups.add(new SymmetryGroup(
                    "readout.rows",
                    "softmax does not see what is added to all logits alike",
                    List.of(
                            Symmetries.translation("readout.weight", blocks.of("readout.weight")),
                            Symmetries.translation("readout.bias", blocks.of("readout.bias")))));
        }
        return groups;
    }

    /// An embedding meets the rows of the first map at the positions where its token stands.
    private void embedding(int width) {
        for (TokenGroup group : tokens) {
            List<Block> factors = new ArrayList<>();
            factors.add(blocks.of("embedding").rows(group.first(), group.count()));
            for (int position : group.positions()) {
                factors.add(blocks.of("layer0.weight")
                        .rows(position * width, width)
                        .transposed()
                        .negative());
            }
            String name = "embedding." + group.name();
            groups.add(new SymmetryGroup(
                    name,
                    "embeddings of " + group.words() + " are read through the first map only",
                    List.of(new Symmetry(name, Family.MATRIX_RESCALE, factors)),
                    LawCount.factors(group.count(), group.positions().size() * model.hidden(), width)));
            if (model.normalization() == Normalization.BATCH_NORM) {
                Block embeddings = blocks.of("embedding").rows(group.first(), group.count());
                groups.add(new SymmetryGroup(
                        name + ".mean",
                        "batch norm does not see what is added to the embeddings of " + group.words() + " alike",
                        List.of(Symmetries.translation(name + ".mean", embeddings.transposed()))));
            }
        }
    }

    private void units(String layer, String next) {
        List<Symmetry> units = new ArrayList<>();
        for (int unit = 0; unit < model.hidden(); unit++) {
            units.add(Symmetries.unit(
                    layer + ".unit" + unit,
                    unit,
                    blocks.of(layer + ".weight"),
                    blocks.of(layer + ".bias"),
                    blocks.of(next)));
        }
        groups.add(new SymmetryGroup(
                layer + ".units", "max(c x, 0) = c max(x, 0): what leads into a unit against what leads out", units));
    }

    private void normalized(String layer, String next) {
        List<Symmetry> filters = new ArrayList<>();
        List<Symmetry> channels = new ArrayList<>();
        for (int unit = 0; unit < model.hidden(); unit++) {
            filters.add(Symmetries.scale(
                    layer + ".filter" + unit, blocks.of(layer + ".weight").columns(unit, 1)));
            channels.add(Symmetries.normGain(
                    layer + ".norm.channel" + unit,
                    unit,
                    blocks.of(layer + ".norm.gain"),
                    blocks.of(layer + ".norm.bias"),
                    List.of(blocks.of(next))));
        }
        groups.add(new SymmetryGroup(
                layer + ".filters", "batch norm does not see the length of a filter, but for ε", filters));
        groups.add(new SymmetryGroup(
                layer + ".bias",
                "batch norm does not see what is added to a feature of all examples",
                List.of(Symmetries.unseen(layer + ".bias", blocks.of(layer + ".bias")))));
        if (model.activation() == Activation.RELU) {
            groups.add(new SymmetryGroup(
                    layer + ".norm.channels", "gain and bias of a channel against the row that reads it", channels));
        }
    }
}
