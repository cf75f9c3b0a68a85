// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.model;

import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.AttentionScores;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.StoreException;
import java.util.Locale;

/// A run's transformer at one checkpoint, as far as other programs can compute it.
final class ExportedTransformer {

    final TransformerSettings settings;
    final TransformerTensors tensors;
    private final TrainedRun run;
    private final AttentionScores attention;

    /// @throws StoreException if the model is no transformer, or its attention is not softmax
    ExportedTransformer(TrainedRun run) {
        this.run = run;
        settings = run.settings();
        tensors = run.tensors();
        AttentionKind kind = settings.attention().kind();
        if (kind != AttentionKind.SOFTMAX) {
            throw new StoreException("run " + run.run().name() + " has the attention "
                    + kind.name().toLowerCase(Locale.ROOT) + ", but ONNX and transformers compute softmax;"
                    + " `calorimeter export --format safetensors` writes its parameters");
        }
        attention = run.model().attentionScores(new int[] {0});
    }

    String description() {
        return "run " + run.run().name() + " at step " + run.step();
    }

    /// Rows of a matrix, or a vector as a single row.
    float[][] values(Tensor tensor) {
        double[][] rows = run.values(tensor);
        float[][] values = new float[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                values[i][j] = (float) rows[i][j];
            }
        }
        return values;
    }

    /// Row after row.
    static float[] flat(float[][] rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * rows[i].length, rows[i].length);
        }
        return values;
    }

    /// 1/(T √headSize) of each head.
    double[] scales(int layer) {
        double[] scales = new double[settings.heads()];
        for (int head = 0; head < scales.length; head++) {
            scales[head] = 1 / (attention.temperature(layer, head) * Math.sqrt(settings.headSize()));
        }
        return scales;
    }

    /// The sinusoidal code, [positions × width].
    float[][] sinusoids() {
        float[][] code = new float[settings.sequence()][settings.width()];
        for (int position = 0; position < code.length; position++) {
            for (int i = 0; i < settings.width(); i++) {
                code[position][i] = (float) Positions.sinusoid(position, i, settings.width());
            }
        }
        return code;
    }
}
