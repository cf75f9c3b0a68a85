// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.symmetry;

import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.ArrayList;
import java.util.List;

/// Symmetries of attention, head by head, with x@W layout: queries x W_Q + b_Q and so on, output z W_O.
///
///     J_QK = W_QᵀW_Q + b_Qᵀb_Q − W_KᵀW_K − b_Kᵀb_K          J_VO = W_VᵀW_V + b_Vᵀb_V − W_O W_Oᵀ
///
/// [d_k × d_k], symmetric. Without rotary positions b_K is conserved by itself, so its term may be left out; b_Q and
/// b_V may not. Rotary positions leave of J_QK only its trace over the two columns of each frequency, with b_K. With
/// grouped queries the heads that share a key share its charges.
///
/// Source: docs/theory.md.
///
/// @param prefix        of the names of symmetries, such as "layer0."
/// @param query         W_Q, [width × heads·size]
/// @param key           W_K, [width × keyHeads·size]
/// @param value         W_V, [width × keyHeads·size]
/// @param output        W_O, [heads·size × width]
/// @param biases        b_Q, b_K, b_V as one row each, or none
/// @param heads         query heads, a multiple of keyHeads
/// @param keyHeads      heads of keys and values
/// @param rotary        whether rotary positions turn neighbouring columns (2f, 2f+1) with frequencies all different
public record AttentionSymmetries(
        String prefix,
        Block query,
        Block key,
        Block value,
        Block output,
        List<Block> biases,
        int heads,
        int keyHeads,
        boolean rotary) {

    /// @throws IllegalArgumentException if shapes do not fit
    public AttentionSymmetries {
        biases = List.copyOf(biases);
        int size = query.columns() / heads;
        boolean fits = query.columns() == heads * size
                && heads % keyHeads == 0
                && key.columns() == keyHeads * size
                && value.columns() == keyHeads * size
                && output.rows() == heads * size
                && (biases.isEmpty() || biases.size() == 3)
                && (!rotary || size % 2 == 0);
        if (!fits) {
            throw new IllegalArgumentException("queries [" + query.rows() + " × " + query.columns() + "], keys ["
                    + key.rows() + " × " + key.columns() + "], values [" + value.rows() + " × " + value.columns()
                    + "], output [" + output.rows() + " × " + output.columns() + "] and " + biases.size()
                    + " biases do not make " + heads + " heads with " + keyHeads + " of keys");
        }
    }

    /// All symmetries whose charges are sums over parameters: J_QK, J_VO and, without rotary positions, b_K.
    public List<Symmetry> all() {
        List<Symmetry> all = new ArrayList<>();
        for (int head = 0; head < keyHeads; head++) {
            all.addAll(queryKey(head));
            all.add(valueOutput(head));
            if (!rotary && !biases.isEmpty()) {
                all.add(Symmetries.unseen(name(head, "b_K"), columns(biases.get(1), head)));
            }
        }
        return all;
    }

    /// The angular momenta of one key head, of queries and keys and of values.
    public List<Symmetry> rotations(int head) {
        List<Symmetry> rotations = new ArrayList<>(queryKeyRotations(head));
        rotations.add(Symmetries.rotation(valueOutput(head)));
        return rotations;
    }

    /// Those of queries and keys: all pairs of columns, unless rotary positions leave only those within a frequency.
    public List<Symmetry> queryKeyRotations(int head) {
        if (!rotary) {
            return List.of(Symmetries.rotation(queryKey(head).getFirst()));
        }
        List<Symmetry> rotations = new ArrayList<>();
        for (int f = 0; f < size() / 2; f++) {
            int first = 2 * f;
            rotations.add(Symmetries.rotation(new Symmetry(
                    name(head, "QK.f" + f),
                    Family.MATRIX_RESCALE,
                    queryKeyBlocks(head).stream()
                            .map(block -> block.columns(first, 2))
                            .toList())));
        }
        return rotations;
    }

    /// J_QK of one key head as one symmetry, or one for every frequency of rotary positions.
    public List<Symmetry> queryKey(int head) {
        List<Block> blocks = queryKeyBlocks(head);
        if (!rotary) {
            return List.of(new Symmetry(name(head, "QK"), Family.MATRIX_RESCALE, blocks));
        }
        List<Symmetry> planes = new ArrayList<>();
        for (int f = 0; f < size() / 2; f++) {
            int first = 2 * f;
            planes.add(new Symmetry(
                    name(head, "QK.f" + f),
                    Family.RESCALE,
                    blocks.stream().map(block -> block.columns(first, 2)).toList()));
        }
        return planes;
    }

    /// J_VO of one key head.
    public Symmetry valueOutput(int head) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(columns(value, head));
        if (!biases.isEmpty()) {
            blocks.add(columns(biases.get(2), head));
        }
        for (int reader = 0; reader < heads / keyHeads; reader++) {
            blocks.add(output.rows((head * heads / keyHeads + reader) * size(), size())
                    .transposed()
                    .negative());
        }
        return new Symmetry(name(head, "VO"), Family.MATRIX_RESCALE, blocks);
    }

    private List<Block> queryKeyBlocks(int head) {
        List<Block> blocks = new ArrayList<>();
        for (int reader = 0; reader < heads / keyHeads; reader++) {
            int queryHead = head * heads / keyHeads + reader;
            blocks.add(columns(query, queryHead));
            if (!biases.isEmpty()) {
                blocks.add(columns(biases.get(0), queryHead));
            }
        }
        blocks.add(columns(key, head).negative());
        if (!biases.isEmpty()) {
            blocks.add(columns(biases.get(1), head).negative());
        }
        return blocks;
    }

    private Block columns(Block block, int head) {
        return block.columns(head * size(), size());
    }

    private int size() {
        return query.columns() / heads;
    }

    private String name(int head, String what) {
        return prefix + "head" + head + "." + what;
    }
}
