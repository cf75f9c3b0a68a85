// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import java.util.Locale;

/// Image data sets that Calorimeter reads, as their authors publish them.
public enum ImageSource {

    /// Xiao, Rasul, Vollgraf, arXiv:1708.07747: articles of clothing, grey. MIT licence.
    FASHION_MNIST(
            "Fashion-MNIST",
            28,
            1,
            10,
            60_000,
            "",
            "install the package dataset-fashion-mnist (Debian, Ubuntu), or put " + IdxFiles.ALL
                    + " of https://github.com/zalandoresearch/fashion-mnist"),

    /// LeCun, Cortes, Burges: handwritten digits, grey. Creative Commons BY-SA 3.0.
    MNIST(
            "MNIST",
            28,
            1,
            10,
            60_000,
            "",
            "put " + IdxFiles.ALL + " of http://yann.lecun.com/exdb/mnist"
                    + " (a copy of each is in https://ossci-datasets.s3.amazonaws.com/mnist/)"),

    /// Krizhevsky 2009, "Learning multiple layers of features from tiny images": ten kinds of objects. No
    /// licence is stated; the author asks to be cited.
    CIFAR10(
            "CIFAR-10",
            32,
            3,
            10,
            50_000,
            "cifar-10-batches-bin",
            "unpack cifar-10-binary.tar.gz of https://www.cs.toronto.edu/~kriz/cifar.html"),

    /// The same with a hundred kinds of objects, the fine labels.
    CIFAR100(
            "CIFAR-100",
            32,
            3,
            100,
            50_000,
            "cifar-100-binary",
            "unpack cifar-100-binary.tar.gz of https://www.cs.toronto.edu/~kriz/cifar.html"),

    /// Stanford's course CS231n: 200 classes of ImageNet at 64 × 64. ImageNet's terms: research that is not
    /// commercial. The validation images are the test images here: those called test have no labels. Pixels
    /// come out of the JDK's JPEG decoder. Another JDK may decode some differently; [LabelledImages#sha256]
    /// tells.
    TINY_IMAGENET(
            "Tiny ImageNet",
            64,
            3,
            200,
            100_000,
            "tiny-imagenet-200",
            "unpack http://cs231n.stanford.edu/tiny-imagenet-200.zip");

    private final String title;
    private final int side;
    private final int channels;
    private final int classes;
    private final int trainImages;
    private final String archiveFolder;
    private final String origin;

    ImageSource(
            String title, int side, int channels, int classes, int trainImages, String archiveFolder, String origin) {
        this.title = title;
        this.side = side;
        this.channels = channels;
        this.classes = classes;
        this.trainImages = trainImages;
        this.archiveFolder = archiveFolder;
        this.origin = origin;
    }

    /// Name in settings and of the folder: `fashion-mnist`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Name in sentences.
    public String title() {
        return title;
    }

    public int height() {
        return side;
    }

    public int width() {
        return side;
    }

    public int channels() {
        return channels;
    }

    public int classes() {
        return classes;
    }

    public int trainImages() {
        return trainImages;
    }

    public int testImages() {
        return 10_000;
    }

    /// Bytes of an image: height × width × channels.
    public int imageBytes() {
        return side * side * channels;
    }

    /// Name of the folder that the published archive unpacks to, or empty if there is no archive.
    String archiveFolder() {
        return archiveFolder;
    }

    /// How to get the files, as an order without the place where to put them: "unpack … of …".
    String origin() {
        return origin;
    }
}
