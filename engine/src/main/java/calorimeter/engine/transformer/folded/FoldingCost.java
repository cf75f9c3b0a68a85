package calorimeter.engine.transformer.folded;

import calorimeter.engine.transformer.settings.TransformerSettings;

/// Whether multiplying the matrices of [FoldedComputation] once per step costs less than applying them to every
/// example: a count of multiply-adds, forward, backward and for the weights' gradients. The choice changes bits:
/// whoever changes this count raises the numeric version (docs/decisions/0006-folding.md).
///
/// @param perStep what folding adds to a step, whatever its batch
/// @param savedPerExample what it then saves with every example; may be negative
public record FoldingCost(double perStep, double savedPerExample) {

    /// A weighted sum of rows of a table waits for memory; a multiply-add of it costs about as much as this
    /// many of a product of matrices.
    private static final double GATHERING = 3;

    /// Forward, ∂x and ∂W.
    private static final double PASSES = 3;

    public static FoldingCost of(TransformerSettings settings, int inputRows) {
        double width = settings.width();
        double hidden = settings.mlpWidth();
        double classes = settings.classes();
        double columns = hidden + classes;
        double applied = width * width + 2 * width * hidden + width * classes;
        double folded = hidden * classes + GATHERING * settings.sequence() * settings.heads() * columns;
        double products = width * width * columns + width * hidden * classes;
        double tables = inputRows * width * columns;
        return new FoldingCost(PASSES * (products + tables), PASSES * (applied - folded));
    }

    public boolean pays(int examplesPerStep) {
        return examplesPerStep * savedPerExample > perStep;
    }
}
