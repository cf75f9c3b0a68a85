// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.source.Prompt;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// ONNX files whose child process is a JVM like that of the tests.
final class Child {

    private Child() {}

    static OnnxFile file(Path model) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OnnxWorker.class.getName()));
        return new OnnxFile(model, command);
    }

    static List<Prompt> prompts(List<int[]> tokens) {
        return tokens.stream().map(Prompt::ofNumbers).toList();
    }

    static OnnxFile.Scan scan(Path model, List<int[]> tokens, int threads, long memory) {
        return file(model).scan(prompts(tokens), threads, memory);
    }
}
