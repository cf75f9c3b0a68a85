package calorimeter.app.cli.doctor;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.JsonOption;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `calorimeter doctor`: is this a place where Calorimeter runs well?
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Examine Java, the machine and the run store; exit status 1 if something is wrong.")
public final class DoctorCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final JsonOption json = new JsonOption();

    public DoctorCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.of("version", "Calorimeter", context.version().toString()));
        findings.addAll(JavaCheckup.findings());
        findings.addAll(MachineCheckup.findings());
        findings.addAll(PlanCheckup.findings());
        findings.addAll(StoreCheckup.findings(context));
        List<String> problems =
                findings.stream().map(Finding::problem).filter(Objects::nonNull).toList();
        if (json.isSet()) {
            context.printJson(json(findings, problems));
        } else {
            context.out().print(text(findings, problems));
        }
        return problems.isEmpty() ? 0 : CommandContext.FAILED;
    }

    private static ObjectNode json(List<Finding> findings, List<String> problems) {
        ObjectNode json = Json.object();
        json.put("healthy", problems.isEmpty());
        ArrayNode list = json.putArray("problems");
        problems.forEach(list::add);
        findings.forEach(finding -> json.set(finding.key(), finding.value()));
        return json;
    }

    private static String text(List<Finding> findings, List<String> problems) {
        TextTable table = new TextTable("", "", "");
        for (Finding finding : findings) {
            List<String> lines = finding.text().lines().toList();
            table.row(finding.problem() == null ? " " : "!", finding.label(), lines.isEmpty() ? "" : lines.getFirst());
            lines.stream().skip(1).forEach(line -> table.row(" ", "", line));
        }
        StringBuilder text = new StringBuilder(table.toString());
        if (problems.isEmpty()) {
            text.append("\nAll is well.\n");
        }
        problems.forEach(problem -> text.append("\n! ").append(problem).append('\n'));
        return text.toString();
    }
}
