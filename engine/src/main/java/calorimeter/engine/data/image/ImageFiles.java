// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import java.nio.file.Path;
import java.util.List;

/// Reads the folder of an image data set.
public final class ImageFiles {

    private ImageFiles() {}

    /// Whether the folder has at least one of the source's files: then it is meant to be that data set.
    static boolean isMeant(ImageSource source, Path folder) {
        List<String> names = switch (source) {
            case FASHION_MNIST, MNIST -> IdxFiles.NAMES;
            case CIFAR10, CIFAR100 -> CifarFiles.names(source);
            case TINY_IMAGENET -> TinyImageNet.NAMES;
        };
        return names.stream().anyMatch(name -> DataFile.existsPlainOrPacked(folder, name));
    }

    /// @throws DataException if a file is missing or is not what it should be
    public static LabelledImages read(ImageSource source, Path folder) {
        return switch (source) {
            case FASHION_MNIST, MNIST -> IdxFiles.read(source, folder);
            case CIFAR10, CIFAR100 -> CifarFiles.read(source, folder);
            case TINY_IMAGENET -> TinyImageNet.read(source, folder);
        };
    }

    /// Counts the images of a folder and examines them as [#read] does, but for Tiny ImageNet: there only the
    /// lists and the first image of each class, since to decode all takes long.
    ///
    /// @throws DataException if a file is missing or is not what it should be
    public static ImageCount count(ImageSource source, Path folder) {
        if (source == ImageSource.TINY_IMAGENET) {
            return TinyImageNet.count(source, folder);
        }
        LabelledImages images = read(source, folder);
        return new ImageCount(images.trainLabels().length, images.testLabels().length);
    }
}
