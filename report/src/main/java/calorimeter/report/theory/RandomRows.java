// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.theory;

import calorimeter.physics.positions.Learned;
import calorimeter.physics.positions.LinearBias;
import calorimeter.physics.positions.NoPositions;
import calorimeter.physics.positions.PositionalEncoding;
import calorimeter.physics.positions.PositionedRow;
import calorimeter.physics.positions.QueryKeyMap;
import calorimeter.physics.positions.Rotary;
import calorimeter.physics.positions.Sinusoidal;
import calorimeter.report.theory.GoldstoneSpectrum.EncodedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Attention rows with Gaussian contents and weights under each of the five encodings.
final class RandomRows {

    private static final int ROWS = 20;
    private static final int KEYS = 24;
    private static final int WIDTH = 64;
    private static final int HEAD_SIZE = 32;
    private static final int SHIFT = 17;
    private static final double ROTARY_BASE = 10_000;
    private static final double BETA = 1 / Math.sqrt(HEAD_SIZE);

    private RandomRows() {}

    static String description() {
        return ROWS + " rows of " + KEYS + " keys, head size " + HEAD_SIZE + ", Gaussian contents and weights";
    }

    static List<GoldstoneSpectrum> spectra() {
        Rotary rotary = new Rotary(ROTARY_BASE, HEAD_SIZE);
        RandomGenerator random = new SplittableRandom(5);
        Learned learned = Learned.of(gaussian(random, KEYS + SHIFT, WIDTH, 0.5));
        List<PositionalEncoding> encodings =
                List.of(rotary, new LinearBias(0.25), new NoPositions(), new Sinusoidal(1), learned);
        List<GoldstoneSpectrum> spectra = new ArrayList<>();
        List<PositionedRow> rows = rows(random);
        for (PositionalEncoding encoding : encodings) {
            List<EncodedRow> encoded =
                    rows.stream().map(row -> new EncodedRow(row, row, encoding)).toList();
            spectra.add(GoldstoneSpectrum.of(encoding.name(), encoded, BETA, SHIFT, rotary.frequencies()));
        }
        return spectra;
    }

    private static List<PositionedRow> rows(RandomGenerator random) {
        double sigma = 1 / Math.sqrt(WIDTH);
        int[] positions = new int[KEYS];
        for (int j = 0; j < KEYS; j++) {
            positions[j] = j;
        }
        List<PositionedRow> rows = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            QueryKeyMap map = QueryKeyMap.of(
                    gaussian(random, HEAD_SIZE, WIDTH, sigma), gaussian(random, HEAD_SIZE, WIDTH, sigma));
            double[][] contents = gaussian(random, KEYS, WIDTH, 1);
            rows.add(PositionedRow.of(map, contents[KEYS - 1], KEYS - 1, contents, positions));
        }
        return rows;
    }

    private static double[][] gaussian(RandomGenerator random, int rows, int columns, double sigma) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = sigma * random.nextGaussian();
            }
        }
        return matrix;
    }
}
