// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import calorimeter.engine.kernel.Workers;
import calorimeter.scan.measure.Measurement;
import calorimeter.scan.measure.ScanResult;
import calorimeter.scan.source.AttentionShape;
import calorimeter.scan.source.AttentionSource;
import calorimeter.scan.source.ModelException;
import calorimeter.scan.source.Prompt;
import calorimeter.scan.source.RowVisitor;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Runs the edited graph on prompts, one at a time, and measures their rows. When the scores of all queries do
/// not fit into memory together, the graph is run several times, and hands out some queries each time.
final class OnnxRun {

    private static final String EXTERNAL_FOLDER = "session.model_external_initializers_file_folder_path";

    /// Tensors of [heads × tokens × tokens] that are alive in the runtime: products, masked scores and
    /// weights of one block.
    private static final int PASSING = 3;

    /// All queries at once.
    private static final int ALL = Integer.MAX_VALUE;

    private final Path file;
    private final ModelGraph graph;
    private final AttentionGraph attention;
    private final OnnxRequest request;
    private final List<int[]> prompts;
    private final OrtEnvironment environment;

    private record Source(AttentionShape shape, Consumer<RowVisitor> visits) implements AttentionSource {
        @Override
        public void visit(RowVisitor visitor) {
            visits.accept(visitor);
        }
    }

    OnnxRun(OnnxRequest request, ModelGraph graph, AttentionGraph attention) {
        this.request = request;
        this.graph = graph;
        this.attention = attention;
        file = Path.of(request.file());
        prompts = request.prompts().stream().map(Prompt::tokens).toList();
        environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "calorimeter");
    }

    ScanResult measure() throws OrtException {
        AttentionShape shape;
        int queries;
        try (OrtSession session = session(ALL, attention.edit())) {
            ModelInputs inputs = ModelInputs.of(session);
            requireTokens(inputs);
            shape = shape(session, inputs);
            queries = queriesAtOnce(inputs, shape.heads());
            if (queries == ALL) {
                return Measurement.of(
                        new Source(shape, visitor -> visit(session, inputs, 0, ALL, visitor)), request.prompts());
            }
        }
        return Measurement.of(new Source(shape, visitor -> visitSlices(queries, visitor)), request.prompts());
    }

    private void visitSlices(int queries, RowVisitor visitor) {
        int longest = prompts.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
        Set<String> tables = new TreeSet<>();
        attention.blocks().forEach(block -> tables.addAll(block.tables()));
        for (int first = 0; first < longest; first += queries) {
            try (OrtSession session = session(queries, attention.edit().sliced(tables, first, first + queries))) {
                visit(session, ModelInputs.of(session), first, queries, visitor);
            } catch (OrtException e) {
                throw new ModelException("ONNX Runtime refuses it: " + e.getMessage(), e);
            }
        }
    }

    /// The name under which a tensor of a block is handed out.
    private static String output(AttentionBlock block, String tensor, int queries) {
        return queries != ALL && block.tables().contains(tensor) ? GraphEdit.slice(tensor) : tensor;
    }

    private OrtSession session(int queries, GraphEdit edit) throws OrtException {
        Set<String> outputs = new TreeSet<>();
        for (AttentionBlock block : attention.blocks()) {
            block.tensors().forEach(tensor -> outputs.add(output(block, tensor, queries)));
        }
        try (Arena arena = Arena.ofShared();
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(request.threads());
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.addConfigEntry(
                    EXTERNAL_FOLDER, file.toAbsolutePath().resolveSibling("").toString());
            // An arena keeps, and rounds to powers of two, what tables of gigabytes cannot spare.
            options.setCPUArenaAllocator(queries == ALL);
            return environment.createSession(graph.edited(edit, outputs, arena).asByteBuffer(), options);
        } catch (OrtException e) {
            throw new ModelException(
                    "ONNX Runtime refuses it" + graph.named(String.valueOf(e.getMessage())) + ": " + e.getMessage(), e);
        }
    }

    /// Runs the beginning of a prompt to see how many heads there are, and by what they are scaled.
    private AttentionShape shape(OrtSession session, ModelInputs inputs) throws OrtException {
        int heads = 0;
        double beta = 0;
        int[] beginning = Arrays.copyOf(prompts.getFirst(), Math.min(inputs.fewest(), prompts.getFirst().length));
        Map<String, OnnxTensor> feeds = inputs.of(beginning, environment);
        try (OrtSession.Result result = session.run(feeds)) {
            for (int number = 0; number < attention.blocks().size(); number++) {
                BlockRows rows = rows(number, result, beginning.length, 0, ALL, inputs, new HashMap<>());
                if (number == 0) {
                    heads = rows.heads();
                    beta = rows.beta();
                } else if (rows.heads() != heads || Math.abs(rows.beta() - beta) > 1e-6 * beta) {
                    throw new ModelException("block " + number + " has " + rows.heads() + " heads and β = "
                            + rows.beta() + " but block 0 has " + heads + " and β = " + beta
                            + "; only models whose blocks have the same can be scanned");
                }
            }
        } finally {
            ModelInputs.close(feeds);
        }
        int[] tokens = prompts.stream().mapToInt(prompt -> prompt.length).toArray();
        return new AttentionShape(attention.blocks().size(), heads, tokens, beta, true);
    }

    private int queriesAtOnce(ModelInputs inputs, int heads) {
        int longest = prompts.stream()
                .mapToInt(tokens -> inputs.length(tokens.length))
                .max()
                .orElse(1);
        double row = (double) Float.BYTES * heads * longest * inputs.batch();
        double passing = PASSING * row * longest;
        // Each block hands out scores and weights, of which one block's are copied.
        double handed = 2 * row * (attention.blocks().size() + 1);
        double queries = (request.memory() - passing) / handed;
        if (queries >= longest) {
            return ALL;
        }
        if (queries < PartRows.QUERIES) {
            throw new ModelException("a prompt of " + longest + " tokens needs "
                    + Math.round((passing + PartRows.QUERIES * handed) / (1 << 20)) + " MiB but --memory allows "
                    + (request.memory() >> 20)
                    + "; give more, or shorter prompts");
        }
        return (int) queries / PartRows.QUERIES * PartRows.QUERIES;
    }

    private void requireTokens(ModelInputs inputs) {
        long vocabulary = graph.vocabulary(inputs.tokens());
        for (int i = 0; i < prompts.size(); i++) {
            for (int token : prompts.get(i)) {
                if (token < 0 || (vocabulary > 0 && token >= vocabulary)) {
                    throw new ModelException("prompt " + (i + 1) + " has the token " + token + " but it knows tokens"
                            + (vocabulary > 0 ? " from 0 to " + (vocabulary - 1) : " from 0 on"));
                }
            }
        }
    }

    private void visit(OrtSession session, ModelInputs inputs, int first, int queries, RowVisitor visitor) {
        try (Workers workers = new Workers(request.threads())) {
            for (int prompt = 0; prompt < prompts.size(); prompt++) {
                if (first >= prompts.get(prompt).length) {
                    continue;
                }
                Map<String, OnnxTensor> feeds = Map.of();
                try {
                    feeds = inputs.of(prompts.get(prompt), environment);
                    try (OrtSession.Result result = session.run(feeds)) {
                        Map<String, Tensor> shared = new HashMap<>();
                        for (int layer = 0; layer < attention.blocks().size(); layer++) {
                            int tokens = prompts.get(prompt).length;
                            BlockRows rows = rows(layer, result, tokens, first, queries, inputs, shared);
                            show(rows, layer, prompt, first, queries, inputs, workers, visitor);
                        }
                    }
                } catch (OrtException e) {
                    throw new ModelException(
                            "ONNX Runtime cannot run prompt " + (prompt + 1) + " of "
                                    + prompts.get(prompt).length + " tokens (longer than the model's positions?): "
                                    + e.getMessage(),
                            e);
                } finally {
                    ModelInputs.close(feeds);
                }
            }
        }
    }

    private void show(
            BlockRows rows,
            int layer,
            int prompt,
            int first,
            int queries,
            ModelInputs inputs,
            Workers workers,
            RowVisitor visitor) {
        int tokens = prompts.get(prompt).length;
        PartRows[] parts = new PartRows[workers.threads()];
        Arrays.setAll(parts, worker -> new PartRows(rows, tokens, inputs.length(tokens)));
        int before = first / PartRows.QUERIES;
        int count = Math.min(tokens - first, queries);
        workers.run((count + PartRows.QUERIES - 1) / PartRows.QUERIES, (worker, task) -> {
            int part = before + task;
            parts[worker].show(part, visitor.part(layer, prompt, part));
        });
    }

    /// @param shared tensors of earlier blocks, among them masks that all blocks have in common
    private BlockRows rows(
            int number,
            OrtSession.Result result,
            int tokens,
            int first,
            int queries,
            ModelInputs inputs,
            Map<String, Tensor> shared) {
        AttentionBlock block = attention.blocks().get(number);
        Map<String, Tensor> tensors = new HashMap<>();
        for (String name : block.tensors()) {
            Tensor tensor = shared.get(name);
            if (tensor == null) {
                tensor =
                        Tensor.of(name, result.get(output(block, name, queries)).orElseThrow());
            }
            tensors.put(name, tensor);
        }
        Set<String> own = new HashSet<>(block.tensors());
        own.removeAll(block.masks());
        shared.clear();
        tensors.forEach((name, tensor) -> {
            if (!own.contains(name)) {
                shared.put(name, tensor);
            }
        });
        int length = inputs.length(tokens);
        return new BlockRows(
                number, block, tensors, first, Math.min(queries, length - first), tokens, length, inputs.batch());
    }
}
