// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.theory;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.view.FigureOptions;
import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.SpecificHeatCurve;
import calorimeter.physics.ensemble.SpecificHeatPeak;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.theory.SpecificHeatFigure;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// `calorimeter ensemble ENERGIES`: the canonical state of a spectrum, as on a pocket calculator.
@Command(
        name = "ensemble",
        mixinStandardHelpOptions = true,
        description = {
            "The canonical state of a finite spectrum at inverse temperature β: ln Z, F, U, S, C, κ₃, and the maximum "
                    + "of C over all temperatures.",
            "Boltzmann's constant is 1. For one attention row, E = −q·k and β = 1/√d_k."
        },
        footer = {
            "",
            "At β = 0 all levels are equally likely and F is infinite (with --json: null). At β < 0 the population is "
                    + "inverted: high levels are the likelier ones, as in a laser medium; S and C are those of −E at −β.",
            "",
            "Examples:",
            "  calorimeter ensemble 0,1,1,2 --beta 0.5",
            "  calorimeter ensemble \"0 1*1000\" --curve > curve.csv",
            "  calorimeter ensemble --file energies.txt --json"
        })
public final class EnsembleCommand extends ResultCommand {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Option(names = "--beta", paramLabel = "β", description = "Inverse temperature, any finite number. Default: 1.")
    private double beta = 1;

    @Option(names = "--file", paramLabel = "FILE", description = "Read energies from this file (also).")
    private @Nullable Path file;

    @Option(names = "--curve", description = "Print the curve over temperatures instead, as CSV.")
    private boolean curve;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Also write C and S over temperatures as an HTML page.")
    private @Nullable Path plot;

    @Option(names = "--force", description = "Overwrite files that exist, of --plot or --figures.")
    private boolean force;

    @Mixin
    private final FigureOptions figures = new FigureOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "ENERGIES",
            description = "Numbers separated by commas or spaces; E*g is g levels of energy E. @FILE reads a file, - "
                    + "standard input.")
    private List<String> energies = List.of();

    private EnsembleCommand(CommandContext context) {
        super(context);
    }

    /// The command with its parser, which takes `-1,0,1` for energies and not for an option.
    public static CommandLine reading(CommandContext context) {
        return new CommandLine(new EnsembleCommand(context)).setUnmatchedOptionsArePositionalParams(true);
    }

    @Override
    public Integer call() {
        energies.stream().filter(EnsembleCommand::isOption).findFirst().ifPresent(option -> {
            throw new UnmatchedArgumentException(spec.commandLine(), List.of(option));
        });
        if (!Double.isFinite(beta)) {
            throw new BadInputException("--beta is " + beta + " but must be finite");
        }
        if (plot != null) {
            OptionCheck.requirePage(plot, "--plot", force);
        }
        boolean files = figures.given();
        EnergySpectrum spectrum = new EnergySource(context).read(energies, file);
        // −0 and 0 are one temperature.
        CanonicalState state = CanonicalState.of(spectrum, beta + 0.0);
        Optional<SpecificHeatPeak> peak = new SpecificHeatCurve(spectrum).peak();
        List<CanonicalState> states = curve ? EnsembleText.curve(spectrum, state.beta(), peak) : List.of();
        if (json) {
            context.printJson(json(state, peak, states));
        } else if (curve) {
            EnsembleText.printCurve(context.out(), states);
        } else {
            EnsembleText.print(context.out(), spectrum, state, peak);
        }
        List<PanelFigure> drawn =
                plot != null || files ? List.of(SpecificHeatFigure.of(spectrum, state.beta(), peak)) : List.of();
        if (plot != null) {
            TheoryCommand.plot(
                    context,
                    plot,
                    "Canonical ensemble of " + spectrum.size() + (spectrum.size() == 1 ? " level" : " levels"),
                    ", command ensemble.",
                    drawn);
        }
        if (files) {
            context.err().print(FigureOptions.text(figures.write(drawn, force)));
        }
        return 0;
    }

    /// A dash and a letter: an option that does not exist, and no number (Infinity apart, which is refused
    /// anyway).
    private static boolean isOption(String argument) {
        return argument.matches("--?\\p{L}.*") && !argument.matches("-(Infinity|NaN).*");
    }

    private ObjectNode json(CanonicalState state, Optional<SpecificHeatPeak> peak, List<CanonicalState> states) {
        ObjectNode json = state(state).put("levels", state.levels());
        peak.ifPresentOrElse(
                found -> {
                    ObjectNode node =
                            json.putObject("peak").put("beta", found.beta()).put("C", found.specificHeat());
                    Json.putNumber(node, "logDistance", EnsembleText.logDistance(state.beta(), found));
                },
                () -> json.putNull("peak"));
        if (curve) {
            ArrayNode array = json.putArray("curve");
            states.forEach(point -> array.add(state(point)));
        }
        return json;
    }

    private static ObjectNode state(CanonicalState state) {
        ObjectNode json = Json.object();
        Json.putNumber(json, "beta", state.beta());
        Json.putNumber(json, "lnZ", state.logPartition());
        Json.putNumber(json, "F", state.freeEnergy());
        Json.putNumber(json, "U", state.meanEnergy());
        Json.putNumber(json, "S", state.entropy());
        Json.putNumber(json, "C", state.specificHeat());
        Json.putNumber(json, "kappa3", state.thirdCumulant());
        return json;
    }
}
