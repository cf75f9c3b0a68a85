// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

/// A child process that a signal ends.
final class Crash {

    private Crash() {}

    public static void main(String[] arguments) throws Exception {
        new ProcessBuilder(
                        "kill", "-SEGV", Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
        Thread.sleep(60_000);
    }
}
