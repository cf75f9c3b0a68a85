package calorimeter.app.cli;

/// A line of progress: drawn over itself on a terminal, printed line after line elsewhere.
final class LiveLine {

    /// Of the terminal, as the launcher found it.
    private static final int WIDTH = Integer.getInteger("calorimeter.terminal.width", 120);

    private final CommandContext context;
    private int drawnWidth;

    LiveLine(CommandContext context) {
        this.context = context;
    }

    void draw(String whole) {
        // A line that wraps cannot be drawn over.
        String line = context.isTerminal() ? whole.substring(0, Math.min(whole.length(), WIDTH - 1)) : whole;
        if (context.isTerminal()) {
            context.err().print("\r" + line + " ".repeat(Math.max(0, drawnWidth - line.length())));
            drawnWidth = line.length();
        } else {
            context.err().println(line);
        }
        context.err().flush();
    }

    /// Prints a line that stays.
    void print(String line) {
        if (drawnWidth > 0) {
            context.err().print("\r" + " ".repeat(drawnWidth) + "\r");
            drawnWidth = 0;
        }
        context.err().println(line);
        context.err().flush();
    }

    /// Ends a line that is being drawn.
    void end() {
        if (drawnWidth > 0) {
            context.err().println();
            drawnWidth = 0;
        }
    }
}
