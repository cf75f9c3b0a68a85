// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.bench;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.bench.EnginePeer;
import calorimeter.engine.kernel.Kernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The child process in which `bench` times this engine: a line of JSON in, a line of JSON out, until its input
/// ends.
@Command(name = EngineCommand.NAME, hidden = true, description = "Answer the questions of `bench`.")
public final class EngineCommand implements Callable<Integer> {

    static final String NAME = "bench-engine";

    private final CommandContext context;

    @Parameters(paramLabel = "THREADS")
    private int threads;

    public EngineCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        try (EnginePeer engine =
                new EnginePeer(Kernels.active(), threads, failure -> failure.printStackTrace(context.err()))) {
            BufferedReader questions = new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                context.out().println(engine.answer(line));
                context.out().flush();
            }
        }
        return 0;
    }
}
