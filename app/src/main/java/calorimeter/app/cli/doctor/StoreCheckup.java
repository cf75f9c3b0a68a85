// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.doctor;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.text.HumanText;
import calorimeter.engine.range.OutOfRangeException;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/// The doctor on the run store. It opens it as commands that write do, which makes it if there is none.
final class StoreCheckup {

    private static final String DATABASE = "calorimeter.db";

    /// Where SQLite keeps `user_version` in a file's header, big-endian (sqlite.org/fileformat.html, 1.3).
    private static final int VERSION_OFFSET = 60;

    /// Checkpoints of a sweep fill this within an hour.
    private static final long LEAST_DISK = 1L << 30;

    private StoreCheckup() {}

    static void add(Checkup checkup, CommandContext context) {
        try {
            Path home = context.home();
            checkup.add("store", "run store", home.toString());
            try (RunStore store = context.openStore()) {
                checkup.addAnswer("store_usable", "can be written", null);
                checkup.add("runs", "runs", store.runs().size());
            }
            checkup.add("store_version", "its version", version(home.resolve(DATABASE)));
            long free = Files.getFileStore(home).getUsableSpace();
            String full = "only " + HumanText.bytes(free) + " are free on the disk of " + home
                    + "; free some or set CALORIMETER_HOME to another disk";
            checkup.addBytes("free_disk_bytes", "free disk", free, free < LEAST_DISK ? full : null);
        } catch (StoreException | OutOfRangeException e) {
            checkup.addAnswer("store_usable", "can be used", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            checkup.addAnswer("store_readable", "can be read", "cannot read the store: " + e + "; check its disk");
        }
    }

    private static int version(Path database) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "r")) {
            file.seek(VERSION_OFFSET);
            return file.readInt();
        }
    }
}
