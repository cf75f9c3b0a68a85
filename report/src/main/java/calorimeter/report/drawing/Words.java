// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of words, cut where letters are raised or lowered.
///
/// @param size of the letters in points
record Words(List<Run> runs, double size) {

    /// Letters of one height.
    ///
    /// @param text letters that the font has
    /// @param rise of the line on which they stand, in sizes
    /// @param scale of their size
    record Run(String text, double rise, double scale) {}

    private static final double SMALL = 0.72;
    private static final double RAISED = 0.36;
    private static final double LOWERED = -0.16;

    /// Heights above and below the line, in sizes.
    static final double ASCENT = 0.74;

    static final double DESCENT = 0.22;

    private static final Pattern POWER = Pattern.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+");
    private static final Pattern INDEX = Pattern.compile("_(\\w+)");
    private static final String RAISED_LETTERS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
    private static final String PLAIN_LETTERS = "0123456789−";

    Words {
        runs = List.copyOf(runs);
    }

    /// Digits that are raised in the text are raised here, all in one style.
    static Words plain(String text, double size) {
        List<Run> runs = new ArrayList<>();
        Matcher power = POWER.matcher(text);
        int end = 0;
        while (power.find()) {
            add(runs, text.substring(end, power.start()), 0, 1);
            add(runs, lowered(power.group()), RAISED, SMALL);
            end = power.end();
        }
        add(runs, text.substring(end), 0, 1);
        return new Words(runs, size);
    }

    /// The same, where the first _x is a lowered x, as in names of axes and quantities.
    static Words symbol(String text, double size) {
        Matcher index = INDEX.matcher(text);
        if (!index.find()) {
            return plain(text, size);
        }
        List<Run> runs = new ArrayList<>(plain(text.substring(0, index.start()), size).runs);
        add(runs, index.group(1), LOWERED, SMALL);
        runs.addAll(plain(text.substring(index.end()), size).runs);
        return new Words(runs, size);
    }

    /// The same, smaller where they would be wider than their room.
    Words fitting(double room) {
        double width = width();
        return width > room ? new Words(runs, size * Math.max(0, room) / width) : this;
    }

    private static void add(List<Run> runs, String text, double rise, double scale) {
        if (!text.isEmpty()) {
            runs.add(new Run(Lettering.font().available(text), rise, scale));
        }
    }

    private static String lowered(String power) {
        StringBuilder digits = new StringBuilder();
        power.chars().forEach(letter -> digits.append(PLAIN_LETTERS.charAt(RAISED_LETTERS.indexOf(letter))));
        return digits.toString();
    }

    double width() {
        return runs.stream().mapToDouble(this::width).sum();
    }

    double width(Run run) {
        return Lettering.font().width(run.text(), size * run.scale());
    }

    /// What the words cover when they begin at (0, 0).
    Rectangle2D bounds() {
        return new Rectangle2D.Double(0, -ASCENT * size, width(), (ASCENT + DESCENT) * size);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        runs.forEach(run -> text.append(run.text()));
        return text.toString();
    }
}
