// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import calorimeter.scan.source.ModelException;
import calorimeter.scan.source.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// tokenizer.json, read by the library of the Hugging Face hub itself. Neither truncates nor pads, whatever
/// the file says.
public final class Tokenizer implements AutoCloseable {

    private final Path file;
    private final HuggingFaceTokenizer tokenizer;

    private Tokenizer(Path file, HuggingFaceTokenizer tokenizer) {
        this.file = file;
        this.tokenizer = tokenizer;
    }

    /// @param special whether tokens such as `[CLS]` are added as the model expects
    /// @throws ModelException when there is no such file, or it is no tokenizer
    public static Tokenizer open(Path file, boolean special) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file + " is missing, which turns text into tokens; give token numbers with --ids");
        }
        // The library sends its users' data home unless told otherwise.
        System.setProperty("OPT_OUT_TRACKING", "true");
        try {
            return new Tokenizer(
                    file,
                    HuggingFaceTokenizer.builder()
                            .optTokenizerPath(file)
                            .optAddSpecialTokens(special)
                            .optTruncation(false)
                            .optPadding(false)
                            .build());
        } catch (IOException | RuntimeException e) {
            throw new ModelException("cannot read " + file + " as a tokenizer: " + e.getMessage(), e);
        }
    }

    /// The tokens of one prompt. Separators are the special tokens behind the first.
    Prompt encode(String text) {
        Encoding encoding = tokenizer.encode(text);
        long[] ids = encoding.getIds();
        long[] special = encoding.getSpecialTokenMask();
        int[] tokens = new int[ids.length];
        BitSet separators = new BitSet();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            tokens[i] = Math.toIntExact(ids[i]);
            separators.set(i, i > 0 && special[i] != 0);
            words.add(word(text, encoding.getCharTokenSpans()[i], encoding.getTokens()[i]));
        }
        return new Prompt(tokens, separators, words);
    }

    /// The piece of text that a token covers, counted in code points; its name where that is nothing.
    private static String word(String text, @Nullable CharSpan span, String token) {
        if (span == null || span.getStart() >= span.getEnd()) {
            return token;
        }
        return text.substring(text.offsetByCodePoints(0, span.getStart()), text.offsetByCodePoints(0, span.getEnd()));
    }

    @Override
    public String toString() {
        return file.toString();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
