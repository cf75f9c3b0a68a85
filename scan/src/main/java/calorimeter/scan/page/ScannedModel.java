// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.page;

import calorimeter.scan.measure.Contrast;
import calorimeter.scan.measure.HeadCourse;
import calorimeter.scan.measure.ScanResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One model and what a scan has found in it.
///
/// @param model as the user named it
/// @param source its family, or what was dumped
/// @param step of its training, where its name or run says
/// @param loss on examples that were not trained on, of a run of this laboratory; NaN of other models
public record ScannedModel(
        String model, String source, OptionalLong step, double loss, ScanResult result, Optional<Contrast> contrast) {

    /// The same under another name.
    public ScannedModel named(String name) {
        return new ScannedModel(name, source, step, loss, result, contrast);
    }

    /// What happened in each head of a series.
    public static List<HeadCourse> courses(List<ScannedModel> series) {
        return HeadCourse.of(
                series.stream().mapToDouble(model -> model.step().orElse(0)).toArray(),
                series.stream().map(ScannedModel::result).toList());
    }

    public int prompts() {
        return result.shape().prompts();
    }

    public long tokens() {
        return Arrays.stream(result.shape().tokens()).asLongStream().sum();
    }
}
