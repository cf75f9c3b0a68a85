// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.symmetries;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.settings.SettingOptions;
import calorimeter.app.cli.settings.TrainRequest;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.training.Trainer;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.symmetry.LossCheck;
import calorimeter.lab.symmetry.LossCheck.Verdict;
import calorimeter.lab.symmetry.ModelSymmetries;
import calorimeter.lab.symmetry.SymmetryGroup;
import calorimeter.lab.symmetry.TwinCheck;
import calorimeter.lab.text.NearestNames;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/// `calorimeter symmetries [PRESET|RUN]`.
@Command(
        name = "symmetries",
        mixinStandardHelpOptions = true,
        description = {
            "List the continuous symmetries of a model's loss with their conservation laws, and check them.",
            "They are found from the architecture; each is held against the gradient, and their number against a"
                    + " count on a small twin of the model in double precision."
        })
public final class SymmetriesCommand extends ResultCommand {

    /// Memory of the examples whose gradient is looked at.
    private static final long BYTES = 1L << 28;

    /// Chooses the twin's data and the point where laws are counted.
    private static final long SEED = 1;

    @Parameters(
            paramLabel = "PRESET|RUN",
            arity = "0..1",
            description = "A preset (default: nanda), or a stored run, at its newest checkpoint.")
    private String of = Presets.NANDA.key();

    private final Map<String, String> given = new LinkedHashMap<>();

    private SymmetriesCommand(CommandContext context) {
        super(context);
    }

    /// The command with an option for every setting.
    public static CommandLine withSettings(CommandContext context) {
        SymmetriesCommand command = new SymmetriesCommand(context);
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        SettingOptions.add(spec, "Settings of the model, over the preset:", "VALUE", command.given);
        return new CommandLine(spec);
    }

    /// A model whose symmetries are asked for, with a gradient to hold them against.
    private record Model(String name, TrainParameters settings, LossCheck check) {

        Verdict verdict(SymmetryGroup group) {
            return LossCheck.verdict(group, check.violation(group));
        }
    }

    @Override
    public Integer call() {
        try (Workers workers = new Workers(1)) {
            Model model = isPreset() ? preset(workers) : run(workers);
            List<SymmetryGroup> groups = ModelSymmetries.of(model.settings().training());
            TwinCheck twin = TwinCheck.of(model.settings().training().model(), SEED);
            print(() -> json(model, groups, twin), () -> text(model, groups, twin));
            boolean broken = groups.stream().anyMatch(group -> model.verdict(group) == Verdict.BROKEN);
            return twin.holds() && !broken ? 0 : 1;
        }
    }

    private boolean isPreset() {
        return Arrays.stream(Presets.values()).anyMatch(preset -> preset.key().equals(of));
    }

    private Model preset(Workers workers) {
        TrainParameters settings = new TrainRequest(of, null, given).parameters();
        Trainer trainer = new Trainer(settings.training().within(BYTES), Kernels.active(), workers);
        trainer.gradient();
        return new Model("preset " + of + ", as it begins", settings, new LossCheck(trainer));
    }

    private Model run(Workers workers) {
        if (!given.isEmpty()) {
            throw new BadInputException("--" + given.keySet().iterator().next() + " goes with a preset, but " + of
                    + " is a run; leave it out");
        }
        try (RunStore store = context.openStoreToRead()) {
            TrainedRun trained = TrainedRun.of(store, find(store));
            TrainParameters settings = TrainJson.parameters(trained.run().configurationJson());
            Trainer trainer = new Trainer(settings.training().within(BYTES), Kernels.active(), workers);
            trained.restore(trainer);
            trainer.gradient();
            String name = "run " + trained.run().name() + ", step " + trained.step();
            return new Model(name, settings, new LossCheck(trainer));
        }
    }

    private RunRecord find(RunStore store) {
        try {
            return store.find(of);
        } catch (StoreException e) {
            String near = NearestNames.suggestion(
                    of, Arrays.stream(Presets.values()).map(Presets::key).toList());
            if (near.isEmpty()) {
                throw e;
            }
            throw new BadInputException("there is no preset or run '" + of + "'" + near);
        }
    }

    private static String text(Model model, List<SymmetryGroup> groups, TwinCheck twin) {
        TextTable table = new TextTable(
                "part",
                "family",
                "charges",
                "laws",
                "with momentum",
                "|⟨∇f,X⟩|",
                "verdict",
                "why the loss does not change");
        for (SymmetryGroup group : groups) {
            table.row(
                    group.name(),
                    family(group),
                    String.valueOf(group.charges()),
                    String.valueOf(group.laws()),
                    String.valueOf(group.lawsWithMomentum()),
                    String.format(Locale.ROOT, "%.1e", model.check().violation(group)),
                    model.verdict(group).words(),
                    group.reason());
        }
        String counted = twin.search().laws() + (twin.holds() ? " = predicted" : " ≠ predicted " + twin.predicted());
        return "symmetries of " + model.name() + "\n" + table
                + String.format(
                        Locale.ROOT,
                        "|⟨∇f,X⟩| is the largest of a part, relative to ‖∇f‖‖X‖, in single precision; it holds up to"
                                + " %.0e, a scale but for the ε of norms up to %.0e%n",
                        LossCheck.ROUNDING,
                        LossCheck.EPSILON)
                + "\nindependent laws by the architecture: "
                + ModelSymmetries.laws(groups) + ", with momentum " + ModelSymmetries.lawsWithMomentum(groups)
                + "\n\ntwin in double precision ("
                + settings(twin) + "; " + twin.search().parameters() + " parameters)\n"
                + String.format(
                        Locale.ROOT,
                        "  largest |⟨∇f,X⟩| %.1e, without ε; laws found: %s; the last direction that counts stands"
                                + " %.0e times above the noise%n",
                        twin.violation(),
                        counted,
                        twin.search().margin());
    }

    private static String family(SymmetryGroup group) {
        return group.family().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String settings(TwinCheck twin) {
        return twin.sizes().entrySet().stream()
                .map(change -> change.getKey() + " " + change.getValue())
                .collect(Collectors.joining(", "));
    }

    private static ObjectNode json(Model model, List<SymmetryGroup> groups, TwinCheck twin) {
        ObjectNode json = Json.object().put("of", model.name());
        ArrayNode parts = json.putArray("parts");
        for (SymmetryGroup group : groups) {
            parts.addObject()
                    .put("name", group.name())
                    .put("family", family(group))
                    .put("charges", group.charges())
                    .put("laws", group.laws())
                    .put("laws_with_momentum", group.lawsWithMomentum())
                    .put("violation", model.check().violation(group))
                    .put("bound", LossCheck.bound(group))
                    .put("verdict", model.verdict(group).words())
                    .put("reason", group.reason());
        }
        json.put("laws", ModelSymmetries.laws(groups))
                .put("laws_with_momentum", ModelSymmetries.lawsWithMomentum(groups));
        ObjectNode checked = json.putObject("twin");
        twin.sizes().forEach(checked.putObject("settings")::put);
        checked.put("parameters", twin.search().parameters())
                .put("laws_predicted", twin.predicted())
                .put("laws_independent", twin.search().independent())
                .put("laws_found", twin.search().laws())
                .put("violation", twin.violation())
                .put("noise", twin.search().noise())
                .put("smallest", twin.search().smallest())
                .put("holds", twin.holds());
        return json;
    }
}
