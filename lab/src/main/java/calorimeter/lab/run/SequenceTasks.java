// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.data.SequenceTask;
import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.data.sequence.SequenceRule.Induction;
import calorimeter.engine.data.sequence.SequenceRule.Lookup;
import calorimeter.engine.data.sequence.SequenceRule.Parity;
import calorimeter.engine.data.sequence.SequenceRule.Sum;
import calorimeter.engine.data.sequence.SequenceSource;
import calorimeter.engine.data.sequence.TokenFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sequence tasks as values of [Setting#TASK] and [Setting#TASK_CONTENT]. A file is named by its path, which is where
/// it was found, and decides by what it holds.
final class SequenceTasks {

    private static final String LOOKUP = "lookup";
    private static final String INDUCTION = "induction";
    private static final String PARITY = "parity";
    private static final String SUM = "sum";
    private static final String FILE = "file";

    private static final List<String> FORMATS = List.of(".csv", ".npz");

    private final SettingValues values;

    SequenceTasks(SettingValues values) {
        this.values = values;
    }

    SequenceTask task() {
        SequenceSource source = source();
        double fraction = source.trained() == 0 ? values.number(Setting.TRAIN_FRACTION) : 0;
        return new SequenceTask(source, fraction, values.flag(Setting.RANDOM_LABELS));
    }

    private SequenceSource source() {
        String text = values.text(Setting.TASK);
        return switch (text) {
            case LOOKUP -> new Lookup(length(), values.integer(Setting.VOCABULARY), examples());
            case INDUCTION -> new Induction(length(), values.integer(Setting.VOCABULARY), examples());
            case PARITY -> new Parity(length(), values.integer(Setting.PARITY_BITS), examples());
            case SUM -> new Sum(length(), values.integer(Setting.P), examples());
            default -> file(text);
        };
    }

    private int length() {
        return values.integer(Setting.LENGTH);
    }

    private int examples() {
        return values.integer(Setting.EXAMPLES);
    }

    private TokenFile file(String text) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw notKnown();
        }
        if (FORMATS.stream().noneMatch(text::endsWith)) {
            throw notKnown();
        }
        return values.isNone(Setting.TASK_CONTENT) ? TokenFile.read(path) : new TokenFile(path, content());
    }

    private SettingException notKnown() {
        return values.refused(
                Setting.TASK,
                "one of " + String.join(", ", SettingValues.NONE, LOOKUP, INDUCTION, PARITY, SUM)
                        + ", or a file whose name ends in " + String.join(" or ", FORMATS));
    }

    private TokenFile.Content content() {
        String text = values.text(Setting.TASK_CONTENT);
        if (!text.matches("[0-9a-f]{64}(/\\d{1,9}){5}")) {
            throw values.refused(Setting.TASK_CONTENT, "none, or SHA-256/rows/tokens/vocabulary/classes/training rows");
        }
        String[] parts = text.split("/", -1);
        return new TokenFile.Content(
                parts[0],
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]),
                Integer.parseInt(parts[5]));
    }

    /// Value of [Setting#TASK].
    static String text(TaskSettings task) {
        return task instanceof SequenceTask sequences && sequences.source() instanceof TokenFile file
                ? file.path().toString()
                : kind(task);
    }

    /// [#text] without a file's name.
    static String kind(TaskSettings task) {
        return task instanceof SequenceTask sequences
                ? switch (sequences.source()) {
                    case Lookup lookup -> LOOKUP;
                    case Induction induction -> INDUCTION;
                    case Parity parity -> PARITY;
                    case Sum sum -> SUM;
                    case TokenFile file -> FILE;
                }
                : SettingValues.NONE;
    }

    /// Value of [Setting#TASK_CONTENT]; null where the task is no file.
    static @Nullable List<Object> content(TaskSettings task) {
        if (task instanceof SequenceTask sequences && sequences.source() instanceof TokenFile file) {
            TokenFile.Content content = file.content();
            return List.of(
                    content.sha256(),
                    content.examples(),
                    content.length(),
                    content.vocabulary(),
                    content.classes(),
                    content.trained());
        }
        return null;
    }
}
