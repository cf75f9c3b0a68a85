// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import calorimeter.engine.home.CalorimeterHome;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says where data sets lie: each in a folder of its name (`fashion-mnist`) in the first of some folders that
/// has it.
public final class DataFolders {

    public static final String VARIABLE = "CALORIMETER_DATA";

    /// Where Debian's package `dataset-fashion-mnist` puts it.
    private static final Path SYSTEM = Path.of("/usr/share/datasets");

    /// What this process has read last of each folder, while there is room: the runs of a sweep share it. Files that
    /// change meanwhile are not read again.
    private static final Map<Path, SoftReference<LabelledImages>> READ = new HashMap<>();

    private final List<Path> folders;

    /// @param folders those to search, the first first
    public DataFolders(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /// The folders of this machine: `CALORIMETER_DATA` if it is set, `data` in Calorimeter's home, the
    /// system's.
    ///
    /// @throws DataException if the variable names no folder
    public static DataFolders standard() {
        return standard(CalorimeterHome.variable(VARIABLE));
    }

    /// @param chosen folder that the user has set
    static DataFolders standard(@Nullable Path chosen) {
        List<Path> folders = new ArrayList<>();
        if (chosen != null) {
            if (!Files.isDirectory(chosen)) {
                throw new DataException("the environment variable " + VARIABLE + " is '" + chosen + "' but "
                        + (Files.exists(chosen) ? "that is no folder" : "there is nothing")
                        + "; set it to a folder of data sets, or unset it");
            }
            folders.add(chosen.toAbsolutePath().normalize());
        }
        folders.add(CalorimeterHome.resolve().resolve("data"));
        folders.add(SYSTEM);
        return new DataFolders(folders);
    }

    /// Folders where this data set is looked for, the first first.
    public List<Path> places(ImageSource source) {
        return folders.stream().map(folder -> folder.resolve(source.text())).toList();
    }

    /// The first of these places, or the archive's own folder in it, that has a file of the data set.
    public Optional<Path> find(ImageSource source) {
        return places(source).stream()
                .flatMap(place -> Stream.of(place, place.resolve(source.archiveFolder())))
                .filter(folder -> ImageFiles.isMeant(source, folder))
                .findFirst();
    }

    /// @throws DataException if the data set is nowhere, or a file of it is missing or is not what it should be
    public LabelledImages read(ImageSource source) {
        Path folder = find(source).orElseThrow(() -> notFound(source));
        synchronized (READ) {
            SoftReference<LabelledImages> earlier = READ.get(folder);
            LabelledImages images = earlier == null ? null : earlier.get();
            if (images == null || images.source() != source) {
                images = ImageFiles.read(source, folder);
                READ.put(folder, new SoftReference<>(images));
            }
            return images;
        }
    }

    private DataException notFound(ImageSource source) {
        String places =
                String.join(", ", places(source).stream().map(Path::toString).toList());
        return new DataException(
                source.title() + " was not found: none of its files is in " + places + "; " + advice(source));
    }

    /// Says how to get a data set, and where to put it.
    public String advice(ImageSource source) {
        return source.origin() + " into " + places(source).getFirst();
    }
}
