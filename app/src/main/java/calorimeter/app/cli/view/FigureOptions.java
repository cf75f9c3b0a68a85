// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.view;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.text.Json;
import calorimeter.lab.store.DurableFile;
import calorimeter.report.drawing.FileFormat;
import calorimeter.report.page.PanelFigure;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of commands that write figures as files: where to, in which formats, how wide.
public final class FigureOptions {

    /// A column of most journals.
    private static final double COLUMN = 85;

    private static final double NARROWEST = 50;
    private static final double WIDEST = 500;

    @Option(
            names = "--figures",
            paramLabel = "DIR",
            description = "Write every figure as a file into this folder, each under its own name.")
    private @Nullable Path folder;

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "FORMAT",
            description = "With --figures: svg, png or pdf, or several with commas between. Default: pdf.")
    private @Nullable List<String> formats;

    @Option(
            names = "--width",
            paramLabel = "MM",
            description =
                    "With --figures: their width in millimetres. Default: 85, a single column; 178 is a double one.")
    private @Nullable Double width;

    /// Whether figures are to be written. Throws [BadInputException] if an option cannot be as it is.
    public boolean given() {
        if (folder == null) {
            if (formats != null || width != null) {
                throw new BadInputException((formats != null ? "--format" : "--width")
                        + " is for figures as files; give --figures DIR too");
            }
            return false;
        }
        formats();
        width();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new BadInputException("--figures is " + folder + " but that is a file; give a folder");
        }
        return true;
    }

    private List<FileFormat> formats() {
        List<FileFormat> chosen = new ArrayList<>();
        for (String word : formats == null ? List.of(FileFormat.PDF.ending()) : formats) {
            chosen.add(Arrays.stream(FileFormat.values())
                    .filter(format -> format.ending().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new BadInputException("--format is '" + word + "' but must be one of "
                            + Arrays.stream(FileFormat.values())
                                    .map(FileFormat::ending)
                                    .collect(Collectors.joining(", "))
                            + ", or several with commas between")));
        }
        return chosen.stream().distinct().toList();
    }

    private double width() {
        double millimetres = width == null ? COLUMN : width;
        if (!(millimetres >= NARROWEST && millimetres <= WIDEST)) {
            throw new BadInputException("--width is " + width + " but must be from 50 to 500 millimetres");
        }
        return millimetres;
    }

    /// Writes the files, each whole or not at all, and returns them.
    ///
    /// @param force whether files that exist are overwritten; otherwise nothing is written if one exists
    public List<Path> write(List<PanelFigure> figures, boolean force) {
        if (folder == null) {
            throw new IllegalStateException("no --figures were asked for");
        }
        Path place = folder.toAbsolutePath();
        List<Path> files = new ArrayList<>();
        for (PanelFigure figure : figures) {
            for (FileFormat format : formats()) {
                files.add(place.resolve(figure.id() + "." + format.ending()));
            }
        }
        files.forEach(file -> OptionCheck.requireFree(file, "--figures", force));
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new BadInputException("cannot make the folder " + place
                    + ": a folder above it is a file or cannot be written to; choose another --figures");
        }
        int next = 0;
        for (PanelFigure figure : figures) {
            for (FileFormat format : formats()) {
                DurableFile.writeForUser(files.get(next++), out -> format.write(figure, width(), out));
            }
        }
        return files;
    }

    public static String text(List<Path> files) {
        return files.stream().map(file -> file + System.lineSeparator()).collect(Collectors.joining());
    }

    public static ArrayNode json(List<Path> files) {
        return Json.array(files.stream().map(Path::toString).toList());
    }
}
