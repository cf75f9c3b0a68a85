// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.doctor;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `calorimeter doctor`: is this a place where Calorimeter runs well?
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Examine Java, the machine and the run store, or a cluster; exit status 1 if something is wrong.")
public final class DoctorCommand extends ResultCommand {

    @Option(
            names = "--cluster",
            paramLabel = "MASTER",
            description = "Examine the executors of a Spark cluster instead, as spark://HOST:7077.")
    private @Nullable String cluster;

    @Option(names = "--shared", paramLabel = "DIR", description = "With --cluster: a folder that all hosts should see.")
    private @Nullable Path shared;

    public DoctorCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Checkup checkup = new Checkup();
        checkup.add("version", "Calorimeter", context.version().toString());
        if (cluster != null) {
            ClusterCheckup.add(checkup, context, cluster, shared);
        } else if (shared != null) {
            throw new BadInputException("--shared has no effect without --cluster MASTER; give both, or neither");
        } else {
            JavaCheckup.add(checkup);
            MachineCheckup.add(checkup);
            StoreCheckup.add(checkup, context);
        }
        print(checkup::json, checkup::text);
        return checkup.isHealthy() ? 0 : CommandContext.FAILED;
    }
}
