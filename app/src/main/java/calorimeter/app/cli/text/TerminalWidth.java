package calorimeter.app.cli.text;

/// Columns of the terminal, as the launcher found them.
public final class TerminalWidth {

    /// Terminals that do not know their size say 0; nothing can be shown on fewer columns than these.
    private static final int LEAST = 20;

    private TerminalWidth() {}

    /// @param unknown what to take for a terminal that does not know
    public static int columns(int unknown) {
        return plausible(Integer.getInteger("calorimeter.terminal.width", unknown), unknown);
    }

    static int plausible(int columns, int unknown) {
        return columns < LEAST ? unknown : columns;
    }
}
