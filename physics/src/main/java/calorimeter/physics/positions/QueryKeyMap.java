// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

/// The projections of one head: q = W_Q x, k = W_K x for a content x. Immutable.
public final class QueryKeyMap {

    private final double[][] queryWeights;
    private final double[][] keyWeights;

    private QueryKeyMap(double[][] queryWeights, double[][] keyWeights) {
        this.queryWeights = queryWeights;
        this.keyWeights = keyWeights;
    }

    /// W_Q and W_K, each head size × width (row i gives component i of the projected vector); copied.
    ///
    /// @throws IllegalArgumentException if they are empty, ragged, not finite or of different shapes
    public static QueryKeyMap of(double[][] queryWeights, double[][] keyWeights) {
        double[][] query = Matrices.copy("W_Q", queryWeights);
        double[][] key = Matrices.copy("W_K", keyWeights);
        if (query.length != key.length || query[0].length != key[0].length) {
            throw new IllegalArgumentException("W_Q is " + query.length + " x " + query[0].length + " and W_K "
                    + key.length + " x " + key[0].length + " but they must have one shape");
        }
        return new QueryKeyMap(query, key);
    }

    /// Identity, for contents that are queries and keys already.
    ///
    /// @throws IllegalArgumentException if the dimension is below 1
    public static QueryKeyMap identity(int dimension) {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension is " + dimension + " but must be at least 1");
        }
        double[][] identity = new double[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            identity[i][i] = 1;
        }
        return new QueryKeyMap(identity, identity);
    }

    /// d, the length of queries and keys.
    public int headSize() {
        return queryWeights.length;
    }

    /// The length of contents.
    public int width() {
        return queryWeights[0].length;
    }

    double[] query(double[] content) {
        return Matrices.times(queryWeights, content);
    }

    double[] key(double[] content) {
        return Matrices.times(keyWeights, content);
    }
}
