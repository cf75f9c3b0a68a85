// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

import calorimeter.physics.ensemble.EnergySpectrum;

/// One query against n keys, each a content at a position. The energies are those of an attention row,
///
///     E_j = −[R_m W_Q(x_q + e_m)]·[R_(t_j) W_K(x_j + e_(t_j))] + b(m, t_j)
///
/// with code e, turn R and bias b of the [PositionalEncoding], m the query's position and t_j the keys'.
/// Immutable.
public final class PositionedRow {

    private final QueryKeyMap map;
    private final double[] queryContent;
    private final int queryPosition;
    private final double[][] keyContents;
    private final int[] keyPositions;

    private PositionedRow(
            QueryKeyMap map, double[] queryContent, int queryPosition, double[][] keyContents, int[] keyPositions) {
        this.map = map;
        this.queryContent = queryContent;
        this.queryPosition = queryPosition;
        this.keyContents = keyContents;
        this.keyPositions = keyPositions;
    }

    /// @param queryContent content of the query, of the map's width
    /// @param keyContents  n × width
    /// @param keyPositions n
    /// @throws IllegalArgumentException if shapes disagree, there is no key, or a content is not finite
    public static PositionedRow of(
            QueryKeyMap map, double[] queryContent, int queryPosition, double[][] keyContents, int[] keyPositions) {
        double[][] contents = Matrices.copy("the key contents", keyContents);
        double[] content = Matrices.copy("the query content", new double[][] {queryContent})[0];
        if (content.length != map.width() || contents[0].length != map.width()) {
            throw new IllegalArgumentException("the contents of query and keys have " + content.length + " and "
                    + contents[0].length + " components but the map takes " + map.width());
        }
        if (keyPositions.length != contents.length) {
            throw new IllegalArgumentException(
                    "there are " + keyPositions.length + " positions but " + contents.length + " keys");
        }
        return new PositionedRow(map, content, queryPosition, contents, keyPositions.clone());
    }

    /// n.
    public int size() {
        return keyContents.length;
    }

    /// Head size d.
    public int headSize() {
        return map.headSize();
    }

    /// The same row with every position moved by `shift`.
    ///
    /// @throws IllegalArgumentException if a position leaves the range of an int
    public PositionedRow shifted(int shift) {
        int[] moved = new int[keyPositions.length];
        for (int j = 0; j < moved.length; j++) {
            moved[j] = sum(keyPositions[j], shift);
        }
        return new PositionedRow(map, queryContent, sum(queryPosition, shift), keyContents, moved);
    }

    /// E_j under an encoding.
    ///
    /// @throws IllegalArgumentException if the encoding has no code at a position or cannot turn this head size
    public double[] energies(PositionalEncoding encoding) {
        double[] query = Matrices.sum(queryContentPart(encoding), queryCodePart(encoding));
        double[] energies = new double[size()];
        for (int j = 0; j < energies.length; j++) {
            double[] key = Matrices.sum(keyContentPart(encoding, j), keyCodePart(encoding, j));
            energies[j] = bias(encoding, j) - Matrices.dot(query, key);
        }
        return energies;
    }

    /// The same as a spectrum.
    public EnergySpectrum spectrum(PositionalEncoding encoding) {
        return EnergySpectrum.of(energies(encoding));
    }

    /// R_m W_Q x_q.
    double[] queryContentPart(PositionalEncoding encoding) {
        return turned(encoding, map.query(queryContent), queryPosition);
    }

    /// R_m W_Q e_m.
    double[] queryCodePart(PositionalEncoding encoding) {
        return turned(encoding, map.query(encoding.code(queryPosition, map.width())), queryPosition);
    }

    double[] keyContentPart(PositionalEncoding encoding, int key) {
        return turned(encoding, map.key(keyContents[key]), keyPositions[key]);
    }

    double[] keyCodePart(PositionalEncoding encoding, int key) {
        return turned(encoding, map.key(encoding.code(keyPositions[key], map.width())), keyPositions[key]);
    }

    double bias(PositionalEncoding encoding, int key) {
        return encoding.bias(queryPosition, keyPositions[key]);
    }

    private static double[] turned(PositionalEncoding encoding, double[] vector, int position) {
        encoding.turn(vector, position);
        return vector;
    }

    private static int sum(int position, int shift) {
        long moved = (long) position + shift;
        if (moved != (int) moved) {
            throw new IllegalArgumentException("position " + position + " moved by " + shift + " is " + moved
                    + " but must lie in [" + Integer.MIN_VALUE + ", " + Integer.MAX_VALUE + "]");
        }
        return (int) moved;
    }
}
