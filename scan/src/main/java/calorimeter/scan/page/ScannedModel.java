// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.page;

import calorimeter.scan.measure.Contrast;
import calorimeter.scan.measure.HeadCourse;
import calorimeter.scan.measure.LossCourse;
import calorimeter.scan.measure.ScanResult;
import calorimeter.scan.measure.TextLoss;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One model and what a scan has found in it.
///
/// @param model as the user named it
/// @param source its family, or what was dumped
/// @param step of its training, where its name or run says
/// @param loss of a run of this laboratory, on examples that were not trained on; of another model, on the text
/// @param texts names of the files with prompts: none, one, or two that are contrasted
/// @param words of the first prompt; empty where they are not known
public record ScannedModel(
        String model,
        String source,
        OptionalLong step,
        Optional<TextLoss> loss,
        ScanResult result,
        Optional<Contrast> contrast,
        List<String> texts,
        List<String> words) {

    public ScannedModel {
        texts = List.copyOf(texts);
        words = List.copyOf(words);
    }

    /// The same under another name.
    public ScannedModel named(String name) {
        return new ScannedModel(name, source, step, loss, result, contrast, texts, words);
    }

    /// What happened in each head of a series.
    public static List<HeadCourse> courses(List<ScannedModel> series) {
        return HeadCourse.of(
                steps(series), series.stream().map(ScannedModel::result).toList());
    }

    /// When the model of a series learned; empty unless all losses are known.
    public static Optional<LossCourse> lossCourse(List<ScannedModel> series) {
        double[] losses = series.stream()
                .flatMap(model -> model.loss().stream())
                .mapToDouble(TextLoss::mean)
                .toArray();
        return losses.length == series.size() ? Optional.of(LossCourse.of(steps(series), losses)) : Optional.empty();
    }

    private static double[] steps(List<ScannedModel> series) {
        return series.stream().mapToDouble(model -> model.step().orElse(0)).toArray();
    }

    public int prompts() {
        return result.shape().prompts();
    }

    public long tokens() {
        return Arrays.stream(result.shape().tokens()).asLongStream().sum();
    }
}
