// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/// Which Calorimeter this is, for `--version` and for the provenance of runs.
///
/// @param number from the jar's manifest; `development` when classes run outside a jar
/// @param commit of the source, with the suffix `-dirty` if files differ from it; null if it is not known
public record ProgramVersion(String number, @Nullable String commit) {

    /// Set by the launcher in a clone.
    private static final String COMMIT = "calorimeter.commit";

    /// The attribute of the manifest in a release, which has no git beside it.
    private static final String COMMIT_OF_JAR = "Commit";

    public static ProgramVersion ofThisProgram() {
        String number = ProgramVersion.class.getPackage().getImplementationVersion();
        return new ProgramVersion(
                number == null ? "development" : number,
                System.getProperty(COMMIT, commitOfJar(ProgramVersion.class.getResource("ProgramVersion.class"))));
    }

    /// The commit in the manifest of the jar that holds this class file.
    static @Nullable String commitOfJar(@Nullable URL classFile) {
        try {
            return classFile != null && classFile.openConnection() instanceof JarURLConnection jar
                    ? jar.getMainAttributes().getValue(COMMIT_OF_JAR)
                    : null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + classFile, e);
        }
    }

    @Override
    public String toString() {
        return commit == null ? number : number + " (commit " + commit + ")";
    }
}
