// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import calorimeter.engine.data.image.DataException;
import calorimeter.engine.random.Seed;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A file of token sequences. A CSV file has a column `label`, perhaps a column `split` that says train or
/// test, perhaps a column `group` that no model reads and that constraints compare, and a column for each
/// position; an npz file has arrays `labels`, perhaps `split` and `group`, and `tokens`, a row for each
/// sequence.
///
/// Tokens and labels that are all whole numbers from 0 on are taken as they are; otherwise they are words, numbered in
/// the order of their first appearance, row by row.
///
/// @param path where it lies
/// @param content what it holds
public record TokenFile(Path path, Content content) implements SequenceSource {

    /// What this process has read, while there is room: the runs of a sweep share it. Files that change meanwhile are
    /// not read again.
    private static final Map<Path, SoftReference<Read>> READ = new HashMap<>();

    /// What is known of a file's rows without reading it again.
    ///
    /// @param sha256 of the file, in hexadecimal digits
    /// @param trained how many rows are for training; 0 where the file does not say
    public record Content(String sha256, int examples, int length, int vocabulary, int classes, int trained) {}

    /// A file as it was read.
    record Read(Content content, LabelledRows rows) {}

    /// Reads a file.
    ///
    /// @throws DataException when it cannot be read, or is not such a file
    public static TokenFile read(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return new TokenFile(absolute, contentOf(absolute).content());
    }

    private static Read contentOf(Path path) {
        synchronized (READ) {
            SoftReference<Read> earlier = READ.get(path);
            Read read = earlier == null ? null : earlier.get();
            if (read == null) {
                read = TokenFileReader.read(path);
                READ.put(path, new SoftReference<>(read));
            }
            return read;
        }
    }

    @Override
    public int length() {
        return content.length();
    }

    @Override
    public int vocabulary() {
        return content.vocabulary();
    }

    @Override
    public int classes() {
        return content.classes();
    }

    @Override
    public int examples() {
        return content.examples();
    }

    @Override
    public int trained() {
        return content.trained();
    }

    @Override
    public LabelledRows rows(Seed seed) {
        return unchanged().rows();
    }

    /// @throws DataException when the file cannot be read or holds something else by now
    public void requireUnchanged() {
        unchanged();
    }

    private Read unchanged() {
        Read read = contentOf(path);
        if (!read.content().equals(content)) {
            throw new DataException(path + " is not the file that the run began with: SHA-256 " + content.sha256()
                    + " then, " + read.content().sha256()
                    + " now; put that file back, or start a run anew with this one");
        }
        return read;
    }
}
