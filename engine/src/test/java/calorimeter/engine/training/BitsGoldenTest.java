// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Short runs have the bits that are stored in `golden/bits.csv`. The tests beside this one compare one way of
/// computing with another; here today's is compared with that of the last numeric version, so that another size
/// of a block or a shard, or another order of a sum, is seen.
///
/// A line that moves says that the same settings and seed give another run. Is that meant, then raise the lab's
/// `NumericVersion` (4 for models that share prefixes, as `verma`, and 2 for all others when these lines were
/// first written), flag it in the CHANGELOG, and rewrite the lines from the root of the project by
///
///     ./mvnw test -pl engine -Dtest=BitsGoldenTest -Dcalorimeter.goldens=write
///
/// which fails, so that no build rewrites them unseen.
class BitsGoldenTest {

    private static final String RESOURCE = "/golden/bits.csv";
    private static final Path SOURCE = Path.of("src/test/resources" + RESOURCE);

    /// Several epochs of the small presets.
    private static final int STEPS = 8;

    private static final String HEADER = """
        # Made by BitsGoldenTest, which says by which command; do not edit.
        # A line that moves needs another NumericVersion.
        # RUN,parameters,SHA-256 after 8 steps
        # RUN,gradient norm|training loss|test loss,bits of the double in hexadecimal,the same in decimal
        # The norm and the training loss are those of the last step's batch, the test loss is that after it.
        """;

    @BeforeAll
    static void rewriteWhereAsked() throws IOException {
        if (!System.getProperty("calorimeter.goldens", "compare").equals("write")) {
            return;
        }
        StringBuilder text = new StringBuilder(HEADER);
        for (Run run : runs()) {
            run.bits().forEach(line -> text.append(line).append('\n'));
        }
        Files.writeString(SOURCE, text);
        fail(SOURCE.toAbsolutePath() + " is rewritten; run again without -Dcalorimeter.goldens to compare");
    }

    @ParameterizedTest
    @MethodSource("runs")
    void runsHaveTheStoredBits(Run run) throws IOException {
        assertThat(run.bits())
                .as("a run that changes its bits needs another NumericVersion")
                .isEqualTo(stored().get(run.name()));
    }

    @Test
    void everyRunIsStoredAndNoOther() throws IOException {
        assertThat(stored()).containsOnlyKeys(runs().stream().map(Run::name).toList());
    }

    static List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (SmallPreset preset : SmallPreset.values()) {
            runs.add(new TrainerRun("preset " + preset, preset.settings()));
        }
        for (SmallIntervention intervention : SmallIntervention.values()) {
            runs.add(new TrainerRun("intervention " + intervention, intervention.settings()));
        }
        for (SmallImageNetwork network : SmallImageNetwork.all()) {
            runs.add(new ImageRun("network " + network, network));
        }
        return runs;
    }

    sealed interface Run {

        String name();

        /// The lines that are stored of it.
        List<String> bits();

        default List<String> lines(String digest, double norm, double training, double test) {
            return List.of(
                    name() + ",parameters," + digest,
                    line("gradient norm", norm),
                    line("training loss", training),
                    line("test loss", test));
        }

        private String line(String quantity, double value) {
            return "%s,%s,%016x,%s".formatted(name(), quantity, Double.doubleToLongBits(value), value);
        }
    }

    /// A network on images; its test loss is that of all images.
    record ImageRun(String name, SmallImageNetwork network) implements Run {

        @Override
        public List<String> bits() {
            SmallImageNetwork.Result result = network.run(STEPS, Kernels.vector(), 1);
            return lines(result.digest(), result.norm(), result.loss(), result.evaluation());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record TrainerRun(String name, TrainingSettings settings) implements Run {

        @Override
        public List<String> bits() {
            try (Workers workers = new Workers(1)) {
                Trainer trainer = new Trainer(settings, Kernels.vector(), workers);
                Steps.advance(trainer, STEPS - 1);
                if (!(trainer.gradient() instanceof TrainingStep.Ready last)) {
                    throw new IllegalStateException(name + " diverged");
                }
                trainer.update();
                trainer.model().load(trainer.parameters());
                double test = trainer.model().evaluate(trainer.dataset().test()).loss();
                return lines(
                        Steps.digest(trainer), last.gradientNorm(), last.batch().loss(), test);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Map<String, List<String>> stored() throws IOException {
        try (InputStream stream = BitsGoldenTest.class.getResourceAsStream(RESOURCE)) {
            assertThat(stream).as(RESOURCE).isNotNull();
            Map<String, List<String>> lines = new LinkedHashMap<>();
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> lines.computeIfAbsent(
                                    line.substring(0, line.indexOf(',')), run -> new ArrayList<>())
                            .add(line));
            return lines;
        }
    }
}
