// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.text;

import calorimeter.lab.text.PlainText;
import calorimeter.scan.source.ModelException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
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

    /// A JSON file with a list of prompts, each a list of token numbers.
    public static List<Prompt> ofJson(Path file) {
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
        return checked(place, new Prompt(tokens, new BitSet()));
    }

    private static String text(Path file) {
        try {
            return PlainText.decode(Files.readAllBytes(file), "the file " + file);
        } catch (IOException e) {
            throw new ModelException("cannot read " + file + ": " + e.getMessage(), e);
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
