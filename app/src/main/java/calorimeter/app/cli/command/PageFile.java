package calorimeter.app.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;

/// A page that a person wants somewhere.
public final class PageFile {

    private PageFile() {}

    /// Finds out before the work, which may take hours, whether the page could be written there.
    ///
    /// @param option that gives another place
    /// @throws BadInputException if it could not
    public static void requireWritable(Path file, String option) {
        Path folder = file.toAbsolutePath().getParent();
        boolean replaceable = !Files.exists(file) || Files.isRegularFile(file);
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || !replaceable) {
            throw new BadInputException("cannot write the page " + file
                    + ": its folder must exist and be writable, and what stands there must be a plain file; give another"
                    + " place with " + option + " FILE");
        }
    }
}
