// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.text;

import calorimeter.app.cli.command.CommandContext;

/// A line of progress: drawn over itself on a terminal, printed line after line elsewhere.
public final class LiveLine {

    private static final int USUAL_COLUMNS = 120;

    private final CommandContext context;
    private final int columns;
    private int drawnWidth;

    public LiveLine(CommandContext context) {
        this(context, CommandContext.columns(USUAL_COLUMNS));
    }

    /// @param columns of the terminal
    public LiveLine(CommandContext context, int columns) {
        this.context = context;
        this.columns = CommandContext.plausibleColumns(columns, USUAL_COLUMNS);
    }

    public void draw(String whole) {
        if (context.terminal()) {
            // A line that wraps cannot be drawn over.
            String line = whole.substring(0, Math.min(whole.length(), columns - 1));
            context.err().print("\r" + line + " ".repeat(Math.max(0, drawnWidth - line.length())));
            drawnWidth = line.length();
        } else {
            context.err().println(whole);
        }
        context.err().flush();
    }

    public void print(String line) {
        clear();
        context.err().println(line);
        context.err().flush();
    }

    /// Takes away a line that is being drawn.
    public void clear() {
        if (drawnWidth > 0) {
            context.err().print("\r" + " ".repeat(drawnWidth) + "\r");
            context.err().flush();
            drawnWidth = 0;
        }
    }

    /// Ends a line that is being drawn.
    public void end() {
        if (drawnWidth > 0) {
            context.err().println();
            drawnWidth = 0;
        }
    }
}
