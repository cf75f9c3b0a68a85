// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.engine.kernel.Workers;
import calorimeter.scan.source.AttentionShape;
import calorimeter.scan.source.AttentionSource;
import calorimeter.scan.source.ModelException;
import calorimeter.scan.source.RowVisitor;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Attention of an ONNX file on some prompts: rows that a child process sends. They can be visited once.
public final class OnnxAttention implements AttentionSource, AutoCloseable {

    private final OnnxFile model;
    private final List<int[]> prompts;
    private final int threads;
    private final OnnxChild child;
    private final AttentionShape shape;
    private final List<String> notes = new ArrayList<>();

    OnnxAttention(OnnxFile model, List<int[]> prompts, int threads, long memory) {
        this.model = model;
        this.prompts = prompts;
        this.threads = threads;
        child = OnnxChild.start(model);
        try {
            child.send(out -> request(out, memory));
            ByteBuffer head = child.expect(Frames.SHAPE, 5 * Integer.BYTES);
            int layers = head.getInt();
            int heads = head.getInt();
            double beta = head.getDouble();
            for (int count = head.getInt(); count > 0; count--) {
                notes.add(child.text());
            }
            shape = new AttentionShape(
                    layers,
                    heads,
                    prompts.stream().mapToInt(tokens -> tokens.length).toArray(),
                    beta,
                    true);
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }

    private void request(DataOutputStream out, long memory) throws IOException {
        out.writeUTF(model.file().toAbsolutePath().toString());
        out.writeInt(threads);
        out.writeLong(memory);
        out.writeInt(prompts.size());
        for (int[] tokens : prompts) {
            out.writeInt(tokens.length);
            for (int token : tokens) {
                out.writeInt(token);
            }
        }
    }

    @Override
    public AttentionShape shape() {
        return shape;
    }

    /// What the user should know, a sentence each.
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /// @throws ModelException when the model fails on a prompt, or a block does not agree with the model's
    ///     own softmax
    @Override
    public void visit(RowVisitor visitor) {
        int longest = prompts.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
        try (Workers workers = new Workers(threads)) {
            workers.run(threads, (worker, task) -> {
                PartReader reader = new PartReader(shape.heads(), longest);
                while (reader.read(child)) {
                    reader.show(visitor);
                }
            });
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
