package calorimeter.lab.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A Python with the peers' libraries: the user's own interpreter, or a virtual environment that is made once
/// and kept. What cannot be had is a [PeerException] with a plain reason, never the end of the benchmark.
public final class PythonEnvironment {

    private static final long MINUTES_TO_INSTALL = 30;

    private final Path interpreter;
    private final boolean ours;
    private final Path folder;
    private final Consumer<String> progress;

    private PythonEnvironment(Path interpreter, boolean ours, Path folder, Consumer<String> progress) {
        this.interpreter = interpreter;
        this.ours = ours;
        this.folder = folder;
        this.progress = progress;
    }

    /// An interpreter into which nothing is installed.
    public static PythonEnvironment existing(Path interpreter, Path folder) {
        return new PythonEnvironment(interpreter, false, folder, line -> {});
    }

    /// A virtual environment `python` in the folder, made when it is first needed.
    public static PythonEnvironment managed(Path folder, Consumer<String> progress) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        Path interpreter = folder.resolve(windows ? "python/Scripts/python.exe" : "python/bin/python");
        return new PythonEnvironment(interpreter, true, folder, progress);
    }

    /// The interpreter, with the library installed.
    ///
    /// @param library `torch` or `jax`
    public Path with(String library) {
        if (ours && !Files.exists(interpreter)) {
            progress.accept("making a virtual environment in " + folder);
            run("no virtual environment could be made", List.of("python3", "-m", "venv", folder + "/python"));
        }
        if (!imports(library)) {
            if (!ours) {
                throw new PeerException(interpreter + " cannot import " + library);
            }
            install(library);
        }
        return interpreter;
    }

    private boolean imports(String library) {
        try {
            run("", List.of(interpreter.toString(), "-c", "import " + library));
            return true;
        } catch (PeerException missing) {
            return false;
        }
    }

    private void install(String library) {
        progress.accept("installing " + library + " with pip, which may take minutes");
        List<String> command = new ArrayList<>(List.of(interpreter.toString(), "-m", "pip", "install", "--quiet"));
        command.addAll(List.of("--retries", "1", "--timeout", "20"));
        PeerScripts.text(library + "-requirements.txt").lines().forEach(command::add);
        run("pip could not install " + library, command);
    }

    /// @throws PeerException "what: the last line that the command has printed" when it does not succeed
    private void run(String what, List<String> command) {
        try {
            Path log = Files.createDirectories(folder).resolve("python.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES_TO_INSTALL, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new PeerException(what + " within " + MINUTES_TO_INSTALL + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new PeerException(what + ": " + LastLine.of(log));
            }
        } catch (IOException e) {
            throw new PeerException(what + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerException(what + ": interrupted");
        }
    }
}
