// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Stored configuration, what of it decides the bits, identity and command of the presets and of variants with every
/// rule, compared byte by byte with `golden/settings.txt`. A line that moves would orphan stored runs. New variants are
/// added from the root of the project by
///
///     ./mvnw test -pl lab -Dtest=SettingsGoldenTest -Dcalorimeter.goldens=write
///
/// which fails, so that no build rewrites them unseen.
class SettingsGoldenTest {

    private static final String RESOURCE = "/golden/settings.txt";
    private static final Path SOURCE = Path.of("src/test/resources" + RESOURCE);

    /// A preset and what is changed of it.
    private static final List<String> VARIANTS = List.of(
            "nanda",
            "pandey",
            "verma",
            "bi",
            "nanda optimizer=sgd momentum=0.9 dampening=0.25",
            "verma optimizer=adam beta1=0.8 epsilon=1e-6",
            "nanda gradient-filter=grokfast grokfast-alpha=0.9 grokfast-lambda=5",
            "nanda weight-decay-controller=threshold controller-gain=2.50 controller-threshold=-0.01",
            "pandey weight-decay-controller=zscore-cold-start controller-z=1 controller-smoothing=0.5",
            "pandey weight-decay-controller=zscore-continuous controller-gate=0",
            "nanda weight-decay-controller=discrete controller-step=2 controller-period=7",
            "nanda loss=stablemax orthogonal-gradient=true",
            "nanda operation=compose p=7 random-labels=true",
            "bi tied=true split=unordered positions=sinusoidal width=64 heads=2 mlp-width=100 seed=-9223372036854775808",
            "verma positions=rotary rotary-base=100 norm=none biases=none gradient-clip=1 stop=budget sustain=0",
            "nanda train-fraction=0.30000000000000004 learning-rate=4.9e-324 weight-decay=1e308 log-spaced=0 p=+59",
            "bi optimizer=sgd gradient-filter=grokfast weight-decay-controller=threshold loss=stablemax max-steps=7",
            "tanaka",
            "tanaka model=mlp layers=2 activation=relu stages=16 data=mnist",
            "nanda learning-rate-drops=1000/2000 learning-rate-drop-factor=0.25",
            "nanda model=mlp norm=batch-norm frozen-norm=true filter-scale=0.5",
            "nanda loss=squared-error",
            "nanda task=lookup length=24 vocabulary=7",
            "pandey task=induction examples=99 random-labels=true",
            "bi task=parity parity-bits=2",
            "verma task=sum p=5",
            "nanda task=/data/pairs.csv task-content=" + "0f".repeat(32) + "/9/5/4/3/2",
            "bi model=mlp norm=none task=/data/pairs.csv task-content=" + "0f".repeat(32) + "/9/5/4/3/0",
            "nanda attention=tsallis order=1.50 order-trainable=head attention-temperature-trainable=layer",
            "verma attention=kaniadakis order=-0.25 attention-temperature=2:0.5@5000 plan=layered",
            "bi attention=abe order=2 attention-temperature=3",
            "nanda constraint=attention.S.read>=0.9;weights.norm<=40 dual-smoothing=0.5",
            "verma constraint=attention.C.layer0<=0.1 dual-method=augmented dual-penalty=3",
            "truong",
            "truong norm-clamp=1.150:500 reference-norm=54.489 output-temperature=1.30 loss=squared-error");

    private static String described(String variant) {
        String[] words = variant.split(" ", -1);
        TrainParameters parameters =
                TinyRuns.parameters(Presets.find(words[0]), Arrays.copyOfRange(words, 1, words.length));
        return String.join(
                "\n",
                variant,
                "  configuration " + TrainJson.configuration(parameters),
                "  decides " + TrainJson.deciding(parameters),
                "  identity " + TrainJson.identity(parameters),
                "  " + parameters.command("calorimeter"),
                "");
    }

    private static String all() {
        return VARIANTS.stream().map(SettingsGoldenTest::described).collect(Collectors.joining());
    }

    @BeforeAll
    static void rewriteWhereAsked() throws IOException {
        if (System.getProperty("calorimeter.goldens", "compare").equals("write")) {
            Files.writeString(SOURCE, all());
            fail(SOURCE.toAbsolutePath() + " is rewritten; run again without -Dcalorimeter.goldens to compare");
        }
    }

    @Test
    void everyByteIsAsItWas() throws IOException {
        try (InputStream stream = SettingsGoldenTest.class.getResourceAsStream(RESOURCE)) {
            assertThat(stream).as(RESOURCE).isNotNull();
            assertThat(all()).isEqualTo(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
