package calorimeter.app.cli.command;

import org.jspecify.annotations.Nullable;

/// Which Calorimeter this is, for `--version` and for the provenance of runs.
///
/// @param number from the jar's manifest; `development` when classes run outside a jar
/// @param commit of the source, with the suffix `-dirty` if files differ from it; null if it is not known
public record ProgramVersion(String number, @Nullable String commit) {

    /// Set by the launcher.
    private static final String COMMIT = "calorimeter.commit";

    public static ProgramVersion ofThisProgram() {
        String number = ProgramVersion.class.getPackage().getImplementationVersion();
        return new ProgramVersion(number == null ? "development" : number, System.getProperty(COMMIT));
    }

    @Override
    public String toString() {
        return commit == null ? number : number + " (commit " + commit + ")";
    }
}
