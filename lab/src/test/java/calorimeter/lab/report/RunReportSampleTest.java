package calorimeter.lab.report;

import java.nio.file.*;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunReportSampleTest {
    @Test
    void samples() throws Exception {
        Path out = Files.createDirectories(Path.of("target/reports-sample"));
        RunReport.write(out.resolve("small.html"), List.of(SyntheticRun.small(0)));
        RunReport.write(
                out.resolve("large.html"),
                List.of(SyntheticRun.of(1, 100_000, 5, 4, 8).build()));
        RunReport.write(
                out.resolve("three.html"),
                List.of(SyntheticRun.small(0), SyntheticRun.small(1), SyntheticRun.small(2)));
    }
}
