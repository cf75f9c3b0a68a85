package calorimeter.app.cli.doctor;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.JsonOption;
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
        Checkup checkup = new Checkup();
        checkup.add("version", "Calorimeter", context.version().toString());
        JavaCheckup.add(checkup);
        MachineCheckup.add(checkup);
        StoreCheckup.add(checkup, context);
        json.print(context, checkup::json, checkup::text);
        return checkup.isHealthy() ? 0 : CommandContext.FAILED;
    }
}
