// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import calorimeter.engine.data.TokenSequences;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.report.model.OnnxModel;
import calorimeter.scan.measure.HeadMeasures;
import calorimeter.scan.measure.Measurement;
import calorimeter.scan.run.RunAttention;
import calorimeter.scan.source.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that were exported as ONNX compute what the engine computes.
class ExportedModelTest {

    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NANDA layers=1",
                "NANDA layers=2 positions=sinusoidal biases=all attention-temperature=1.5 norm=pre-layer-norm",
                "NANDA layers=2 attention-temperature-trainable=head readout=mean tied=true biases=none activation=gelu",
                "PANDEY layers=2"
            })
    void logitsAreThoseOfTheRun(String words) throws OrtException {
        try (RunStore store = RunStore.open(home);
                OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(OnnxModel.of(trained(store, words)))) {
            TrainedRun run = TrainedRun.of(store, store.runs().getFirst());
            int[] examples = run.probe();
            float[] expected = run.model().logits(examples);
            long[][] tokens = tokens(run, examples);
            try (OnnxTensor input = OnnxTensor.createTensor(environment, tokens);
                    OrtSession.Result result = session.run(Map.of("input_ids", input))) {
                float[][] logits = (float[][]) result.get(0).getValue();
                int classes = run.settings().classes();
                for (int i = 0; i < expected.length; i++) {
                    assertThat(logits[i / classes][i % classes]).isCloseTo(expected[i], within((float) TOLERANCE));
                }
            }
        }
    }

    @Test
    void aScanGivesTheSameTable() throws IOException {
        try (RunStore store = RunStore.open(home)) {
            TrainedRun run = trained(store, "PANDEY layers=2 attention-temperature=2");
            Path file = Files.write(home.resolve("run.onnx"), OnnxModel.of(run));
            List<int[]> prompts = IntStream.of(run.probe())
                    .mapToObj(example -> IntStream.range(0, run.settings().sequence())
                            .map(position -> sequences(run).token(example, position))
                            .toArray())
                    .toList();
            List<HeadMeasures> own =
                    Measurement.of(new RunAttention(run), List.of()).heads();
            List<HeadMeasures> heads =
                    Child.scan(file, prompts, 1, 1 << 30).result().heads();
            assertThat(heads).hasSameSizeAs(own).hasSize(4);
            for (int head = 0; head < own.size(); head++) {
                for (ToDoubleFunction<HeadMeasures> measure : List.<ToDoubleFunction<HeadMeasures>>of(
                        HeadMeasures::specificHeat,
                        HeadMeasures::meanEnergy,
                        HeadMeasures::freeEnergy,
                        HeadMeasures::variance,
                        HeadMeasures::previous)) {
                    double expected = measure.applyAsDouble(own.get(head));
                    assertThat(measure.applyAsDouble(heads.get(head)))
                            .isCloseTo(expected, within(TOLERANCE * (1 + Math.abs(expected))));
                }
            }
        }
    }

    @Test
    void otherOperatorsThanSoftmaxAreRefused() {
        try (RunStore store = RunStore.open(home)) {
            TrainedRun run = trained(store, "NANDA attention=tsallis order=1.5");
            assertThatThrownBy(() -> OnnxModel.of(run))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("has the attention tsallis");
            assertThatThrownBy(() -> new RunAttention(run))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("other operators than softmax");
        }
    }

    private static TrainedRun trained(RunStore store, String words) {
        String[] parts = words.split(" ", 2);
        TinyRuns.start(store, TinyRuns.tiny(Presets.valueOf(parts[0]), parts[1].split(" ", -1)));
        return TrainedRun.of(store, store.runs().getFirst());
    }

    private static TokenSequences sequences(TrainedRun run) {
        return TokenSequences.of(run.dataset().examples());
    }

    private static long[][] tokens(TrainedRun run, int[] examples) {
        long[][] tokens = new long[examples.length][run.settings().sequence()];
        for (int i = 0; i < examples.length; i++) {
            for (int position = 0; position < tokens[i].length; position++) {
                tokens[i][position] = sequences(run).token(examples[i], position);
            }
        }
        return tokens;
    }
}
