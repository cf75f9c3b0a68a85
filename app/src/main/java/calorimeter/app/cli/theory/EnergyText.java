package calorimeter.app.cli.theory;

import calorimeter.app.cli.command.BadInputException;
import java.util.Arrays;
import java.util.StringTokenizer;

/// Energies from text: numbers separated by commas, semicolons or white space; `E*g` is the energy E g times.
final class EnergyText {

    private static final String SEPARATORS = ",; \t\f";
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private double[] levels = new double[16];
    private int count;

    /// Adds one line of text.
    ///
    /// @param place where it stands, for complaints
    /// @throws BadInputException naming an entry that is not a finite number, and its place
    void add(String line, String place) {
        StringTokenizer entries = new StringTokenizer(line, SEPARATORS);
        while (entries.hasMoreTokens()) {
            addEntry(entries.nextToken(), place);
        }
    }

    private void addEntry(String entry, String place) {
        int star = entry.indexOf('*');
        double energy = number(star < 0 ? entry : entry.substring(0, star), entry, place);
        int times = star < 0 ? 1 : degeneracy(entry.substring(star + 1), entry, place);
        if (times > LONGEST - count) {
            throw new BadInputException("the spectrum has more than " + LONGEST + " levels at '" + entry + "' (" + place
                    + "); at most so many are possible");
        }
        if (count + times > levels.length) {
            levels = Arrays.copyOf(levels, (int) Math.min(LONGEST, Math.max(2L * levels.length, (long) count + times)));
        }
        Arrays.fill(levels, count, count + times, energy);
        count += times;
    }

    private static double number(String text, String entry, String place) {
        double energy;
        try {
            // Java's own grammar would take the suffixes of its literals, as in 1f.
            if (text.isEmpty() || "dDfF".indexOf(text.charAt(text.length() - 1)) >= 0) {
                throw new NumberFormatException();
            }
            energy = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new BadInputException("energy '" + entry + "' (" + place
                    + ") is not a number; write numbers as 0.5 or 1e-3, separated by commas or spaces, and E*g for g "
                    + "levels of energy E");
        }
        if (!Double.isFinite(energy)) {
            throw new BadInputException("energy '" + entry + "' (" + place + ") must be finite");
        }
        // −0 is 0.
        return energy + 0.0;
    }

    private static int degeneracy(String text, String entry, String place) {
        try {
            int times = Integer.parseInt(text);
            if (times >= 1) {
                return times;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadInputException("energy '" + entry + "' (" + place + ") has the degeneracy '" + text
                + "' but it must be an integer from 1 to " + Integer.MAX_VALUE);
    }

    boolean isEmpty() {
        return count == 0;
    }

    double[] levels() {
        return Arrays.copyOf(levels, count);
    }
}
