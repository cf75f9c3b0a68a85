// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import calorimeter.engine.data.image.LabelledImages.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// Reads the folder of Tiny ImageNet:
///
///     wnids.txt                     the classes, one a line; a class's number is its line, from 0
///     train/CLASS/images/*.JPEG     training images, class by class, in the order of file names
///     val/val_annotations.txt       file name, class, box; separated by tabs
///     val/images/*.JPEG             the test images here, in the order of file names
///
/// File names are compared by their characters' codes, so that the order is that of no file system or
/// language.
final class TinyImageNet {

    static final List<String> NAMES = List.of("wnids.txt", "train", "val");

    private static final Pattern CLASS_NAME = Pattern.compile("n[0-9]{1,12}");

    /// An image to be decoded, and its class.
    private record Picture(Path file, int label) {}

    private final ImageSource source;
    private final Path folder;
    private final Map<String, Integer> classes;

    private TinyImageNet(ImageSource source, Path folder) {
        this.source = source;
        this.folder = folder;
        classes = classes();
    }

    static LabelledImages read(ImageSource source, Path folder) {
        TinyImageNet files = new TinyImageNet(source, folder);
        return new LabelledImages(source, files.decode(files.train()), files.decode(files.test()));
    }

    /// Counts the images, and decodes the first of each class: to decode all takes some twenty seconds.
    static ImageCount count(ImageSource source, Path folder) {
        TinyImageNet files = new TinyImageNet(source, folder);
        List<Picture> train = files.train();
        List<Picture> test = files.test();
        Map<Integer, Picture> firsts = new HashMap<>();
        train.forEach(picture -> firsts.putIfAbsent(picture.label, picture));
        files.decode(List.copyOf(firsts.values()));
        files.decode(test.subList(0, 1));
        return new ImageCount(train.size(), test.size());
    }

    private Side decode(List<Picture> pictures) {
        Side side = Side.of(source, pictures.size());
        JpegDecoder decoder = new JpegDecoder(source);
        for (int i = 0; i < pictures.size(); i++) {
            decoder.decode(pictures.get(i).file, side.pixels(), i * source.imageBytes());
            side.labels()[i] = pictures.get(i).label;
        }
        return side;
    }

    private List<Picture> train() {
        List<Picture> pictures = new ArrayList<>();
        classes.forEach(
                (name, label) -> images(folder.resolve("train").resolve(name).resolve("images"))
                        .forEach(file -> pictures.add(new Picture(file, label))));
        return pictures;
    }

    private List<Picture> test() {
        Path annotations = folder.resolve("val").resolve("val_annotations.txt");
        Map<String, Integer> labels = labels(annotations);
        List<Picture> pictures = new ArrayList<>();
        for (Path file : images(folder.resolve("val").resolve("images"))) {
            Integer label = labels.remove(name(file));
            if (label == null) {
                throw DataFile.wrong(annotations.toString(), "has no line for " + file);
            }
            pictures.add(new Picture(file, label));
        }
        labels.keySet().stream().sorted().findFirst().ifPresent(name -> {
            throw DataFile.missing(folder.resolve("val/images") + "/" + name);
        });
        return pictures;
    }

    private Map<String, Integer> classes() {
        Path file = folder.resolve("wnids.txt");
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (String line : lines(file)) {
            String place = place(file, numbers.size());
            if (!CLASS_NAME.matcher(line).matches()) {
                throw DataFile.wrong(place, "has '" + line + "', which is not a class such as n02124075");
            }
            if (numbers.putIfAbsent(line, numbers.size()) != null) {
                throw DataFile.wrong(place, "names " + line + " twice");
            }
        }
        if (numbers.size() != source.classes()) {
            throw DataFile.wrong(
                    file.toString(),
                    "names " + numbers.size() + " classes, but " + source.title() + " has " + source.classes());
        }
        return numbers;
    }

    private Map<String, Integer> labels(Path file) {
        Map<String, Integer> labels = new HashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String[] columns = lines.get(i).split("\t", 3);
            Integer label = columns.length < 2 ? null : classes.get(columns[1]);
            if (label == null) {
                throw DataFile.wrong(
                        place(file, i),
                        "has '" + lines.get(i) + "', not a file's name, a tab and a class of wnids.txt");
            }
            if (labels.put(columns[0], label) != null) {
                throw DataFile.wrong(place(file, i), "names " + columns[0] + " twice");
            }
        }
        return labels;
    }

    private static String place(Path file, int line) {
        return file + ", line " + (line + 1);
    }

    private static List<String> lines(Path path) {
        try (DataFile file = DataFile.open(path)) {
            return new String(file.bytes(file.size()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /// Lists the images of a folder, at least one.
    private static List<Path> images(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw DataFile.missing(folder.toString());
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> images = Files.newDirectoryStream(folder, "*.JPEG")) {
            images.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw DataFile.unreadable(folder, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw DataFile.unreadable(folder, e);
        }
        if (files.isEmpty()) {
            throw DataFile.missing(folder + "/*.JPEG");
        }
        files.sort(Comparator.comparing(TinyImageNet::name));
        return files;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
