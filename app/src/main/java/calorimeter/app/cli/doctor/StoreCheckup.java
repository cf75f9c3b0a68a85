package calorimeter.app.cli.doctor;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.text.HumanText;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The doctor on the run store. It opens it as commands that write do, which makes it if there is none.
final class StoreCheckup {

    private static final String DATABASE = "calorimeter.db";

    /// Where SQLite keeps `user_version` in a file's header, big-endian (sqlite.org/fileformat.html, 1.3).
    private static final int VERSION_OFFSET = 60;

    /// Checkpoints of a sweep fill this within an hour.
    private static final long LEAST_DISK = 1L << 30;

    private StoreCheckup() {}

    static List<Finding> findings(CommandContext context) {
        List<Finding> findings = new ArrayList<>();
        try {
            Path home = context.home();
            findings.add(Finding.of("store", "run store", home.toString()));
            try (RunStore store = context.openStore()) {
                findings.add(Finding.of("store_usable", "can be written", true));
                findings.add(Finding.of("runs", "runs", store.runs().size()));
            }
            findings.add(Finding.of("store_version", "its version", version(home.resolve(DATABASE))));
            long free = Files.getFileStore(home).getUsableSpace();
            findings.add(Finding.ofBytes("free_disk_bytes", "free disk", free)
                    .withProblemIf(
                            free < LEAST_DISK,
                            "only " + HumanText.bytes(free) + " are free on the disk of " + home
                                    + "; free some or set CALORIMETER_HOME to another disk"));
        } catch (StoreException e) {
            findings.add(Finding.of("store_usable", "can be used", false)
                    .withProblemIf(true, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            findings.add(Finding.of("store_readable", "can be read", false)
                    .withProblemIf(true, "cannot read the store: " + e + "; check its disk"));
        }
        return findings;
    }

    private static int version(Path database) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "r")) {
            file.seek(VERSION_OFFSET);
            return file.readInt();
        }
    }
}
