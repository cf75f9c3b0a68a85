package calorimeter.engine.optimizer;

/// OrthoGrad (Prieto et al., arXiv:2501.04697, §5): the part of the gradient along the weights, which only
/// scales them, is taken out of each tensor, and the rest is stretched to the length that the gradient had:
///
///     g⊥ = g − (w·g)/(w·w + ε) w,   g ← g⊥ |g|/(|g⊥| + ε),   ε = 1e-30
///
/// The paper's equation ends at g⊥; the stretching and ε are of the authors' published code. A tensor of zeros
/// keeps its gradient.
///
/// Sums run over one tensor in the order of its elements, in double precision, so they depend on nothing else.
final class OrthogonalProjection {

    private static final double EPSILON = 1e-30;

    private OrthogonalProjection() {}

    /// Projects one tensor's gradient in place: elements from … to − 1, of which padding is zero in both
    /// arrays.
    static void apply(float[] weights, float[] direction, int from, int to) {
        double weightSquares = 0;
        double product = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            double w = weights[i];
            double g = direction[i];
            weightSquares += w * w;
            product += w * g;
            squares += g * g;
        }
        double along = product / (weightSquares + EPSILON);
        double squaresLeft = 0;
        for (int i = from; i < to; i++) {
            double g = direction[i] - along * weights[i];
            squaresLeft += g * g;
        }
        double stretch = Math.sqrt(squares) / (Math.sqrt(squaresLeft) + EPSILON);
        for (int i = from; i < to; i++) {
            direction[i] = (float) ((direction[i] - along * weights[i]) * stretch);
        }
    }
}
