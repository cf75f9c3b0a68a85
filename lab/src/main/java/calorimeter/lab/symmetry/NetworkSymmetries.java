// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.LossFunction;
import calorimeter.lab.symmetry.Chain.Link;
import calorimeter.physics.noether.symmetry.Block;
import calorimeter.physics.noether.symmetry.LawCount;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.ArrayList;
import java.util.List;

/// The symmetries of a perceptron or convolutional network, found from what each tensor feeds.
///
/// A channel goes through ReLU and max-pool as it is, since both keep positive factors: what leads into it stands
/// against all rows of the next map that read it, at any place of a neighbourhood or of the image. The border of a
/// convolution is zero whatever the factor.
final class NetworkSymmetries {

    private final Chain chain;
    private final List<TokenGroup> tokens;
    private final Blocks blocks;
    private final List<SymmetryGroup> groups = new ArrayList<>();

    /// @param tokens where tokens may stand, if the network embeds any
    NetworkSymmetries(Chain chain, List<TokenGroup> tokens) {
        this.chain = chain;
        this.tokens = tokens;
        blocks = new Blocks(chain.layout());
    }

    List<SymmetryGroup> find() {
        if (chain.embeds()) {
            tokens.forEach(this::embedding);
        }
        for (int i = 0; i < chain.links().size(); i++) {
            Link link = chain.links().get(i);
            Block next = blocks.of(chain.reader(i));
            if (link.norm().isPresent()) {
                filters(link.map());
            }
            if (chain.activation() == Activation.RELU) {
                link.norm().ifPresentOrElse(norm -> channels(norm, next), () -> units(link.map(), next));
            }
        }
        if (chain.loss().form() == LossFunction.Form.SOFTMAX) {
            groups.add(new SymmetryGroup(
                    "readout.rows",
                    "softmax does not see what is added to all logits alike",
                    List.of(
                            Symmetries.translation("readout.weight", blocks.of("readout.weight")),
                            Symmetries.translation("readout.bias", blocks.of("readout.bias")))));
        }
        return groups;
    }

    /// Embeddings meet the rows of the first map at the positions where their tokens stand.
    private void embedding(TokenGroup group) {
        Block embeddings = blocks.of("embedding").rows(group.first(), group.count());
        Link first = chain.links().getFirst();
        Block weight = blocks.of(first.map() + ".weight");
        int width = embeddings.columns();
        List<Block> factors = new ArrayList<>();
        factors.add(embeddings);
        for (int position : group.positions()) {
            factors.add(weight.rows(position * width, width).transposed().negative());
        }
        String name = "embedding." + group.name();
        groups.add(new SymmetryGroup(
                name,
                "embeddings of " + group.words() + " are read through the first map only",
                List.of(new Symmetry(name, Family.MATRIX_RESCALE, factors)),
                LawCount.factors(group.count(), group.positions().size() * weight.columns(), width)));
        if (first.norm().isPresent()) {
            groups.add(new SymmetryGroup(
                    name + ".mean",
                    "batch norm does not see what is added to the embeddings of " + group.words() + " alike",
                    List.of(Symmetries.translation(name + ".mean", embeddings.transposed()))));
        }
    }

    private void filters(String map) {
        Block weight = blocks.of(map + ".weight");
        List<Symmetry> filters = new ArrayList<>();
        for (int unit = 0; unit < weight.columns(); unit++) {
            filters.add(Symmetries.scale(map + ".filter" + unit, weight.columns(unit, 1)));
        }
        groups.add(new SymmetryGroup(
                map + ".filters", "batch norm does not see the length of a filter, but for ε", filters));
        groups.add(new SymmetryGroup(
                map + ".bias",
                "batch norm does not see what is added to a feature of all examples",
                List.of(Symmetries.unseen(map + ".bias", blocks.of(map + ".bias")))));
    }

    private void channels(String norm, Block next) {
        groups.add(new SymmetryGroup(
                norm + ".channels",
                "gain and bias of a channel against the rows that read it",
                rescales(norm + ".channel", List.of(blocks.of(norm + ".gain"), blocks.of(norm + ".bias")), next)));
    }

    private void units(String map, Block next) {
        groups.add(new SymmetryGroup(
                map + ".units",
                "max(c x, 0) = c max(x, 0): what leads into a unit against what leads out",
                rescales(map + ".unit", List.of(blocks.of(map + ".weight"), blocks.of(map + ".bias")), next)));
    }

    /// The columns of what leads in, each against the rows of the next map that read it.
    private static List<Symmetry> rescales(String name, List<Block> in, Block next) {
        int count = in.getFirst().columns();
        List<Symmetry> rescales = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int column = i;
            rescales.add(Symmetries.rescale(
                    name + i,
                    in.stream().map(block -> block.columns(column, 1)).toList(),
                    List.of(next.everyRow(i, count))));
        }
        return rescales;
    }
}
