// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.text;

import calorimeter.engine.data.npz.NpyArray;
import calorimeter.engine.data.npz.NpzException;
import calorimeter.lab.store.Failures;
import calorimeter.lab.text.PlainText;
import calorimeter.scan.source.ModelException;
import calorimeter.scan.source.Prompt;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Prompts as token numbers. Each needs at least two tokens: with one, attention has nothing to choose.
public final class Prompts {

    private Prompts() {}

    /// One prompt for each line of a UTF-8 file.
    ///
    /// @throws ModelException when a line is empty or makes fewer than two tokens
    public static List<Prompt> ofLines(Path file, Tokenizer tokenizer) {
        List<Prompt> prompts = new ArrayList<>();
        int number = 0;
        for (String line : text(file).lines().toList()) {
            number++;
            String place = "line " + number + " of " + file;
            if (line.isBlank()) {
                throw new ModelException(place + " is empty; each line is a prompt");
            }
            prompts.add(checked(place, tokenizer.encode(line)));
        }
        return some(file, prompts);
    }

    /// Token numbers: a JSON file with a list of prompts, each a list of numbers; or an array
    /// [prompts × tokens] or [tokens] that numpy has saved as .npy.
    public static List<Prompt> ofNumbers(Path file) {
        return file.toString().endsWith(".npy") ? ofNumpy(file) : ofJson(file);
    }

    private static List<Prompt> ofNumpy(Path file) {
        NpyArray array;
        try (InputStream in = Files.newInputStream(file)) {
            array = NpyArray.read("tokens", in);
        } catch (IOException e) {
            throw new ModelException("cannot read " + file + ": " + Failures.ofReading(e), e);
        } catch (NpzException e) {
            throw new ModelException("cannot read " + file + " as token numbers: " + e.getMessage(), e);
        }
        int[] shape = array.shape();
        if (shape.length < 1 || shape.length > 2) {
            throw new ModelException(file + " has the shape " + Arrays.toString(shape)
                    + " but must be [prompts, tokens], or [tokens] of one prompt");
        }
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < (shape.length == 1 ? 1 : shape[0]); i++) {
            int[] tokens = new int[shape[shape.length - 1]];
            String place = "prompt " + (i + 1) + " of " + file;
            for (int j = 0; j < tokens.length; j++) {
                tokens[j] = number(place, shape.length == 1 ? array.text(j) : array.text(i, j));
            }
            prompts.add(checked(place, Prompt.ofNumbers(tokens)));
        }
        return some(file, prompts);
    }

    private static int number(String place, String token) {
        try {
            return Integer.parseInt(token);
        } catch (NumberFormatException e) {
            throw new ModelException(place + " has the token " + token + " but tokens are whole numbers", e);
        }
    }

    private static List<Prompt> ofJson(Path file) {
        JsonNode lists;
        try {
            lists = new ObjectMapper().readTree(text(file));
        } catch (JsonProcessingException e) {
            throw new ModelException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
        if (lists.isArray() && !lists.isEmpty() && lists.path(0).isNumber()) {
            return List.of(tokens("the prompt of " + file, lists));
        }
        if (!lists.isArray()) {
            throw new ModelException(file + " is not a list of prompts, as in [[101, 7592, 102], [101, 2088, 102]]");
        }
        List<Prompt> prompts = new ArrayList<>();
        for (JsonNode list : lists) {
            prompts.add(tokens("prompt " + (prompts.size() + 1) + " of " + file, list));
        }
        return some(file, prompts);
    }

    private static Prompt tokens(String place, JsonNode list) {
        if (!list.isArray()) {
            throw new ModelException(place + " is " + list + " but must be a list of token numbers");
        }
        int[] tokens = new int[list.size()];
        for (int i = 0; i < tokens.length; i++) {
            if (!list.path(i).isIntegralNumber() || !list.path(i).canConvertToInt()) {
                throw new ModelException(place + " has the token " + list.path(i) + " but tokens are whole numbers");
            }
            tokens[i] = list.path(i).intValue();
        }
        return checked(place, Prompt.ofNumbers(tokens));
    }

    private static String text(Path file) {
        try {
            return PlainText.decode(Files.readAllBytes(file), "the file " + file);
        } catch (IOException e) {
            throw new ModelException("cannot read " + file + ": " + Failures.ofReading(e), e);
        }
    }

    private static Prompt checked(String place, Prompt prompt) {
        int length = prompt.tokens().length;
        if (length < 2) {
            throw new ModelException(place + (length == 0 ? " is empty" : " has one token")
                    + "; a prompt needs at least two tokens, or attention has nothing to choose");
        }
        return prompt;
    }

    private static List<Prompt> some(Path file, List<Prompt> prompts) {
        if (prompts.isEmpty()) {
            throw new ModelException(file + " has no prompt");
        }
        return prompts;
    }
}
