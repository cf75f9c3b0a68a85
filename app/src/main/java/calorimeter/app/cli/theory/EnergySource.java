package calorimeter.app.cli.theory;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.physics.ensemble.EnergySpectrum;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where `ensemble` has its energies from: arguments, files, standard input.
final class EnergySource {

    private final CommandContext context;
    private final EnergyText text = new EnergyText();

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
                argument.lines().forEach(line -> text.add(line, place));
            }
        }
        if (file != null) {
            readFile(file);
        }
        if (text.isEmpty()) {
            throw new BadInputException("there are no energies; give them as an argument, as in `calorimeter ensemble "
                    + "0,1,1,2`, with --file F, or with - on standard input");
        }
        return EnergySpectrum.of(text.levels());
    }

    private void readFile(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            read(lines, file.toString());
        } catch (NoSuchFileException e) {
            throw new BadInputException("there is no file " + file + " to read energies from");
        } catch (CharacterCodingException e) {
            throw new BadInputException("the file " + file + " is not UTF-8 text");
        } catch (IOException e) {
            throw new BadInputException("cannot read energies from " + file + " (" + e.getMessage() + ")");
        }
    }

    private void readStandardInput() {
        try {
            // Not closed: closing it would close standard input.
            @SuppressWarnings("resource")
            BufferedReader lines = new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
            read(lines, "standard input");
        } catch (IOException e) {
            throw new BadInputException("cannot read energies from standard input (" + e.getMessage() + ")");
        }
    }

    private void read(BufferedReader lines, String place) throws IOException {
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            text.add(line, place + ", line " + number);
        }
    }
}
