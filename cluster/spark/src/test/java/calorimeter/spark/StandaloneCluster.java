// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A standalone master and workers of one core each, as processes of this machine.
final class StandaloneCluster implements AutoCloseable {

    static final List<String> CLASS_PATH =
            Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));

    private static final String DEPLOY = "org.apache.spark.deploy.";

    private final Path folder;
    private final int port;
    private final Process master;
    private final List<Process> workers = new ArrayList<>();

    StandaloneCluster(Path folder, int workers) throws IOException, InterruptedException {
        this.folder = folder;
        Path jars = Files.createDirectories(folder.resolve("home/jars"));
        for (String entry : CLASS_PATH) {
            Path link = jars.resolve(Path.of(entry).getFileName());
            if (entry.endsWith(".jar") && !entry.contains("calorimeter-") && !Files.exists(link)) {
                Files.createSymbolicLink(link, Path.of(entry));
            }
        }
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        master = start("master.Master", "--host", "127.0.0.1", "--port", Integer.toString(port), "--webui-port", "0");
        awaitMaster();
        for (int i = 0; i < workers; i++) {
            this.workers.add(worker());
        }
    }

    String master() {
        return "spark://127.0.0.1:" + port;
    }

    private void awaitMaster() throws InterruptedException {
        while (true) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(200);
            }
        }
    }

    private Process worker() throws IOException {
        return start(
                "worker.Worker",
                "--cores",
                "1",
                "--memory",
                "2g",
                "--webui-port",
                "0",
                "--work-dir",
                folder.resolve("work").toString(),
                master());
    }

    /// Kills a worker's executor with SIGKILL; false if it has none now.
    boolean killExecutor(int worker) {
        List<ProcessHandle> executors = workers.get(worker).children().toList();
        executors.forEach(ProcessHandle::destroyForcibly);
        return !executors.isEmpty();
    }

    /// Kills a worker with SIGKILL and starts another one.
    void killWorker(int worker) throws IOException {
        workers.get(worker).destroyForcibly();
        workers.set(worker, worker());
    }

    private Process start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-Dspark.deploy.maxExecutorRetries=-1",
                "-cp",
                folder.resolve("home/jars") + "/*",
                DEPLOY + name));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name + ".log").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME",
                        folder.resolve("home").toString(),
                        "SPARK_SCALA_VERSION",
                        "2.13",
                        "SPARK_LOCAL_IP",
                        "127.0.0.1",
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        return builder.start();
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.descendants().forEach(ProcessHandle::destroyForcibly));
        workers.forEach(Process::destroyForcibly);
        master.destroyForcibly();
    }
}
