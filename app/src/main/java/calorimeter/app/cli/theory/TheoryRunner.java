package calorimeter.app.cli.theory;

import calorimeter.physics.theory.TheoryCheck;
import calorimeter.physics.theory.TheoryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Tries statements on all cores and tells the results in the order of the statements, each as soon as it and
/// all before it are there. A residual does not depend on what runs beside it.
final class TheoryRunner {

    private TheoryRunner() {}

    /// @param running  told, by the calling thread, which statement is waited for
    /// @param finished told, by the calling thread, what came of it
    static List<TheoryResult> run(
            List<TheoryCheck> checks, Consumer<TheoryCheck> running, Consumer<TheoryResult> finished) {
        List<TheoryResult> results = new ArrayList<>();
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<CompletableFuture<TheoryResult>> futures = checks.stream()
                    .map(check -> CompletableFuture.supplyAsync(check::run, workers))
                    .toList();
            for (int i = 0; i < checks.size(); i++) {
                running.accept(checks.get(i));
                TheoryResult result = futures.get(i).join();
                finished.accept(result);
                results.add(result);
            }
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        } finally {
            workers.shutdownNow();
        }
        return results;
    }
}
