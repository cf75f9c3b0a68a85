// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.engine.data.Dataset;
import calorimeter.engine.data.ImageTask;
import calorimeter.engine.data.Images;
import calorimeter.engine.data.image.DataFolders;
import calorimeter.engine.data.image.ImageSource;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.lab.run.TrainParameters;
import java.util.Optional;
import java.util.stream.IntStream;

/// The examples that a training is timed on: those of its task, or random images in the place of a data set that this
/// machine does not have. A step takes as long on them.
final class BenchmarkData {

    private BenchmarkData() {}

    /// Reads what lies on this machine. Data that it does not have are no failure: random ones take their place.
    ///
    /// @throws calorimeter.engine.data.image.DataException if a file is not what it should be
    static void require(Workload workload) {
        if (workload instanceof Workload.Training(TrainParameters parameters)
                && parameters.training().task() instanceof ImageTask images
                && !isMissing(images.source())) {
            images.requireData();
        }
    }

    static Dataset<?> of(TrainingSettings training) {
        return training.task() instanceof ImageTask images && isMissing(images.source())
                ? random(images)
                : training.dataset();
    }

    /// What a report must say about them.
    static Optional<String> remark(TrainingSettings training) {
        return training.task() instanceof ImageTask images && isMissing(images.source())
                ? Optional.of(images.source().title() + " was not found, so all contestants train on random images")
                : Optional.empty();
    }

    private static boolean isMissing(ImageSource source) {
        return DataFolders.standard().find(source).isEmpty();
    }

    /// As many training images of the same size, without any for the test; bytes and labels are uniform.
    static Dataset<Images> random(ImageTask task) {
        ImageSource source = task.source();
        RandomStream stream = Seed.of(0).child("images").stream();
        int count = task.trainingExamples();
        byte[] pixels = new byte[count * source.imageBytes()];
        IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) stream.nextInt(256));
        int[] labels = new int[count];
        IntStream.range(0, count).forEach(i -> labels[i] = stream.nextInt(task.classes()));
        return new Dataset<>(
                Images.standardized(source.height(), source.width(), source.channels(), pixels, labels, count),
                IntStream.range(0, count).toArray(),
                new int[0]);
    }
}
