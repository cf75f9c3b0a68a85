// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Workers;
import calorimeter.scan.source.AttentionShape;
import calorimeter.scan.source.AttentionSource;
import calorimeter.scan.source.ModelException;
import calorimeter.scan.source.RowVisitor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A model folder as the Hugging Face hub ships it: config.json and weights as safetensors.
public final class ModelFolder implements AutoCloseable {

    /// The values of `model_type` that are known.
    public static final List<String> FAMILIES = List.of(
            "bert", "distilbert", "roberta", "gpt2", "gpt_neox", "llama", "mistral", "qwen2", "qwen3", "gemma2");

    /// Tokens of a group at the most, unless one prompt has more: then reading a layer's weights takes a few
    /// hundredths of the time of its products.
    private static final int GROUP = 4096;

    private final Path folder;
    private final Weights weights;
    private final Family family;
    private final Optional<OutputHead> head;

    private ModelFolder(Path folder, Weights weights, Family family, Optional<OutputHead> head) {
        this.folder = folder;
        this.weights = weights;
        this.family = family;
        this.head = head;
    }

    /// @throws ModelException when the folder holds no model of a known family, or a damaged one
    public static ModelFolder open(Path folder) {
        ConfigReader config = new ConfigReader(folder);
        String type = config.text("model_type", "");
        if (!FAMILIES.contains(type)) {
            throw config.bad((type.isEmpty() ? "model_type is missing" : "model_type is '" + type + "'")
                    + "; known families are " + String.join(", ", FAMILIES)
                    + ". Other models can be scanned as ONNX files or from dumped scores");
        }
        Weights weights = Weights.open(folder);
        try {
            Family family = switch (type) {
                case "bert", "distilbert", "roberta" -> new BertFamily(type, config, weights);
                case "gpt2" -> new Gpt2Family(config, weights);
                case "gpt_neox" -> new NeoxFamily(config, weights);
                default -> new LlamaFamily(type, config, weights);
            };
            return new ModelFolder(folder, weights, family, family.head(config));
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    public String family() {
        return family.architecture().family();
    }

    /// Rows of the embedding: tokens are below it.
    public int vocabulary() {
        return family.architecture().vocabulary();
    }

    /// Most tokens of a prompt.
    public int positions() {
        return family.architecture().positions();
    }

    /// Attention on some prompts.
    ///
    /// @param memory bytes that activations may take; prompts that do not fit together are run in groups
    /// @throws ModelException when a prompt is empty, too long, or has a token that the model does not
    public AttentionSource on(List<int[]> prompts, int threads, long memory) {
        requireTokens(prompts);
        Architecture architecture = family.architecture();
        return new AttentionSource() {
            private final List<Double> losses = new ArrayList<>();

            @Override
            public AttentionShape shape() {
                return new AttentionShape(
                        architecture.layers(),
                        architecture.heads(),
                        prompts.stream().mapToInt(tokens -> tokens.length).toArray(),
                        architecture.beta(),
                        true);
            }

            @Override
            public void visit(RowVisitor visitor) {
                losses.clear();
                try (Workers workers = new Workers(threads)) {
                    List<List<int[]>> groups = groups(prompts, threads, memory);
                    int most =
                            groups.stream().mapToInt(ModelFolder::tokens).max().orElse(0);
                    Forward forward = new Forward(family, workers, weights.shelf(), most);
                    int first = 0;
                    for (List<int[]> group : groups) {
                        Rows hidden = forward.run(group, first, visitor);
                        head.ifPresent(one -> losses.addAll(one.losses(workers, hidden, group)));
                        first += group.size();
                    }
                }
            }

            @Override
            public List<Double> losses() {
                return List.copyOf(losses);
            }
        };
    }

    /// The residual stream of one prompt after the last layer and its norm, [tokens × width].
    public float[][] hidden(int[] tokens) {
        requireTokens(List.of(tokens));
        try (Workers workers = new Workers(1)) {
            Rows rows = new Forward(family, workers, weights.shelf(), tokens.length)
                    .run(List.of(tokens), 0, RowVisitor.NONE);
            float[][] hidden = new float[tokens.length][];
            for (int row = 0; row < tokens.length; row++) {
                hidden[row] = Arrays.copyOfRange(rows.values, rows.at(row), rows.at(row) + rows.width);
            }
            return hidden;
        }
    }

    private static int tokens(List<int[]> prompts) {
        return prompts.stream().mapToInt(tokens -> tokens.length).sum();
    }

    private List<List<int[]>> groups(List<int[]> prompts, int threads, long memory) {
        List<List<int[]>> groups = new ArrayList<>();
        List<int[]> group = List.of();
        long tokens = 0;
        int longest = 0;
        for (int[] prompt : prompts) {
            long alone = bytes(prompt.length, prompt.length, threads);
            if (alone > memory) {
                throw new ModelException("a prompt of " + prompt.length + " tokens needs " + (alone >> 20)
                        + " MiB but --memory allows " + (memory >> 20) + "; give more, or shorter prompts");
            }
            tokens += prompt.length;
            longest = Math.max(longest, prompt.length);
            if (group.isEmpty() || tokens > GROUP || bytes(tokens, longest, threads) > memory) {
                group = new ArrayList<>();
                groups.add(group);
                tokens = prompt.length;
                longest = prompt.length;
            }
            group.add(prompt);
        }
        return groups;
    }

    /// Memory for the activations of so many tokens.
    private long bytes(long tokens, int longest, int threads) {
        Architecture architecture = family.architecture();
        return Float.BYTES
                * (Forward.floatsPerToken(architecture) * tokens
                        + threads * PromptAttention.floatsOfThread(architecture, longest));
    }

    private void requireTokens(List<int[]> prompts) {
        if (prompts.isEmpty()) {
            throw new ModelException("there is no prompt to run " + folder + " on");
        }
        for (int i = 0; i < prompts.size(); i++) {
            int[] tokens = prompts.get(i);
            if (tokens.length == 0) {
                throw new ModelException("prompt " + (i + 1) + " is empty");
            }
            if (tokens.length > positions()) {
                throw new ModelException("prompt " + (i + 1) + " has " + tokens.length + " tokens but " + folder
                        + " has positions for " + positions());
            }
            for (int token : tokens) {
                if (token < 0 || token >= vocabulary()) {
                    throw new ModelException("prompt " + (i + 1) + " has the token " + token + " but " + folder
                            + " knows tokens from 0 to " + (vocabulary() - 1));
                }
            }
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
