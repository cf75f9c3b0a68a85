// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import calorimeter.engine.data.image.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Reads a [TokenFile], whose name says its format.
final class TokenFileReader {

    private static final String ARRAYS = ".npz";

    private TokenFileReader() {}

    static TokenFile.Read read(Path path) {
        byte[] bytes = bytes(path);
        FileRows rows = new FileRows(path);
        int length =
                path.toString().endsWith(ARRAYS) ? NpzRows.read(path, bytes, rows) : CsvRows.read(path, bytes, rows);
        return rows.read(sha256(bytes), length);
    }

    private static byte[] bytes(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new DataException(
                    path + (Files.exists(path) ? " is no file" : " is missing") + "; give --task a CSV or npz file");
        }
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new DataException("cannot read " + path + ": " + e + "; check its permissions and its disk");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
