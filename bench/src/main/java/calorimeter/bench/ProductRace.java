// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;

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
    private final SortedSet<Integer> threads;

    private final Peer ours;

    /// By name; ours first.
    private final Map<String, Peer> peers = new LinkedHashMap<>();

    private Map<String, Sample> samples = Map.of();

    /// @param ours is closed with the race
    ProductRace(BenchmarkSettings settings, Peer ours) {
        this.settings = settings;
        threads = new TreeSet<>(List.of(1, settings.threads()));
        this.ours = ours;
        peers.put(OURS, ours);
    }

    /// Lets PyTorch in.
    ///
    /// @throws PeerException when the peer cannot be compared with; it is closed then
    void against(Peer torch) {
        try {
            torch.ask(Peer.question("hello"));
            warmUp(torch);
            peers.put(TORCH, torch);
        } catch (PeerException failure) {
            torch.close();
            throw failure;
        }
    }

    /// Measures everything, and returns who dropped out.
    List<String> run() {
        warmUp(ours);
        Race race = new Race(settings.pauseMilliseconds());
        for (int n : threads) {
            ObjectNode question = Peer.question("peak").put("threads", n);
            race.add(peakName(n), () -> () -> ours.number(question, "rate"));
            for (ProductShape shape : ProductShape.all()) {
                peers.forEach((who, peer) -> race.add(name(who, shape, n), () -> turn(peer, shape, n)));
            }
        }
        samples = race.run(settings.rounds());
        return remarks(race.dropped());
    }

    /// Operations a second of fused multiply-adds in registers.
    Optional<Sample> peak(int threads) {
        return find(peakName(threads));
    }

    List<ProductResult> results() {
        List<ProductResult> results = new ArrayList<>();
        for (int n : threads) {
            for (ProductShape shape : ProductShape.all()) {
                find(name(OURS, shape, n))
                        .ifPresent(mine -> results.add(new ProductResult(shape, n, mine, find(name(TORCH, shape, n)))));
            }
        }
        return results;
    }

    private Optional<Sample> find(String name) {
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
        return peer.number(shape.question(threads, repeats), "seconds");
    }

    @Override
    public void close() {
        peers.values().forEach(Peer::close);
    }
}
