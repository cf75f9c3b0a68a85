// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.data.image.DataException;
import calorimeter.engine.data.image.DataFolders;
import calorimeter.engine.data.image.ImageSource;
import calorimeter.engine.data.image.LabelledImages;
import calorimeter.engine.random.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A data set of images, or a part of it that the seed draws from its training and its test images.
///
/// @param trainImages how many are for training, 0 for all
/// @param testImages how many are for the test, 0 for all
public record ImageTask(ImageSource source, int trainImages, int testImages) implements TaskSettings {

    public ImageTask {
        requireCount("train images", trainImages, source.trainImages());
        requireCount("test images", testImages, source.testImages());
    }

    private static void requireCount(String name, int count, int available) {
        require(count >= 0 && count <= available, name, count, "0 (all) or at most " + available);
    }

    @Override
    public int classes() {
        return source.classes();
    }

    /// The chosen training images, then the chosen test images.
    @Override
    public Dataset<Images> dataset(Seed seed) {
        LabelledImages files = files();
        int size = source.imageBytes();
        int[] train = chosen(trainingExamples(), source.trainImages(), seed.child("train"));
        int[] test =
                chosen(testImages == 0 ? source.testImages() : testImages, source.testImages(), seed.child("test"));
        byte[] pixels = new byte[Math.multiplyExact(train.length + test.length, size)];
        int[] labels = new int[train.length + test.length];
        copy(train, files.trainPixels(), files.trainLabels(), pixels, labels, 0);
        copy(test, files.testPixels(), files.testLabels(), pixels, labels, train.length);
        return new Dataset<>(
                Images.standardized(source.height(), source.width(), source.channels(), pixels, labels, train.length),
                IntStream.range(0, train.length).toArray(),
                IntStream.range(train.length, labels.length).toArray(),
                null,
                files.sha256());
    }

    @Override
    public void requireData() {
        files();
    }

    private LabelledImages files() {
        LabelledImages files = DataFolders.standard().read(source);
        requireAll("training", files.trainLabels().length, source.trainImages());
        requireAll("test", files.testLabels().length, source.testImages());
        return files;
    }

    private void requireAll(String side, int found, int published) {
        if (found != published) {
            throw new DataException(source.title() + " has " + published + " " + side + " images, but the files hold "
                    + found + "; take them anew");
        }
    }

    private static int[] chosen(int count, int available, Seed seed) {
        int[] all = IntStream.range(0, available).toArray();
        if (count < available) {
            seed.stream().shuffle(all);
        }
        int[] chosen = Arrays.copyOf(all, count);
        Arrays.sort(chosen);
        return chosen;
    }

    private static void copy(int[] chosen, byte[] pixels, int[] labels, byte[] target, int[] targetLabels, int at) {
        int size = pixels.length / labels.length;
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(pixels, chosen[i] * size, target, (at + i) * size, size);
            targetLabels[at + i] = labels[chosen[i]];
        }
    }

    /// How many images are for training.
    public int trainingExamples() {
        return trainImages == 0 ? source.trainImages() : trainImages;
    }

    @Override
    public int trainingExamples(Seed seed) {
        return trainingExamples();
    }

    @Override
    public void requireTokens(int vocabulary, int classes, int sequence) {
        throw new IllegalArgumentException("the model reads tokens, but the task has images");
    }

    @Override
    public void requireImages(int height, int width, int channels, int classes) {
        if (height != source.height() || width != source.width() || channels != source.channels()) {
            throw new IllegalArgumentException("the model reads images of " + height + " × " + width + " × " + channels
                    + ", but those of " + source.text() + " are " + source.height() + " × " + source.width() + " × "
                    + source.channels());
        }
        if (classes != classes()) {
            throw new IllegalArgumentException(
                    "the model has " + classes + " classes, but " + source.text() + " has " + classes());
        }
    }
}
