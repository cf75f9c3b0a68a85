// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.page;

import calorimeter.scan.measure.Contrast;
import calorimeter.scan.measure.ScanResult;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// One model and what a scan has found in it.
///
/// @param model as the user named it
/// @param source its family, or what was dumped
/// @param step of its training, where its name or run says
public record ScannedModel(
        String model, String source, OptionalLong step, ScanResult result, Optional<Contrast> contrast) {

    public int prompts() {
        return result.shape().prompts();
    }

    public long tokens() {
        return Arrays.stream(result.shape().tokens()).asLongStream().sum();
    }
}
