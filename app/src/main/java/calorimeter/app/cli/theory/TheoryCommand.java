package calorimeter.app.cli.theory;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.JsonOption;
import calorimeter.app.cli.command.PageFile;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.text.NearestNames;
import calorimeter.physics.theory.TheoryCheck;
import calorimeter.physics.theory.TheoryChecks;
import calorimeter.physics.theory.TheoryResult;
import calorimeter.physics.theory.TheoryResult.Verdict;
import calorimeter.physics.theory.TheoryTopic;
import calorimeter.report.theory.TheoryFigures;
import calorimeter.report.theory.TheoryPage;
import calorimeter.report.theory.TrainedPositions;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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
public final class TheoryCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--list", description = "List the topics without trying their statements.")
    private boolean list;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description =
                    "Also write a self-contained HTML page of figures: specific heat, relaxation, inertial orbit, "
                            + "Goldstone spectrum.")
    private @Nullable Path plot;

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description = "Also measure what positions cost on the trained weights of this run's newest checkpoint.")
    private @Nullable String run;

    @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "Only these; see --list. Default: all.")
    private List<String> topics = List.of();

    public TheoryCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Set<TheoryTopic> chosen = EnumSet.noneOf(TheoryTopic.class);
        topics.forEach(topic -> chosen.add(topic(topic)));
        if (list && (plot != null || run != null)) {
            throw new BadInputException("--list tries nothing; leave out " + (plot != null ? "--plot" : "--run"));
        }
        if (list) {
            list(chosen.isEmpty() ? EnumSet.allOf(TheoryTopic.class) : chosen);
            return 0;
        }
        if (plot != null) {
            PageFile.requireWritable(plot, "--plot");
        }
        Optional<TrainedPositions> trained = Optional.ofNullable(run).map(this::measure);
        List<TheoryCheck> checks = new ArrayList<>(TheoryChecks.all().stream()
                .filter(check -> chosen.isEmpty() || chosen.contains(check.topic()))
                .toList());
        trained.ifPresent(measured -> checks.addAll(measured.checks()));
        TheoryTable table = new TheoryTable(context, checks, !json.isSet());
        long start = System.nanoTime();
        List<TheoryResult> results = TheoryRunner.run(checks, table::running, table::finished);
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (json.isSet()) {
            ArrayNode array = Json.array();
            results.forEach(result -> array.add(TheoryJson.of(result, trained)));
            context.printJson(array);
        } else {
            table.end(results, seconds);
            trained.ifPresent(measured -> table.spectra(measured));
        }
        if (plot != null) {
            plot(plot, trained);
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
            table.row(topic.key(), topic.title(), String.valueOf(count));
            array.addObject()
                    .put("topic", topic.key())
                    .put("title", topic.title())
                    .put("statements", count);
        }
        if (json.isSet()) {
            context.printJson(array);
        } else {
            context.out().print(table);
        }
    }

    private TrainedPositions measure(String name) {
        try (RunStore store = context.openStoreToRead()) {
            return TrainedPositions.of(store, store.find(name));
        }
    }

    private void plot(Path file, Optional<TrainedPositions> trained) {
        try {
            TheoryPage.write(
                    file,
                    "Statistical mechanics of attention",
                    "Calorimeter " + context.version() + ". Every curve is computed by the functions that "
                            + "the command theory checks.",
                    TheoryFigures.all(trained));
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot write the page " + file + " (" + e.getMessage() + "); give another place with --plot");
        }
        context.err().println("figures are in " + file.toAbsolutePath());
    }
}
