// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleCommandTest {

    private static final Offset<Double> CLOSE = within(1e-13);

    @TempDir
    private Path home;

    private Terminal terminal;

    @BeforeEach
    void openTerminal() {
        terminal = new Terminal(home);
    }

    /// Two levels 0 and 1 at β: with f = 1/(1 + e^β), U = f, Var = f(1 − f), κ₃ = f(1 − f)(1 − 2f).
    @Test
    void twoLevelsHaveTheirClosedForm() {
        double beta = 1.5;
        double excited = 1 / (1 + Math.exp(beta));
        JsonNode state = json("0,1", "--beta", "1.5");

        assertThat(state.fieldNames())
                .toIterable()
                .containsExactly("beta", "lnZ", "F", "U", "S", "C", "kappa3", "levels", "peak");
        assertThat(number(state, "beta")).isEqualTo(beta);
        assertThat(state.path("levels").intValue()).isEqualTo(2);
        assertThat(number(state, "lnZ")).isCloseTo(Math.log1p(Math.exp(-beta)), CLOSE);
        assertThat(number(state, "F")).isCloseTo(-Math.log1p(Math.exp(-beta)) / beta, CLOSE);
        assertThat(number(state, "U")).isCloseTo(excited, CLOSE);
        assertThat(number(state, "S"))
                .isCloseTo(-excited * Math.log(excited) - (1 - excited) * Math.log(1 - excited), CLOSE);
        assertThat(number(state, "C")).isCloseTo(beta * beta * excited * (1 - excited), CLOSE);
        assertThat(number(state, "kappa3")).isCloseTo(excited * (1 - excited) * (1 - 2 * excited), CLOSE);
        assertThat(number(state.path("peak"), "beta")).isCloseTo(2.3993572805, within(1e-9));
        assertThat(number(state.path("peak"), "C")).isCloseTo(0.4392288399, within(1e-9));
        assertThat(number(state.path("peak"), "logDistance")).isCloseTo(Math.log(1.5 / 2.3993572805), within(1e-9));
    }

    @Test
    void everyWayToGiveEnergiesIsTheSameSpectrum() throws Exception {
        Path file = Files.writeString(home.resolve("energies.txt"), "0\n1 1\n\n2\n");
        String expected = terminal.run("ensemble", "0,1,1,2", "--json").out();

        for (String[] arguments : List.of(
                new String[] {"0 1*2 2"}, new String[] {"0", "1", "1;2"}, new String[] {"@" + file}, new String[] {
                    "--file", file.toString()
                })) {
            assertThat(ensemble(arguments).out())
                    .as(String.join(" ", arguments))
                    .isEqualTo(expected);
        }
        assertThat(terminal.reading("0,1\r\n1,2", "ensemble", "-", "--json").out())
                .isEqualTo(expected);
    }

    @Test
    void energiesMayBeginWithAMinus() {
        JsonNode state = json("-1,1", "--beta", "2");

        assertThat(number(state, "U")).isCloseTo(-Math.tanh(2), CLOSE);
        assertThat(json("-.5").path("levels").intValue()).isEqualTo(1);
    }

    @Test
    void zeroAndNegativeBetaAreDefined() {
        for (String zero : List.of("0", "-0")) {
            JsonNode hot = json("0,1,1,2", "--beta", zero);
            assertThat(hot.path("F").isNull()).isTrue();
            assertThat(number(hot, "S")).isCloseTo(Math.log(4), CLOSE);
            assertThat(number(hot, "C")).isZero();
            assertThat(hot.path("peak").path("logDistance").isNull()).isTrue();
        }
        JsonNode inverted = json("0,1,1,1", "--beta", "-2");
        JsonNode mirrored = json("0,-1,-1,-1", "--beta", "2");
        assertThat(number(inverted, "S")).isCloseTo(number(mirrored, "S"), CLOSE);
        assertThat(number(inverted, "U")).isCloseTo(-number(mirrored, "U"), CLOSE);
        assertThat(terminal.run("ensemble", "0,1", "--beta", "-2").out()).contains("population is inverted");
        assertThat(terminal.run("ensemble", "0,1", "--beta", "0").out()).contains("T is infinite", "F");
    }

    @Test
    void equalLevelsHaveNoPeak() {
        assertThat(json("3*5").path("peak").isNull()).isTrue();
        assertThat(terminal.run("ensemble", "3*5").out()).contains("C is 0 at every temperature");
    }

    @Test
    void theCurveIsCsvAndHoldsTheClosedForm() {
        List<String> lines =
                terminal.run("ensemble", "0,1", "--curve").out().lines().toList();

        assertThat(lines.getFirst()).isEqualTo("beta,T,lnZ,F,U,S,C,kappa3");
        assertThat(lines).hasSize(62);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            double beta = Double.parseDouble(cells[0]);
            assertThat(Double.parseDouble(cells[6]))
                    .isCloseTo(Math.pow(beta / 2 / Math.cosh(beta / 2), 2), within(1e-12));
        }
        assertThat(json("0,1", "--curve").path("curve")).hasSize(61);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,1e-110", "0,1e110", "0,1e-161", "0,1e-300", "0,1e300"})
    void theUnitOfEnergyDoesNotChangeTheMaximum(String energies) {
        assertThat(number(json(energies).path("peak"), "C")).isCloseTo(0.4392288399, within(1e-9));
    }

    @Test
    void theUnitOfEnergyDoesNotChangeC() {
        double c = Math.exp(-1) / Math.pow(1 + Math.exp(-1), 2);
        assertThat(number(json("0,1e155", "--beta", "1e-155"), "C")).isCloseTo(c, CLOSE);
        assertThat(json("0,1e-307", "--curve").path("curve")).hasSize(61);
    }

    /// A JSON without Infinity: κ₃ of such energies, and C where β leaves the doubles.
    @Test
    void whatIsNotFiniteIsNull() {
        for (String energies : new String[] {"0,1e200", "0,1e-309", "0,1e308"}) {
            Outcome outcome = terminal.run("ensemble", energies, "--json", "--curve");
            assertThat(outcome.status()).as(outcome.err()).isZero();
            assertThat(outcome.out()).doesNotContain("Infinity", "NaN");
        }
        assertThat(json("0,1e200", "--beta", "1e-200").path("kappa3").isNull()).isTrue();
        assertThat(terminal.run("ensemble", "0,1e-309").out()).contains("give the energies in a larger unit");
    }

    @Test
    void badEnergiesAreOneLineWithTheValueAndItsPlace() throws Exception {
        Path file = Files.writeString(home.resolve("energies.txt"), "0\n1,x\n");
        assertBad("energy '1..2' (in the argument) is not a number", "0,1..2");
        assertBad("energy 'NaN' (in argument 2) must be finite", "0", "1,NaN");
        assertBad("energy '-Infinity' (in the argument) must be finite", "-Infinity");
        assertBad("energy '1e999' (in the argument) must be finite", "1e999");
        assertBad("energy '1f' (in the argument) is not a number", "1f");
        assertBad("invalid value for option '--beta': '1d' is not a number", "0,1", "--beta", "1d");
        assertBad("energy 'x' (" + file + ", line 2) is not a number", "@" + file);
        assertBad("energy '2*0' (in the argument) has the degeneracy '0'", "2*0");
        assertBad("energy '2*1.5' (in the argument) has the degeneracy '1.5'", "2*1.5");
        assertBad("there are no energies", ", ,");
        assertBad("there are no energies");
        assertBad(
                "cannot read energies from nowhere.txt: there is no such file or folder; check the path",
                "--file",
                "nowhere.txt");
        assertBad("--beta is NaN but must be finite", "0,1", "--beta", "NaN");
        assertBad("unknown option '--bta'", "0,1", "--bta", "2");
        assertBad("their difference must be finite", "-1e308,1e308");
        Outcome piped = terminal.reading("1\n2\nthree\n", "ensemble", "-");
        assertThat(piped.status()).isEqualTo(2);
        assertThat(piped.errorLines()).singleElement().asString().contains("energy 'three' (standard input, line 3)");
    }

    @Test
    void aByteOrderMarkIsNoEnergy() throws Exception {
        Path file = Files.writeString(home.resolve("energies.txt"), "\uFEFF0\n1\n");
        assertThat(json("@" + file)).isEqualTo(json("0,1"));
        assertThat(terminal.reading("\uFEFF0,1\n", "ensemble", "-", "--json"))
                .isEqualTo(terminal.run("ensemble", "0,1", "--json"));
    }

    @Test
    void aByteThatIsNotUtf8HasAPlace() throws Exception {
        Path file = Files.write(home.resolve("energies.txt"), new byte[] {'0', '\n', '1', ',', (byte) 0xE9});
        assertBad("the file " + file + " is not UTF-8 text at line 2, column 3; save it as UTF-8", "@" + file);
    }

    @Test
    void aMillionEnergiesTakeSeconds() throws Exception {
        SplittableRandom random = new SplittableRandom(8);
        StringBuilder text = new StringBuilder();
        for (int j = 0; j < 1_000_000; j++) {
            text.append(random.nextGaussian()).append('\n');
        }
        Path file = Files.writeString(home.resolve("many.txt"), text);
        long start = System.nanoTime();
        JsonNode state = json("--file", file.toString(), "--beta", "1");

        assertThat((System.nanoTime() - start) * 1e-9).isLessThan(30);
        // Gaussian energies: ln Z = ln n + β²/2, C = β², with a standard error of √((e − 1)/n) of ln Z.
        assertThat(number(state, "lnZ")).isCloseTo(Math.log(1e6) + 0.5, within(5 * 1.31e-3));
        assertThat(number(state.path("peak"), "C")).isGreaterThan(number(state, "C"));
    }

    @Test
    void theFigureIsWritten() throws Exception {
        Path page = home.resolve("ensemble.html");
        Outcome outcome = terminal.run("ensemble", "0,1,1,2", "--plot", page.toString());

        assertThat(outcome.status()).isZero();
        assertThat(Files.readString(page)).contains("Specific heat of a spectrum", "4 levels");
        assertBad(
                "cannot write the page",
                "0,1",
                "--plot",
                home.resolve("no/page.html").toString());
    }

    @Test
    void theFigureIsAFile() {
        Path folder = home.resolve("figures");
        Outcome outcome = terminal.run("ensemble", "0,1,1,2", "--figures", folder.toString(), "--format", "svg");

        Path file = folder.resolve("specific-heat.svg");
        assertThat(outcome.errorLines()).containsExactly(file.toString());
        assertThat(file).content().contains("aria-label=\"β* = 2.399\"");
        assertBad("it exists; add --force", "0,1", "--figures", folder.toString(), "--format", "svg");
    }

    private void assertBad(String expected, String... arguments) {
        Outcome outcome = ensembleOutcome(arguments);
        assertThat(outcome.status()).as(String.join(" ", arguments)).isEqualTo(2);
        assertThat(outcome.errorLines()).singleElement().asString().contains(expected);
    }

    private Outcome ensemble(String... arguments) {
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--json";
        return ensembleOutcome(all);
    }

    private Outcome ensembleOutcome(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "ensemble";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return terminal.run(all);
    }

    private JsonNode json(String... arguments) {
        Outcome outcome = ensemble(arguments);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        return Json.parse(outcome.out());
    }

    private static double number(JsonNode node, String key) {
        assertThat(node.path(key).isNumber()).as(key).isTrue();
        return node.path(key).doubleValue();
    }
}
