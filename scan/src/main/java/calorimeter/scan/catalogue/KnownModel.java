// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.catalogue;

import java.util.List;
import java.util.Optional;

/// A sentence encoder that the project langchain4j ships inside a jar on Maven Central: an ONNX file and
/// tokenizer.json.
///
/// @param name by which `scan` knows it
/// @param version of the jar
/// @param sha256 of the jar
/// @param bytes of the jar
/// @param stem what the files in the jar are called, before `.onnx` and `-tokenizer.json`
public record KnownModel(String name, String version, String sha256, long bytes, String stem) {

    public static final List<KnownModel> ALL = List.of(
            new KnownModel(
                    "all-minilm-l6-v2",
                    "1.9.0-beta16",
                    "774415fd48ac6f42b213f341db7ccb404d25f22e88b580396449cb53e335e09f",
                    83_418_459,
                    "all-minilm-l6-v2"),
            new KnownModel(
                    "all-minilm-l6-v2-q",
                    "1.9.0-beta16",
                    "074a9ed11e4e89fa43f87e13ba4f4746e27c16cc8af303778cedb94e1a8928c8",
                    16_430_344,
                    "all-minilm-l6-v2-q"),
            new KnownModel(
                    "bge-small-en-v15",
                    "1.11.0-beta19",
                    "0813b1ad693e3e675023424e728a504392005a237de3e862a41b0ea6982e8744",
                    77_768_695,
                    "bge-small-en-v1.5"),
            new KnownModel(
                    "bge-small-en-v15-q",
                    "1.9.0-beta16",
                    "ac2f4377da75bf3f32297883625040dc8891fe370c5342e3a212b9ba45f26a20",
                    24_567_563,
                    "bge-small-en-v1.5-q"),
            new KnownModel(
                    "e5-small-v2",
                    "1.11.0-beta19",
                    "c1eeae01c2b948cb17109d34586139cf56adba90a2fbce8d758b3ce475b3dc31",
                    78_761_427,
                    "e5-small-v2"),
            new KnownModel(
                    "e5-small-v2-q",
                    "1.11.0-beta19",
                    "1ed8977dc74d6ebcc66716fe9e3ae972e308fa2967213f1b3af2e6ba45766aac",
                    24_715_730,
                    "e5-small-v2-q"));

    public static Optional<KnownModel> named(String name) {
        return ALL.stream().filter(model -> model.name.equals(name)).findFirst();
    }

    /// Path of the jar in a Maven repository.
    String path() {
        String artifact = "langchain4j-embeddings-" + name;
        return "dev/langchain4j/" + artifact + "/" + version + "/" + artifact + "-" + version + ".jar";
    }
}
