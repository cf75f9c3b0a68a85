package calorimeter.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Matrix products of the engine and of torch.mm, and the peak that both could reach, on one thread and on
/// those of the run.
final class ProductRace implements AutoCloseable {

    /// A turn of one shape is this share of a training's turn: there are dozens of them.
    private static final double SHARE = 0.05;

    private static final String OURS = "Calorimeter";
    private static final String TORCH = "PyTorch";
    private static final int WARM_UP_REPEATS = 300;
    private static final int MOST_REPEATS = 100_000;

    private final BenchmarkSettings settings;
    private final Peer ours;
    private @Nullable Peer torch;

    ProductRace(BenchmarkSettings settings, Peer ours) {
        this.settings = settings;
        this.ours = ours;
    }

    /// @throws PeerException when the peer cannot be compared with; it is closed then
    void against(Peer peer) {
        try {
            peer.ask(Peer.question("hello"));
            warmUp(peer);
        } catch (PeerException failure) {
            peer.close();
            throw failure;
        }
        torch = peer;
    }

    /// Adds all results and who dropped out to the lists, and returns the peak by threads.
    Map<Integer, Sample> run(List<ProductResult> results, List<String> remarks) {
        warmUp(ours);
        Race race = new Race(settings.pauseMilliseconds());
        TreeSet<Integer> threads = new TreeSet<>(List.of(1, settings.threads()));
        Peer rival = torch;
        for (int n : threads) {
            ObjectNode question = Peer.question("peak").put("threads", n);
            race.add(peakName(n), () -> () -> ours.ask(question).path("rate").asDouble());
            for (ProductShape shape : ProductShape.all()) {
                race.add(name(OURS, shape, n), () -> turn(ours, shape, n));
                if (rival != null) {
                    race.add(name(TORCH, shape, n), () -> turn(rival, shape, n));
                }
            }
        }
        Map<String, Sample> samples = race.run(settings.rounds());
        remarks.addAll(remarks(race.dropped()));
        Map<Integer, Sample> peaks = new LinkedHashMap<>();
        for (int n : threads) {
            find(samples, peakName(n)).ifPresent(peak -> peaks.put(n, peak));
            for (ProductShape shape : ProductShape.all()) {
                find(samples, name(OURS, shape, n))
                        .ifPresent(mine ->
                                results.add(new ProductResult(shape, n, mine, find(samples, name(TORCH, shape, n)))));
            }
        }
        return peaks;
    }

    private static Optional<Sample> find(Map<String, Sample> samples, String name) {
        return Optional.ofNullable(samples.get(name));
    }

    /// A process that ends drops out of every product with the same words: one remark for all of them, which
    /// names the first.
    private static List<String> remarks(Map<String, String> dropped) {
        Map<String, List<String>> together = new LinkedHashMap<>();
        dropped.forEach((name, why) -> together.computeIfAbsent(
                        name.substring(0, name.indexOf(' ')) + "\n" + why, key -> new ArrayList<>())
                .add(name));
        List<String> remarks = new ArrayList<>();
        together.forEach((key, names) -> remarks.add(
                "SGEMM: " + names.getFirst() + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more")
                        + " dropped out: " + key.substring(key.indexOf('\n') + 1)));
        return remarks;
    }

    private static String name(String who, ProductShape shape, int threads) {
        return who + " " + shape.kind() + " " + shape + " on " + threads(threads);
    }

    private static String peakName(int threads) {
        return "peak on " + threads(threads);
    }

    private static String threads(int threads) {
        return threads + (threads == 1 ? " thread" : " threads");
    }

    /// Compiles, and wakes the processor, before turns are sized.
    private void warmUp(Peer peer) {
        ProductShape.all().forEach(shape -> seconds(peer, shape, settings.threads(), WARM_UP_REPEATS));
    }

    /// Operations a second; warmed up until one turn is long enough.
    private DoubleSupplier turn(Peer peer, ProductShape shape, int threads) {
        double goal = SHARE * settings.turnSeconds();
        int repeats = 100;
        for (int i = 0; i < 4; i++) {
            double seconds = seconds(peer, shape, threads, repeats);
            repeats = Math.clamp(Math.round(repeats * goal / seconds), 10, MOST_REPEATS);
        }
        int repeatsOfATurn = repeats;
        return () -> shape.floatingPointOperations() * repeatsOfATurn / seconds(peer, shape, threads, repeatsOfATurn);
    }

    private static double seconds(Peer peer, ProductShape shape, int threads, int repeats) {
        return peer.ask(shape.question(threads, repeats)).path("seconds").asDouble();
    }

    @Override
    public void close() {
        if (torch != null) {
            torch.close();
        }
    }
}
