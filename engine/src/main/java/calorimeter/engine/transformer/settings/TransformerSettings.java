// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.settings;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.model.Normalization;

/// One member of the transformer family, complete: two models with equal settings have the same tensors and the
/// same loss function.
///
/// @param vocabulary number of distinct input tokens
/// @param classes number of answers; logits are indexed 0 … classes − 1
/// @param sequence number of positions
/// @param layers blocks of attention followed by an MLP
/// @param width of the residual stream
/// @param heads per layer; must divide the width
/// @param mlpWidth hidden width of the MLP
/// @param rotaryBase θ of [Positions#ROTARY]: pair f of a head turns by position · θ^(−2f/headSize)
/// @param tied the unembedding is the transposed embedding of tokens 0 … classes − 1
/// @param loss what is minimised
/// @param attention from queries and keys to weights
/// @param plan whether products are folded
public record TransformerSettings(
        int vocabulary,
        int classes,
        int sequence,
        int layers,
        int width,
        int heads,
        int mlpWidth,
        Activation activation,
        Normalization normalization,
        Positions positions,
        double rotaryBase,
        Mask mask,
        Biases biases,
        Readout readout,
        boolean tied,
        Initialization initialization,
        LossFunction loss,
        AttentionSettings attention,
        PlanChoice plan)
        implements ModelSettings {

    /// The latest version. Version 2 was the last to change all transformers. Since version 3 rows that share a
    /// prefix are computed once, which adds gradients in another order; version 4 has larger blocks of them.
    public static final int NUMERIC_VERSION = 4;

    private static final int NUMERIC_VERSION_OF_OTHERS = 2;

    /// All parameters lie in one array, which ends at 2³¹; with padding and room to spare.
    private static final double LARGEST_MODEL = 1e9;

    public TransformerSettings {
        require(vocabulary >= 2, "vocabulary", vocabulary, "at least 2");
        require(classes >= 2, "classes", classes, "at least 2");
        require(sequence >= 1, "sequence", sequence, "at least 1");
        require(layers >= 1, "layers", layers, "an integer of at least 1");
        require(width >= 1, "width", width, "an integer of at least 1");
        require(heads >= 1, "heads", heads, "an integer of at least 1");
        require(width % heads == 0, "heads", heads, "a divisor of the width " + width);
        require(mlpWidth >= 1, "MLP width", mlpWidth, "an integer of at least 1");
        require(rotaryBase > 1 && rotaryBase < Double.POSITIVE_INFINITY, "rotary base", rotaryBase, "a number above 1");
        double parameters = (double) vocabulary * width
                + classes * (double) width
                + layers * (4.0 * width * width + 2.0 * width * mlpWidth);
        require(parameters < LARGEST_MODEL, "number of parameters", (long) parameters, "below " + (long) LARGEST_MODEL);
        boolean known = normalization != Normalization.BATCH_NORM;
        require(known, "norm", "batch-norm", "none or pre-layer-norm for a transformer");
        if (positions == Positions.ROTARY) {
            require(width / heads % 2 == 0, "head size", width / heads, "even for rotary positions");
        }
        if (tied) {
            require(classes <= vocabulary, "classes", classes, "at most the vocabulary " + vocabulary + " when tied");
        }
        String obstacle = obstacle(layers, normalization, readout, attention);
        boolean possible = plan != PlanChoice.FOLDED || obstacle.isEmpty();
        require(possible, "plan", "folded", "auto or layered, since products cannot be folded: " + obstacle);
    }

    private static String obstacle(
            int layers, Normalization normalization, Readout readout, AttentionSettings attention) {
        if (layers > 1) {
            return "more than one layer";
        }
        if (normalization != Normalization.NONE) {
            return "normalisation stands between the maps";
        }
        return readout == Readout.LAST ? attention.obstacle() : "all positions are read";
    }

    /// Why the products of such a model cannot be folded, or nothing when they can be.
    public String foldingObstacle() {
        return obstacle(layers, normalization, readout, attention);
    }

    @Override
    public int numericVersion() {
        return sharesPrefixes() ? NUMERIC_VERSION : NUMERIC_VERSION_OF_OTHERS;
    }

    @Override
    public void requireFits(TaskSettings task) {
        task.requireTokens(vocabulary, classes, sequence);
    }

    public int headSize() {
        return width / heads;
    }

    public boolean normalized() {
        return normalization == Normalization.PRE_LAYER_NORM;
    }

    /// Whether rows between layers are functions of a prefix, and no reader asks for all of them: several
    /// layers under a causal mask, read at the last position.
    public boolean sharesPrefixes() {
        return layers > 1 && mask == Mask.CAUSAL && readout == Readout.LAST;
    }

    /// Keys that the query at `position` sees: those at 0 … visible − 1.
    public int visible(int position) {
        return mask == Mask.CAUSAL ? position + 1 : sequence;
    }
}
