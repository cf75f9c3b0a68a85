// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.command;

import calorimeter.cluster.remote.Cluster;
import calorimeter.cluster.remote.ClusterEngine;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Connects a command to Spark, whose jars the launcher puts on the class path when an option asks for it.
public final class ClusterConnection {

    private static final String LOG = "spark.log";

    private ClusterConnection() {}

    /// @param option that named the master
    public static Cluster open(
            CommandContext context,
            String option,
            String master,
            int threadsPerRun,
            @Nullable Path shared,
            Duration betweenCheckpoints) {
        ClusterEngine engine = ClusterEngine.find()
                .orElseThrow(
                        () -> new BadInputException(option + " needs Spark on the class path; start Calorimeter with"
                                + " its launcher, ./calorimeter, which puts it there, or with spark-submit"));
        context.err().println("connecting to Spark (" + master + ")");
        return engine.connect(new ClusterEngine.Wish(
                master,
                threadsPerRun,
                shared,
                betweenCheckpoints,
                context.version().number(),
                context.version().commit(),
                context.home().resolve(LOG)));
    }
}
