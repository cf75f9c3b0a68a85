// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.theory;

import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import calorimeter.lab.run.TrainedRun;
import calorimeter.physics.positions.Learned;
import calorimeter.physics.positions.NoPositions;
import calorimeter.physics.positions.PositionalEncoding;
import calorimeter.physics.positions.PositionedRow;
import calorimeter.physics.positions.QueryKeyMap;
import calorimeter.physics.positions.Rotary;
import calorimeter.physics.positions.Sinusoidal;
import calorimeter.report.theory.GoldstoneSpectrum.EncodedRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Attention rows of the first layer of a trained model: the query of the last position of some examples, in
/// every head.
///
/// With x = e + a, embedding and position code, the query is x W_Q (+ b) and the energy −q·k. A layer
/// normalisation before it is affine at fixed mean and deviation, which are held at the values of x: content and
/// code are then γ ⊙ (e − ē)/σ + δ and γ ⊙ (a − ā)/σ. Biases are a further component of the content, which is
/// always 1.
final class TrainedRows {

    private final TrainedRun run;
    private final TransformerSettings model;
    private final TransformerTensors.Layer layer;
    private final TokenSequences examples;
    private final int stride;
    private final double[][] embedding;
    private final double[][] codes;

    /// @throws StoreException if the checkpoint lacks a tensor of the model
    TrainedRows(TrainedRun run, int atMost) {
        this.run = run;
        model = run.settings();
        layer = run.tensors().layers.getFirst();
        examples = TokenSequences.of(run.dataset().examples());
        stride = Math.ceilDiv(examples.count(), atMost);
        embedding = run.values(run.tensors().embedding);
        codes = codes();
    }

    /// How the model was trained to tell positions apart.
    PositionalEncoding encoding() {
        return switch (model.positions()) {
            case ROTARY -> new Rotary(model.rotaryBase(), model.headSize());
            case NONE -> new NoPositions();
            case LEARNED -> Learned.of(codes);
            case SINUSOIDAL -> new Sinusoidal(1);
        };
    }

    /// Every row with the encoding it was trained with.
    List<EncodedRow> asTrained() {
        return rows(Optional.empty());
    }

    /// The sinusoidal code of every position, with a component 0 for the constant one of the content.
    double[][] sinusoidal() {
        double[][] table = new double[model.sequence()][];
        for (int t = 0; t < table.length; t++) {
            table[t] = Arrays.copyOf(new Sinusoidal(1).code(t, model.width()), model.width() + 1);
        }
        return table;
    }

    /// Every row with the trained content and weights but another encoding, which acts after the normalisation.
    List<EncodedRow> under(PositionalEncoding other) {
        return rows(Optional.of(other));
    }

    private List<EncodedRow> rows(Optional<PositionalEncoding> other) {
        List<EncodedRow> rows = new ArrayList<>();
        for (int head = 0; head < model.heads(); head++) {
            QueryKeyMap map = QueryKeyMap.of(weights(layer.query(), head), weights(layer.key(), head));
            for (int example = 0; example < examples.count(); example += stride) {
                rows.add(row(map, example, other));
            }
        }
        return rows;
    }

    private EncodedRow row(QueryKeyMap map, int example, Optional<PositionalEncoding> other) {
        int length = model.sequence();
        double[][] contents = new double[length][];
        double[][] table = new double[length][];
        for (int t = 0; t < length; t++) {
            double[] token = embedding[examples.token(example, t)];
            contents[t] = Arrays.copyOf(token, token.length + 1);
            table[t] = Arrays.copyOf(codes[t], token.length + 1);
            contents[t][token.length] = 1;
            normalise(contents[t], table[t]);
        }
        PositionalEncoding encoding = other.orElseGet(() -> switch (encoding()) {
            case Learned learned -> Learned.of(table);
            case Sinusoidal sinusoidal -> Learned.of(table);
            case PositionalEncoding relative -> relative;
        });
        return new EncodedRow(part(map, contents, length), part(map, contents, length - 1), encoding);
    }

    /// The first `length` positions, the last of them as query.
    private static PositionedRow part(QueryKeyMap map, double[][] contents, int length) {
        int[] positions = new int[length];
        for (int t = 0; t < length; t++) {
            positions[t] = t;
        }
        return PositionedRow.of(map, contents[length - 1], length - 1, Arrays.copyOf(contents, length), positions);
    }

    /// In place; the constant component stays.
    private void normalise(double[] content, double[] code) {
        TransformerTensors.Norm norm = layer.norm1();
        if (norm == null) {
            return;
        }
        double[] gain = run.values(norm.gain())[0];
        double[] bias = run.values(norm.bias())[0];
        int width = model.width();
        double contentMean = Arrays.stream(content, 0, width).average().orElse(0);
        double codeMean = Arrays.stream(code, 0, width).average().orElse(0);
        double squares = 0;
        for (int i = 0; i < width; i++) {
            double deviation = content[i] + code[i] - contentMean - codeMean;
            squares += deviation * deviation;
        }
        double sigma = Math.sqrt(squares / width + Normalization.EPSILON);
        for (int i = 0; i < width; i++) {
            content[i] = gain[i] * (content[i] - contentMean) / sigma + bias[i];
            code[i] = gain[i] * (code[i] - codeMean) / sigma;
        }
    }

    /// W of one head as [QueryKeyMap] takes it, head size × (width + 1): the model's [width × width] matrix acts
    /// from the right.
    private double[][] weights(TransformerTensors.Affine map, int head) {
        double[][] trained = run.values(map.weight());
        double[] bias = map.bias() == null ? new double[model.width()] : run.values(map.bias())[0];
        double[][] rows = new double[model.headSize()][model.width() + 1];
        for (int i = 0; i < rows.length; i++) {
            int column = head * model.headSize() + i;
            for (int j = 0; j < model.width(); j++) {
                rows[i][j] = trained[j][column];
            }
            rows[i][model.width()] = bias[column];
        }
        return rows;
    }

    private double[][] codes() {
        Tensor learned = run.tensors().positions;
        if (learned != null) {
            return run.values(learned);
        }
        return model.positions() == Positions.SINUSOIDAL ? sinusoidal() : new double[model.sequence()][model.width()];
    }
}
