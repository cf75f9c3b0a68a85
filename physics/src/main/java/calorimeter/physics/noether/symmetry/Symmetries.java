// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.symmetry;

import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.ArrayList;
import java.util.List;

/// Symmetries of common parts of networks, made of blocks. [AttentionSymmetries] has those of attention.
///
/// | part | symmetry |
/// |---|---|
/// | unembedding and its bias before a softmax | every row of W_U, and b_U, may move by a constant: [#translation] |
/// | key bias without rotary positions; bias before batch norm | the loss does not see it: [#unseen] |
/// | whatever writes to a residual stream that only layer norms read | every row may move by a constant: [#translation]
/// |
/// | token that always stands at one position | E_a + u, pos_i − u: [#exchange] |
/// | filter before a normalisation | [#scale] |
/// | ReLU unit; gain and bias of a norm | what leads in against what leads out, biases included: [#rescale] |
/// | linear factors U Vᵀ | [#factors] |
public final class Symmetries {

    private Symmetries() {}

    /// Each row may move by a constant: the charge is the sum of every row.
    public static Symmetry translation(String name, Block rows) {
        return new Symmetry(name, Family.TRANSLATION, rows);
    }

    /// The loss does not see these entries: each is a charge. Its gradient is 0.
    ///
    /// @param entries one row
    public static Symmetry unseen(String name, Block entries) {
        return translation(name, entries.transposed());
    }

    /// One row may be added where the other is subtracted: the charge is their difference.
    ///
    /// @param here  one row
    /// @param there one row as long
    public static Symmetry exchange(String name, Block here, Block there) {
        return new Symmetry(
                name, Family.TRANSLATION, here.transposed(), there.transposed().negative());
    }

    /// Scaling all blocks together changes nothing: the charge is their |q|².
    public static Symmetry scale(String name, Block... blocks) {
        return new Symmetry(name, Family.SCALE, blocks);
    }

    /// Scaling what leads in and dividing what leads out changes nothing: the charge is |in|² − |out|². Biases belong
    /// to it.
    ///
    /// @param in  of a ReLU unit its column of W_1 and its entry of b_1; of a norm the gain and bias of one channel
    /// @param out of a ReLU unit its row of W_2; of a norm the row of every map that reads the channel
    public static Symmetry rescale(String name, List<Block> in, List<Block> out) {
        List<Block> blocks = new ArrayList<>(in);
        out.forEach(block -> blocks.add(block.negative()));
        return new Symmetry(name, Family.RESCALE, blocks);
    }

    /// The unit `unit` of a ReLU layer x@W_1 + b_1, W_2.
    ///
    /// @param in   W_1, [inputs × units]
    /// @param bias b_1, [1 × units]
    /// @param out  W_2, [units × outputs]
    public static Symmetry unit(String name, int unit, Block in, Block bias, Block out) {
        return rescale(name, List.of(in.columns(unit, 1), bias.columns(unit, 1)), List.of(out.rows(unit, 1)));
    }

    /// Channel `channel` of the gain and bias of a norm against the rows of all maps that read it.
    ///
    /// @param gain    γ, [1 × channels]
    /// @param bias    b, [1 × channels]
    /// @param readers each [channels × outputs]
    public static Symmetry normGain(String name, int channel, Block gain, Block bias, List<Block> readers) {
        return rescale(
                name,
                List.of(gain.columns(channel, 1), bias.columns(channel, 1)),
                readers.stream().map(reader -> reader.rows(channel, 1)).toList());
    }

    /// Linear factors in the product U Vᵀ: the charge is UᵀU − VᵀV.
    ///
    /// @param left  U, [n × r]
    /// @param right V, [m × r]
    public static Symmetry factors(String name, Block left, Block right) {
        return new Symmetry(name, Family.MATRIX_RESCALE, left, right.negative());
    }

    /// The rotations among the symmetries of a matrix rescale, (UM, VM): their charge is the angular momentum.
    public static Symmetry rotation(Symmetry rescale) {
        if (rescale.family() != Family.MATRIX_RESCALE) {
            throw new IllegalArgumentException(
                    "symmetry " + rescale.name() + " is a " + rescale.family() + " but must be a matrix rescale");
        }
        List<Block> blocks = rescale.blocks().stream()
                .map(block -> block.sign() > 0 ? block : block.negative())
                .toList();
        return new Symmetry(rescale.name() + ".rotation", Family.ROTATION, blocks);
    }
}
