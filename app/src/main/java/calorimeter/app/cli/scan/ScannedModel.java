package calorimeter.app.cli.scan;

import calorimeter.scan.measure.Contrast;
import calorimeter.scan.measure.ScanResult;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// One model and what a scan has found in it.
///
/// @param source its family, or what was dumped
record ScannedModel(Path model, String source, ScanResult result, Optional<Contrast> contrast) {

    int prompts() {
        return result.shape().prompts();
    }

    long tokens() {
        return Arrays.stream(result.shape().tokens()).asLongStream().sum();
    }
}
