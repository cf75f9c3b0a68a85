// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.command;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// This program in another process, with the same JVM and the same options. Its standard output is an answer to be
/// read, so the JVM's own log, warnings included, goes to standard error.
public final class ChildJava {

    private ChildJava() {}

    public static List<String> command(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // The launcher's descriptor is not passed on.
            if (!option.startsWith("-Dcalorimeter.stderr") && !option.startsWith("-Dcalorimeter.terminal")) {
                command.add(option);
            }
        }
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=warning:stderr"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
