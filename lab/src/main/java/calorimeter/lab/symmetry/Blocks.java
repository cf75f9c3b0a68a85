// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import calorimeter.physics.noether.symmetry.Block;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.twin.Layout;
import java.util.List;
import java.util.Optional;

/// The tensors of a model as blocks that symmetries act on.
final class Blocks {

    private final Layout layout;

    Blocks(Layout layout) {
        this.layout = layout;
    }

    /// A whole tensor.
    Block of(String name) {
        return layout.block(name);
    }

    /// The bias of a map, if it has one: `NAME.bias`, one row.
    Optional<Block> bias(String name) {
        return layout.has(name + ".bias") ? Optional.of(of(name + ".bias")) : Optional.empty();
    }

    /// A ReLU unit: its column of one map, with its bias, against its row of the next.
    Symmetry unit(String name, int unit, String in, String out) {
        List<Block> leading = bias(in).map(bias -> List.of(of(in).columns(unit, 1), bias.columns(unit, 1)))
                .orElse(List.of(of(in).columns(unit, 1)));
        return Symmetries.rescale(name, leading, List.of(of(out).rows(unit, 1)));
    }
}
