package calorimeter.scan.source;

/// The extent of what a source visits.
///
/// @param heads query heads of every layer
/// @param tokens of each prompt
/// @param beta inverse temperature, the factor between a score s and the energy E = −s/β of its key;
///     1/√d_k unless the
///     model says otherwise
/// @param energies whether scores are known, and not only up to a constant of each row
public record AttentionShape(int layers, int heads, int[] tokens, double beta, boolean energies) {

    public AttentionShape {
        if (layers < 1 || heads < 1) {
            throw new IllegalArgumentException(
                    "there are " + layers + " layers of " + heads + " heads but must be at least one of each");
        }
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta is " + beta + " but must be positive and finite");
        }
        tokens = tokens.clone();
    }

    /// A copy.
    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    public int prompts() {
        return tokens.length;
    }
}
