package calorimeter.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/// A page that a person wants somewhere.
final class PageFile {

    private PageFile() {}

    /// Finds out before the work, which may take hours, whether the page could be written there.
    ///
    /// @param option that gives another place
    /// @throws BadInputException if it could not
    static void requireWritable(Path file, String option) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new BadInputException("cannot write the page " + file
                    + ": its folder must exist and be writable, and it must not be a folder itself; give another"
                    + " place with " + option + " FILE");
        }
    }
}
