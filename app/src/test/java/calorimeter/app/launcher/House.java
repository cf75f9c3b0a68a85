// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A source tree in a temporary folder with the real launcher, a Maven that only pretends, and JDKs that only
/// pretend; nothing of the machine's own Java can be seen from it.
final class House {

    /// What the launcher may use of the system. Java is not among it, so none is found by chance.
    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "cksum",
            "cp",
            "date",
            "dirname",
            "env",
            "find",
            "flock",
            "git",
            "head",
            "locale",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "tail",
            "touch",
            "uname");

    private static final String MAVEN = """
            #!/bin/sh
            echo build >>builds.txt
            echo "$JAVA_HOME" >maven-java-home.txt
            echo 'compiling, says Maven'
            echo '[INFO] Downloaded from central: https://x/y.jar (1 kB at 1 kB/s)'
            echo '[INFO] Building Calorimeter engine 0.2.0-SNAPSHOT                    [4/9]'
            echo '[INFO] Building jar: /x/y.jar'
            if [ -e build-waits ]; then touch build-has-begun; sleep 30; fi
            if [ -e build-is-slow ]; then sleep 1; fi
            if [ -e build-fails ]; then echo 'a semicolon is missing'; exit 1; fi
            mkdir -p app/target/lib
            echo jar >app/target/calorimeter.jar
            echo jar >app/target/lib/library.jar
            case "$*" in
              *-Pspark*)
                echo "$*" >>spark-builds.txt
                mkdir -p cluster/spark/target/spark-4.2.0/jars
                echo jar >cluster/spark/target/calorimeter-spark.jar
                echo jar >cluster/spark/target/spark-4.2.0/jars/spark.jar
                ;;
            esac
            """;

    /// Prints its process, its home and its arguments; what standard error shows must pass through the
    /// launcher.
    private static final String JAVA = """
            #!/usr/bin/env bash
            if [ "$1" = -version ]; then echo 'openjdk version "VERSION" 2026-01-01' >&2; exit; fi
            echo "pid $$"
            echo "java HOME"
            echo "locale $LC_ALL"
            printf 'argument %s\\n' "$@"
            echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2
            echo 'Runtime.exit(130) logging failed: Cannot invoke "java.lang.Module.getClassLoader()"' >&2
            echo 'a notice of the JVM: Runtime.exit(130) was called' >&2
            echo 'a notice of the JVM' >&2
            echo 'a complaint of the program' >&3
            case "${!#}" in
              read) cat ;;
              fail) exit 42 ;;
              wait) trap 'exit 143' TERM; while :; do sleep 0.05; done ;;
            esac
            """;

    private final Path root;
    private final Path outside;
    private final Path tools;
    private final Map<String, String> environment = new HashMap<>();

    House(Path temporary) throws IOException {
        root = Files.createDirectories(temporary.resolve("a house"));
        outside = Files.createDirectories(temporary.resolve("outside"));
        tools = Files.createDirectories(temporary.resolve("tools"));
        for (String tool : TOOLS) {
            provideTool(tool);
        }
        executable(root.resolve("calorimeter"), launcher());
        executable(root.resolve("mvnw"), MAVEN);
        Files.createDirectories(root.resolve(".mvn"));
        Files.createDirectories(root.resolve("app/src/main"));
        Files.writeString(root.resolve("pom.xml"), "");
        Files.writeString(root.resolve("app/pom.xml"), "");
        Files.writeString(root.resolve("app/src/main/Main.java"), "");
        environment.put("PATH", tools.toString());
        environment.put("HOME", outside.resolve("user").toString());
    }

    /// The script itself, but with the machine's install folders moved to where the test can fill them.
    private String launcher() throws IOException {
        String script = Files.readString(Path.of("..", "calorimeter"));
        int begin = script.indexOf("install_folders=(");
        int end = script.indexOf("\n)", begin);
        String folders = script.substring(begin, end).replaceAll("(?m)^  (\"?)/", "  $1" + outside + "/");
        return script.substring(0, begin) + folders + script.substring(end);
    }

    private void provideTool(String name) throws IOException {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            Path tool = Path.of(folder, name);
            if (Files.isExecutable(tool)) {
                executable(tools.resolve(name), "#!/bin/sh\nexec " + tool + " \"$@\"\n");
                return;
            }
        }
    }

    /// A program that is found before the system's own of that name.
    House tool(String name, String script) throws IOException {
        executable(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
        return this;
    }

    Path root() {
        return root;
    }

    /// Where absolute install folders such as `/usr/lib/jvm` begin.
    Path outside() {
        return outside;
    }

    Path launcherFile() {
        return root.resolve("calorimeter");
    }

    House with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// Puts a folder's programs before all others.
    House withOnPath(Path folder) {
        return with("PATH", folder + ":" + tools);
    }

    /// A JDK of this version; returns its home.
    Path jdk(String folder, String version) throws IOException {
        Path home = outside.resolve(folder);
        Files.createDirectories(home.resolve("bin"));
        executable(home.resolve("bin/java"), JAVA.replace("VERSION", version).replace("HOME", home.toString()));
        executable(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    void create(String file) throws IOException {
        Files.writeString(root.resolve(file), "");
    }

    void delete(String file) throws IOException {
        Files.delete(root.resolve(file));
    }

    /// Makes the house a clone with one commit; returns its number.
    String commit() throws IOException, InterruptedException {
        git("init", "-q");
        git("add", "calorimeter");
        git("-c", "user.name=x", "-c", "user.email=x@y.z", "commit", "-q", "-m", "x");
        return git("rev-parse", "HEAD");
    }

    private String git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + out);
        }
        return out.strip();
    }

    int builds() throws IOException {
        Path log = root.resolve("builds.txt");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return start(launcherFile(), arguments).outcome("");
    }

    /// As a person does: what the person sees is the output.
    Outcome runOnTerminal(String... arguments) throws IOException, InterruptedException {
        provideTool("script");
        String command = "'" + launcherFile() + "' " + String.join(" ", arguments);
        return start(tools.resolve("script"), "-q", "-e", "-c", command, "/dev/null")
                .outcome("");
    }

    Started start(Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(outside, "out", ".txt");
        Path err = Files.createTempFile(outside, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(outside.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    static void executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// A launcher that has been started.
    record Started(Process process, Path out, Path err) {

        Outcome outcome(String input) throws IOException, InterruptedException {
            process.outputWriter(StandardCharsets.UTF_8).append(input).close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "the launcher has not ended; it printed " + Files.readString(out) + Files.readString(err));
            }
            return new Outcome(process.pid(), process.exitValue(), Files.readAllLines(out), err);
        }

        void awaitOutput(String text) throws IOException, InterruptedException {
            for (int i = 0; i < 600 && !Files.readString(out).contains(text); i++) {
                Thread.sleep(50);
            }
        }
    }

    record Outcome(long pid, int status, List<String> out, Path errFile) {

        List<String> arguments() {
            return out.stream()
                    .filter(line -> line.startsWith("argument "))
                    .map(line -> line.substring("argument ".length()))
                    .toList();
        }

        List<String> err() throws IOException {
            return Files.readAllLines(errFile);
        }

        /// What standard error holds once the filter has passed on its last line.
        List<String> errWith(String awaited) throws IOException, InterruptedException {
            for (int i = 0; i < 600 && !err().contains(awaited); i++) {
                Thread.sleep(50);
            }
            return err();
        }
    }
}
