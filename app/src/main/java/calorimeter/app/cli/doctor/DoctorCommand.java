// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.doctor;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import picocli.CommandLine.Command;

/// `calorimeter doctor`: is this a place where Calorimeter runs well?
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Examine Java, the machine and the run store; exit status 1 if something is wrong.")
public final class DoctorCommand extends ResultCommand {

    public DoctorCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Checkup checkup = new Checkup();
        checkup.add("version", "Calorimeter", context.version().toString());
        JavaCheckup.add(checkup);
        MachineCheckup.add(checkup);
        StoreCheckup.add(checkup, context);
        print(checkup::json, checkup::text);
        return checkup.isHealthy() ? 0 : CommandContext.FAILED;
    }
}
