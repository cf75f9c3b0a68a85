// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.run;

import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.transformer.AttentionScores;
import calorimeter.engine.transformer.Transformer;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.lab.run.TrainedRun;
import calorimeter.scan.source.AttentionShape;
import calorimeter.scan.source.AttentionSource;
import calorimeter.scan.source.ModelException;
import calorimeter.scan.source.Prompt;
import calorimeter.scan.source.RowVisitor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Attention of a stored run on its probe: each example is a prompt.
public final class RunAttention implements AttentionSource {

    private final TrainedRun run;
    private final Transformer model;
    private final AttentionScores scores;
    private final AttentionShape shape;

    /// @throws ModelException when its attention is not softmax, or its heads differ in temperature
    public RunAttention(TrainedRun run) {
        this.run = run;
        model = run.model();
        scores = model.attentionScores(run.probe());
        if (scores.kind() != AttentionKind.SOFTMAX || !hasOneTemperature()) {
            throw new ModelException("run " + run.run().name() + " attends by other operators than softmax at one"
                    + " temperature, and a scan measures no other; `calorimeter report` shows what it has recorded");
        }
        int[] tokens = new int[scores.examples()];
        Arrays.fill(tokens, scores.queries());
        shape = new AttentionShape(
                scores.layers(),
                scores.heads(),
                tokens,
                1 / (scores.temperature(0, 0) * Math.sqrt(run.settings().headSize())),
                true);
    }

    private boolean hasOneTemperature() {
        for (int layer = 0; layer < scores.layers(); layer++) {
            for (int head = 0; head < scores.heads(); head++) {
                if (scores.temperature(layer, head) != scores.temperature(0, 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// The examples of the probe.
    public List<Prompt> prompts() {
        TokenSequences examples = TokenSequences.of(run.dataset().examples());
        return Arrays.stream(run.probe())
                .mapToObj(example -> Prompt.ofNumbers(IntStream.range(0, examples.sequence())
                        .map(position -> examples.token(example, position))
                        .toArray()))
                .toList();
    }

    /// Cross entropy on the examples that were not trained on; NaN where there are none.
    public double loss() {
        int[] test = run.dataset().test();
        return test.length == 0 ? Double.NaN : model.evaluate(test).loss();
    }

    @Override
    public AttentionShape shape() {
        return shape;
    }

    @Override
    public void visit(RowVisitor visitor) {
        double[] row = new double[scores.queries()];
        int[] positions = new int[row.length];
        Arrays.setAll(positions, i -> i);
        for (int layer = 0; layer < scores.layers(); layer++) {
            for (int example = 0; example < scores.examples(); example++) {
                RowVisitor.Part part = visitor.part(layer, example, 0);
                for (int query = 0; query < scores.queries(); query++) {
                    for (int head = 0; head < scores.heads(); head++) {
                        int visible = scores.row(layer, example, head, query, row);
                        part.row(head, query, row, positions, 0, visible);
                    }
                }
                part.end();
            }
        }
    }
}
