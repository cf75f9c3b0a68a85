package calorimeter.engine.data.image;

import java.util.List;

/// Image data sets that Calorimeter reads, as their authors publish them.
public enum ImageSource {

    /// Xiao, Rasul, Vollgraf, arXiv:1708.07747: articles of clothing, grey. MIT licence.
    FASHION_MNIST(
            "fashion-mnist",
            "Fashion-MNIST",
            new Shape(28, 28, 1, 10),
            IdxFiles.NAMES,
            "",
            "install the package dataset-fashion-mnist (Debian, Ubuntu), or take its four files"
                    + " (https://github.com/zalandoresearch/fashion-mnist)"),

    /// LeCun, Cortes, Burges: handwritten digits, grey. Creative Commons BY-SA 3.0.
    MNIST(
            "mnist",
            "MNIST",
            new Shape(28, 28, 1, 10),
            IdxFiles.NAMES,
            "",
            "take its four files (http://yann.lecun.com/exdb/mnist; a copy of each is in"
                    + " https://ossci-datasets.s3.amazonaws.com/mnist/)"),

    /// Krizhevsky 2009, "Learning multiple layers of features from tiny images": ten kinds of objects. No
    /// licence is stated; the authors ask to be cited.
    CIFAR10(
            "cifar10",
            "CIFAR-10",
            new Shape(32, 32, 3, 10),
            CifarFiles.NAMES_10,
            "cifar-10-batches-bin",
            "unpack cifar-10-binary.tar.gz of https://www.cs.toronto.edu/~kriz/cifar.html"),

    /// The same with a hundred kinds of objects, the fine labels.
    CIFAR100(
            "cifar100",
            "CIFAR-100",
            new Shape(32, 32, 3, 100),
            CifarFiles.NAMES_100,
            "cifar-100-binary",
            "unpack cifar-100-binary.tar.gz of https://www.cs.toronto.edu/~kriz/cifar.html"),

    /// Stanford's course CS231n: 200 classes of ImageNet at 64 × 64. ImageNet's terms: research that is not
    /// commercial. The validation images are the test images here: those called test have no labels. Pixels
    /// come out of the JDK's JPEG decoder. Another JDK may decode some differently; [LabelledImages#sha256]
    /// tells.
    TINY_IMAGENET(
            "tiny-imagenet",
            "Tiny ImageNet",
            new Shape(64, 64, 3, 200),
            TinyImageNet.NAMES,
            "tiny-imagenet-200",
            "unpack http://cs231n.stanford.edu/tiny-imagenet-200.zip");

    private record Shape(int height, int width, int channels, int classes) {}

    private final String text;
    private final String title;
    private final Shape shape;
    private final List<String> names;
    private final String archiveFolder;
    private final String origin;

    ImageSource(String text, String title, Shape shape, List<String> names, String archiveFolder, String origin) {
        this.text = text;
        this.title = title;
        this.shape = shape;
        this.names = names;
        this.archiveFolder = archiveFolder;
        this.origin = origin;
    }

    /// Name in settings and of the folder.
    public String text() {
        return text;
    }

    /// Name in sentences.
    public String title() {
        return title;
    }

    public int height() {
        return shape.height;
    }

    public int width() {
        return shape.width;
    }

    public int channels() {
        return shape.channels;
    }

    public int classes() {
        return shape.classes;
    }

    /// Bytes of an image: height × width × channels.
    public int imageBytes() {
        return height() * width() * channels();
    }

    /// How to get the files, as an order that ends before the place where to put them: "unpack … of …".
    public String origin() {
        return origin;
    }

    /// Names of the files and folders that must be there; a file of the MNIST family may have `.gz` behind
    /// it.
    public List<String> names() {
        return names;
    }

    /// Name of the folder that the published archive unpacks to, or empty if there is no archive.
    String archiveFolder() {
        return archiveFolder;
    }
}
