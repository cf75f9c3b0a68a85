package calorimeter.scan.measure;

import calorimeter.scan.source.AttentionShape;
import calorimeter.scan.source.AttentionSource;
import calorimeter.scan.source.RowVisitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures all heads of a source. Parts of a prompt are summed in their order, whoever finishes first, so that results
/// have the same bits for any number of threads.
public final class Measurement {

    private final AttentionShape shape;
    private final int[] tokens;

    /// Finished prompts [layer][prompt][head]; null where a head saw nothing.
    private final @Nullable PromptHead[][][] prompts;

    private final Map<Integer, Open> open = new HashMap<>();

    /// A prompt in one layer of which parts are missing.
    private static final class Open {
        final Map<Integer, HeadTally[]> waiting = new HashMap<>();
        final HeadTally[] sums;
        int next;

        Open(int heads) {
            sums = tallies(heads);
        }
    }

    private Measurement(AttentionSource source) {
        shape = source.shape();
        tokens = shape.tokens();
        prompts = new PromptHead[shape.layers()][tokens.length][];
    }

    /// Visits the source once.
    public static List<HeadMeasures> of(AttentionSource source) {
        Measurement measurement = new Measurement(source);
        source.visit(measurement::part);
        return measurement.heads();
    }

    private RowVisitor.Part part(int layer, int prompt, int part) {
        HeadTally[] tallies = tallies(shape.heads());
        double[] weights = new double[tokens[prompt]];
        return new RowVisitor.Part() {
            @Override
            public void row(int head, int query, double[] scores, int[] positions, int first, int count) {
                tallies[head].add(query, scores, positions, first, count, shape.beta(), weights);
            }

            @Override
            public void end() {
                finish(layer, prompt, part, tallies);
            }
        };
    }

    private synchronized void finish(int layer, int prompt, int part, HeadTally[] tallies) {
        int place = layer * tokens.length + prompt;
        Open sums = open.computeIfAbsent(place, key -> new Open(shape.heads()));
        sums.waiting.put(part, tallies);
        for (HeadTally[] next = sums.waiting.remove(sums.next);
                next != null;
                next = sums.waiting.remove(++sums.next)) {
            for (int head = 0; head < next.length; head++) {
                sums.sums[head].merge(next[head]);
            }
        }
        if (sums.sums[0].rows() == tokens[prompt]) {
            close(place, sums);
            open.remove(place);
        }
    }

    private void close(int place, Open sums) {
        @Nullable PromptHead[] heads = new PromptHead[shape.heads()];
        for (int head = 0; head < heads.length; head++) {
            heads[head] = sums.sums[head].state();
        }
        prompts[place / tokens.length][place % tokens.length] = heads;
    }

    private List<HeadMeasures> heads() {
        // Left over where some queries see no key.
        open.forEach(this::close);
        List<HeadMeasures> all = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (int head = 0; head < shape.heads(); head++) {
                List<PromptHead> states = new ArrayList<>();
                for (@Nullable PromptHead[] prompt : prompts[layer]) {
                    PromptHead state = prompt[head];
                    if (state != null) {
                        states.add(state);
                    }
                }
                all.add(HeadMeasures.of(layer, head, states, shape.energies()));
            }
        }
        return all;
    }

    private static HeadTally[] tallies(int heads) {
        HeadTally[] tallies = new HeadTally[heads];
        for (int head = 0; head < heads; head++) {
            tallies[head] = new HeadTally();
        }
        return tallies;
    }
}
