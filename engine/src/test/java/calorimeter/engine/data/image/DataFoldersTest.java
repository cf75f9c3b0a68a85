// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFoldersTest {

    @TempDir
    private Path folder;

    private Path first;
    private Path second;
    private DataFolders folders;

    @BeforeEach
    void twoFolders() {
        first = folder.resolve("first");
        second = folder.resolve("second");
        folders = new DataFolders(List.of(first, second));
    }

    @Test
    void theFirstFolderThatHasADataSetIsTaken() {
        WrittenData.idx(second.resolve("mnist"));
        assertThat(folders.find(ImageSource.MNIST)).contains(second.resolve("mnist"));
        assertThat(folders.find(ImageSource.FASHION_MNIST)).isEmpty();

        WrittenData.idx(first.resolve("mnist"));
        assertThat(folders.find(ImageSource.MNIST)).contains(first.resolve("mnist"));
    }

    @Test
    void anArchiveMayLieThereAsItWasUnpacked() {
        WrittenData.cifar10(first.resolve("cifar10/cifar-10-batches-bin"));

        assertThat(folders.read(ImageSource.CIFAR10).trainLabels()).hasSize(5);
    }

    /// Runs of a sweep share what one of them has read, even when they ask at once.
    @Test
    void aDataSetIsReadOnce() {
        WrittenData.idx(first.resolve("mnist"));
        WrittenData.idx(first.resolve("fashion-mnist"));
        List<LabelledImages> read = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> new DataFolders(List.of(first)).read(ImageSource.MNIST))
                .toList();
        assertThat(read).allMatch(images -> images == read.getFirst());
        assertThat(folders.read(ImageSource.FASHION_MNIST).source()).isEqualTo(ImageSource.FASHION_MNIST);
        WrittenData.idx(second.resolve("mnist"));
        assertThat(new DataFolders(List.of(second)).read(ImageSource.MNIST)).isNotSameAs(read.getFirst());
    }

    @Test
    void aDataSetThatIsNowhereIsNamedWithPlacesAndAdvice() {
        assertThatThrownBy(() -> folders.read(ImageSource.CIFAR10))
                .isInstanceOf(DataException.class)
                .hasMessage("CIFAR-10 was not found: none of its files is in " + first.resolve("cifar10") + ", "
                        + second.resolve("cifar10") + "; unpack cifar-10-binary.tar.gz of"
                        + " https://www.cs.toronto.edu/~kriz/cifar.html into " + first.resolve("cifar10"));
    }

    /// Files of the first folder are not completed by those of the second.
    @Test
    void aFolderWithSomeOfTheFilesIsMeant() throws Exception {
        WrittenData.idx(first.resolve("mnist"));
        WrittenData.idx(second.resolve("mnist"));
        Files.delete(first.resolve("mnist/train-images-idx3-ubyte"));

        assertThatThrownBy(() -> folders.read(ImageSource.MNIST))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(first.resolve("mnist/train-images-idx3-ubyte") + " is missing");
    }

    @Test
    void aVariableThatNamesNoFolderIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> DataFolders.standard(file))
                .isInstanceOf(DataException.class)
                .hasMessage("the environment variable CALORIMETER_DATA is '" + file + "' but that is no folder; set it"
                        + " to a folder of data sets, or unset it");
        assertThatThrownBy(() -> DataFolders.standard(first))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'" + first + "' but there is nothing");
        assertThat(DataFolders.standard(folder).places(ImageSource.MNIST)).contains(folder.resolve("mnist"));
    }

    @Test
    void namesInSettingsStay() {
        assertThat(List.of(ImageSource.values()))
                .extracting(ImageSource::text)
                .containsExactly("fashion-mnist", "mnist", "cifar10", "cifar100", "tiny-imagenet");
    }
}
