package calorimeter.lab.symmetry;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.physics.noether.symmetry.Block;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry;
import java.util.List;
import java.util.Optional;

/// The tensors of a model as blocks that symmetries act on.
final class Blocks {

    private final ParameterLayout layout;

    Blocks(ParameterLayout layout) {
        this.layout = layout;
    }

    /// A whole tensor.
    Block of(String name) {
        Tensor tensor = layout.tensor(name);
        return Block.matrix(name, tensor.rows(), tensor.columns());
    }

    /// The bias of a map, if it has one: `NAME.bias`, one row.
    Optional<Block> bias(String name) {
        boolean exists =
                layout.tensors().stream().anyMatch(tensor -> tensor.name().equals(name + ".bias"));
        return exists ? Optional.of(of(name + ".bias")) : Optional.empty();
    }

    /// A ReLU unit: its column of one map, with its bias, against its row of the next.
    Symmetry unit(String name, int unit, String in, String out) {
        List<Block> leading = bias(in).map(bias -> List.of(of(in).columns(unit, 1), bias.columns(unit, 1)))
                .orElse(List.of(of(in).columns(unit, 1)));
        return Symmetries.rescale(name, leading, List.of(of(out).rows(unit, 1)));
    }
}
