// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.theory;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.app.cli.view.FigureOptions;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.text.NearestNames;
import calorimeter.physics.positions.GoldstoneMode;
import calorimeter.physics.theory.TheoryCheck;
import calorimeter.physics.theory.TheoryChecks;
import calorimeter.physics.theory.TheoryResult;
import calorimeter.physics.theory.TheoryResult.Verdict;
import calorimeter.physics.theory.TheoryTopic;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.theory.GoldstoneSpectrum;
import calorimeter.report.theory.TheoryPage;
import calorimeter.report.theory.TrainedPositions;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter theory [TOPIC…]`: every statement of the theory tried on a test system.
@Command(
        name = "theory",
        mixinStandardHelpOptions = true,
        description = {
            "Try what the theory states: each line is a statement, the system it is tried on, and the residual of one "
                    + "number against another obtained along another route.",
            "A residual above its tolerance refutes the statement; the exit status is then 1."
        })
public final class TheoryCommand extends ResultCommand {

    @Option(names = "--list", description = "List the topics without trying their statements.")
    private boolean list;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description =
                    "Also write a self-contained HTML page of figures: specific heat, relaxation, inertial orbit, "
                            + "Goldstone spectrum.")
    private @Nullable Path plot;

    @Option(names = "--force", description = "Overwrite files that exist, of --plot or --figures.")
    private boolean force;

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description = "Also measure what positions cost on the trained weights of this run's newest checkpoint.")
    private @Nullable String run;

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "With --run: its parameters of this step instead of the newest checkpoint's.")
    private @Nullable Long step;

    @Mixin
    private final FigureOptions figures = new FigureOptions();

    @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "Only these; see --list. Default: all.")
    private List<String> topics = List.of();

    public TheoryCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Set<TheoryTopic> chosen = EnumSet.noneOf(TheoryTopic.class);
        topics.forEach(topic -> chosen.add(topic(topic)));
        if (step != null && run == null) {
            throw new BadInputException("--step chooses parameters of a run; give --run RUN, or leave --step out");
        }
        boolean files = figures.given();
        if (list) {
            if (plot != null || run != null || files) {
                throw new BadInputException("--list tries nothing; leave out "
                        + (plot != null ? "--plot" : run != null ? "--run" : "--figures"));
            }
            list(chosen.isEmpty() ? EnumSet.allOf(TheoryTopic.class) : chosen);
            return 0;
        }
        if (plot != null) {
            OptionCheck.requirePage(plot, "--plot", force);
        }
        Optional<TrainedPositions> trained = Optional.ofNullable(run).map(this::measure);
        List<TheoryCheck> checks = new ArrayList<>(TheoryChecks.all().stream()
                .filter(check -> chosen.isEmpty() || chosen.contains(check.topic()))
                .toList());
        trained.ifPresent(measured -> checks.addAll(measured.checks()));
        TheoryTable table = new TheoryTable(context, checks, !json);
        long start = System.nanoTime();
        List<TheoryResult> results = table.tryAll();
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (json) {
            ArrayNode array = Json.array();
            results.forEach(result -> array.add(json(result, trained)));
            context.printJson(array);
        } else {
            table.end(results, seconds);
            trained.ifPresent(table::spectra);
        }
        List<PanelFigure> drawn = plot != null || files ? TheoryPage.figures(trained) : List.of();
        if (plot != null) {
            plot(
                    context,
                    plot,
                    "Statistical mechanics of attention",
                    ". Every curve is computed by the functions that the command theory checks.",
                    drawn);
        }
        if (files) {
            context.err().print(FigureOptions.text(figures.write(drawn, force)));
        }
        return results.stream().allMatch(result -> result.verdict() == Verdict.SUPPORTED) ? 0 : CommandContext.FAILED;
    }

    private static TheoryTopic topic(String key) {
        List<String> known =
                Arrays.stream(TheoryTopic.values()).map(TheoryTopic::key).toList();
        if (!known.contains(key)) {
            List<String> nearest = NearestNames.to(key, known);
            throw new BadInputException("unknown topic '" + key + "'; "
                    + (nearest.isEmpty() ? "" : "did you mean " + nearest.getFirst() + "? ") + "topics are "
                    + String.join(", ", known));
        }
        return TheoryTopic.of(key);
    }

    private void list(Set<TheoryTopic> chosen) {
        ArrayNode array = Json.array();
        TextTable table = new TextTable("topic", "about", ">statements");
        for (TheoryTopic topic : chosen) {
            int count = TheoryChecks.of(topic).size();
            table.row(topic.key(), topic.title(), count);
            array.addObject()
                    .put("topic", topic.key())
                    .put("title", topic.title())
                    .put("statements", count);
        }
        print(() -> array, () -> table);
    }

    private TrainedPositions measure(String name) {
        try (RunStore store = context.openStoreToRead()) {
            return step == null
                    ? TrainedPositions.of(store, store.find(name))
                    : TrainedPositions.of(TrainedRun.of(store, store.find(name), step));
        }
    }

    /// A tried statement; a residual that is not a finite number is null. A statement about trained weights carries the
    /// spectra it was judged by.
    private static ObjectNode json(TheoryResult result, Optional<TrainedPositions> trained) {
        TheoryCheck check = result.check();
        ObjectNode json = Json.object()
                .put("topic", check.topic().key())
                .put("name", check.name())
                .put("statement", check.statement())
                .put("system", check.system())
                .put("size", check.size());
        Json.putNumber(json, "residual", result.residual());
        json.put("tolerance", check.tolerance())
                .put("verdict", TheoryTable.verdict(result))
                .put("seconds", result.seconds())
                .put("source", check.source());
        trained.filter(measured -> check.name().startsWith("positions.trained-"))
                .ifPresent(measured -> spectra(json.putArray("spectra"), measured));
        return json;
    }

    private static void spectra(ArrayNode array, TrainedPositions trained) {
        for (GoldstoneSpectrum spectrum : trained.spectra()) {
            ObjectNode json = array.addObject()
                    .put("code", spectrum.code())
                    .put("rows", spectrum.rows())
                    .put("shift_cost", spectrum.shiftCost())
                    .put("free_energy_change", spectrum.freeEnergyChange())
                    .put("divergence", spectrum.divergence());
            ArrayNode modes = json.putArray("modes");
            for (GoldstoneMode mode : spectrum.modes()) {
                modes.addObject()
                        .put("frequency", mode.frequency())
                        .put("energy_scale", mode.energyScale())
                        .put("uniform_stiffness", mode.uniformStiffness())
                        .put("relative_stiffness", mode.relativeStiffness());
            }
        }
    }

    /// Writes a page of figures, for `--plot`.
    static void plot(CommandContext context, Path file, String title, String origin, List<PanelFigure> figures) {
        try {
            TheoryPage.write(file, title, "Calorimeter " + context.version() + origin, figures);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot write the page " + file + " (" + e.getMessage() + "); give another place with --plot");
        }
        context.err().println("figures are in " + file.toAbsolutePath());
    }
}
