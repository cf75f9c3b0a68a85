// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.theory;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.lab.store.Failures;
import calorimeter.lab.text.PlainNumber;
import calorimeter.lab.text.PlainText;
import calorimeter.physics.ensemble.EnergySpectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/// Reads the energies of `ensemble` from arguments, files and standard input: numbers separated by commas, semicolons
/// or white space; `E*g` is the energy E g times.
final class EnergySource {

    private static final String SEPARATORS = ",; \t\f";
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private final CommandContext context;
    private double[] levels = new double[16];
    private int count;

    EnergySource(CommandContext context) {
        this.context = context;
    }

    /// Energies of all sources together.
    ///
    /// @param arguments each a list of energies, `@FILE`, or `-` for standard input
    /// @throws BadInputException if there is no energy, or one cannot be used
    /// @throws IllegalArgumentException if the energies lie too far apart for a double
    EnergySpectrum read(List<String> arguments, @Nullable Path file) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("-")) {
                readStandardInput();
            } else if (argument.startsWith("@")) {
                readFile(Path.of(argument.substring(1)));
            } else {
                String place = arguments.size() == 1 ? "in the argument" : "in argument " + (i + 1);
                argument.lines().forEach(line -> add(line, place));
            }
        }
        if (file != null) {
            readFile(file);
        }
        if (count == 0) {
            throw new BadInputException("there are no energies; give them as an argument, as in `calorimeter ensemble "
                    + "0,1,1,2`, with --file F, or with - on standard input");
        }
        return EnergySpectrum.of(Arrays.copyOf(levels, count));
    }

    private void readFile(Path file) {
        try {
            read(PlainText.decode(Files.readAllBytes(file), "the file " + file), file.toString());
        } catch (IOException e) {
            throw new BadInputException("cannot read energies from " + file + ": " + Failures.ofReading(e));
        }
    }

    private void readStandardInput() {
        try {
            read(PlainText.decode(context.in().readAllBytes(), "standard input"), "standard input");
        } catch (IOException e) {
            throw new BadInputException("cannot read energies from standard input (" + e.getMessage() + ")");
        }
    }

    private void read(String text, String place) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            add(line, place + ", line " + number);
        }
    }

    /// Adds one line of text.
    ///
    /// @param place where it stands, for complaints
    /// @throws BadInputException naming an entry that is not a finite number, and its place
    private void add(String line, String place) {
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
            energy = PlainNumber.parse(text);
        } catch (NumberFormatException e) {
            throw new BadInputException("energy '" + entry + "' (" + place
                    + ") is not a number; write numbers as 0.5 or 1e-3, separated by commas or spaces, and E*g for g "
                    + "levels of energy E");
        }
        if (!Double.isFinite(energy)) {
            throw new BadInputException("energy '" + entry + "' (" + place + ") must be finite");
        }
        return energy;
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
}
