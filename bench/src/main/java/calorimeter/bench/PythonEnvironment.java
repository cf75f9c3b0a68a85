// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A Python with the peers' libraries: the user's own interpreter, or a virtual environment that is made once
/// and kept. What cannot be had is a [PeerException] with a plain reason, never the end of the benchmark.
public final class PythonEnvironment {

    private static final List<String> SCRIPTS = List.of("model.py", "protocol.py", "torch_peer.py", "jax_peer.py");
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /// Names in the folder: of the environment, and of one that is not complete yet.
    private static final String COMPLETE = "python";

    private static final String INCOMPLETE = "python-incomplete";

    /// The program that makes virtual environments, or empty for the user's own interpreter.
    private final String maker;

    private final Path interpreter;
    private final Path folder;
    private final Consumer<String> progress;

    private PythonEnvironment(Path interpreter, String maker, Path folder, Consumer<String> progress) {
        this.interpreter = interpreter;
        this.maker = maker;
        this.folder = folder;
        this.progress = progress;
    }

    /// An interpreter into which nothing is installed; whatever version of a library it has takes part.
    public static PythonEnvironment existing(Path interpreter, Path folder) {
        return new PythonEnvironment(interpreter, "", folder, line -> {});
    }

    /// A virtual environment `python` in the folder, made when it is first needed. It has the libraries in the
    /// versions of `torch-requirements.txt` and `jax-requirements.txt`.
    public static PythonEnvironment managed(Path folder, Consumer<String> progress) {
        return managed(folder, "python3", progress);
    }

    static PythonEnvironment managed(Path folder, String maker, Consumer<String> progress) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        Path interpreter = folder.resolve(COMPLETE).resolve(windows ? "Scripts/python.exe" : "bin/python");
        return new PythonEnvironment(interpreter, maker, folder, progress);
    }

    /// Copies the peers' scripts, which an interpreter can only read as files, into a folder that exists.
    public static void copyScripts(Path folder) throws IOException {
        for (String name : SCRIPTS) {
            Files.writeString(folder.resolve(name), resource(name));
        }
    }

    static String resource(String name) {
        try (InputStream stream = PythonEnvironment.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("resource " + name + " cannot be read", failure);
        }
    }

    /// The interpreter, with the library installed.
    ///
    /// @param library `torch` or `jax`
    public Path with(String library) {
        boolean ours = !maker.isEmpty();
        if (ours && !Files.exists(interpreter)) {
            make();
        }
        if (!imports(library, ours)) {
            if (!ours) {
                throw new PeerException(interpreter + " cannot import " + library);
            }
            install(library);
        }
        return interpreter;
    }

    /// Under another name until it is complete: the interpreter is there long before pip is. We call
    /// `python -m pip`, which finds its environment wherever it lies.
    private void make() {
        progress.accept("making a virtual environment in " + folder);
        String failure = "no virtual environment could be made";
        Path incomplete = folder.resolve(INCOMPLETE);
        try {
            remove(incomplete);
            run(failure, List.of(maker, "-m", "venv", incomplete.toString()));
            remove(folder.resolve(COMPLETE));
            Files.move(incomplete, folder.resolve(COMPLETE));
        } catch (IOException e) {
            throw new PeerException(failure + ": " + e.getMessage());
        }
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path); // a folder after what it holds; a link, not where it leads
            }
        }
    }

    /// @param pinned whether only the versions of the requirements will do
    private boolean imports(String library, boolean pinned) {
        StringBuilder program = new StringBuilder("import " + library + ", importlib.metadata as m\n");
        if (pinned) {
            requirements(library)
                    .map(line -> line.split("==", -1))
                    .filter(parts -> parts.length == 2)
                    // 2.13.0+cpu is a build of 2.13.0
                    .map(parts -> "assert m.version('" + parts[0] + "').split('+')[0] == '" + parts[1] + "'\n")
                    .forEach(program::append);
        }
        try {
            run("", List.of(interpreter.toString(), "-c", program.toString()));
            return true;
        } catch (PeerException missing) {
            return false;
        }
    }

    private static Stream<String> requirements(String library) {
        return resource(library + "-requirements.txt").lines();
    }

    private void install(String library) {
        progress.accept("installing " + library + " with pip, which may take minutes");
        List<String> command = new ArrayList<>(List.of(interpreter.toString(), "-m", "pip", "install", "--quiet"));
        command.addAll(List.of("--retries", "1", "--timeout", "20"));
        requirements(library).forEach(command::add);
        run("pip could not install " + library, command);
    }

    /// @throws PeerException "what: the last line that the command has printed" when it does not succeed
    private void run(String what, List<String> command) {
        try {
            Path log = Files.createDirectories(folder).resolve("python.log");
            ChildProcess.run(what, command, Map.of(), log, PATIENCE);
        } catch (IOException e) {
            throw new PeerException(what + ": " + e.getMessage());
        }
    }
}
