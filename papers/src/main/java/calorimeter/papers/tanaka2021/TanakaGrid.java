// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import calorimeter.papers.campaign.Size;
import java.util.List;

/// How many of what [TanakaReproduction] runs.
///
/// @param images whether the grid trains a VGG on Fashion-MNIST; else a perceptron on modular addition
/// @param stages channels of the VGG
/// @param trainImages training images
/// @param testImages test images
/// @param batch batch size of the grid
/// @param rates η of the grid, rising
/// @param momenta β of the grid, rising
/// @param decays k of the grid, rising
/// @param seeds of every setting
/// @param steps of a run of the grid
/// @param batches batch sizes of the perceptrons; 0 is the whole training set
/// @param perceptronSteps steps of a perceptron
/// @param attentionSteps steps of a transformer at its full learning rate; twice as many at half of it
record TanakaGrid(
        boolean images,
        String stages,
        int trainImages,
        int testImages,
        int batch,
        List<Double> rates,
        List<Double> momenta,
        List<Double> decays,
        int seeds,
        int steps,
        List<Integer> batches,
        int perceptronSteps,
        int attentionSteps) {

    TanakaGrid {
        rates = List.copyOf(rates);
        momenta = List.copyOf(momenta);
        decays = List.copyOf(decays);
        batches = List.copyOf(batches);
    }

    static TanakaGrid of(Size size, boolean images) {
        return switch (size) {
            case QUICK ->
                new TanakaGrid(
                        images,
                        "16/16",
                        2000,
                        500,
                        64,
                        List.of(1e-3, 1e-1),
                        List.of(0.0, 0.9),
                        List.of(0.0, 5e-3),
                        3,
                        200,
                        List.of(32, 512, 0),
                        2000,
                        200);
            case STANDARD ->
                new TanakaGrid(
                        images,
                        "16/32",
                        3000,
                        1000,
                        64,
                        List.of(1e-3, 1e-2, 1e-1),
                        List.of(0.0, 0.9),
                        List.of(0.0, 5e-4, 5e-3),
                        3,
                        500,
                        List.of(32, 128, 512, 0),
                        2000,
                        500);
            case FULL ->
                new TanakaGrid(
                        images,
                        "16/32/64",
                        0,
                        0,
                        128,
                        List.of(1e-3, 1e-2, 1e-1),
                        List.of(0.0, 0.9),
                        List.of(0.0, 5e-4, 5e-3),
                        5,
                        20_000,
                        List.of(32, 64, 128, 256, 512, 0),
                        5000,
                        1000);
        };
    }

    double largestRate() {
        return rates.getLast();
    }

    double smallestRate() {
        return rates.getFirst();
    }

    double largestMomentum() {
        return momenta.getLast();
    }

    /// The grid as a design declares it.
    String words() {
        String network = images
                ? "preset tanaka, a VGG with stages " + stages + " and batch norm on Fashion-MNIST, "
                        + count(trainImages) + " training and " + count(testImages) + " test images"
                : "Fashion-MNIST is not installed, so a perceptron with batch norm on addition mod 59";
        return "grid: " + network + ", batch " + batch + ", η " + rates + ", β " + momenta + ", k " + decays
                + ", seeds 0 to "
                + (seeds - 1) + ", " + steps + " steps, with free and with frozen norms; scaled filters: factors "
                + TanakaPlan.SCALES + " at η " + TanakaPlan.SCALED_RATE + "; perceptrons on addition mod "
                + TanakaPlan.PERCEPTRON_MODULUS + ": batches " + batches + ", " + perceptronSteps
                + " steps, η " + TanakaPlan.PERCEPTRON_RATE + ", k 0.01 (1 − β), also with dampening "
                + TanakaPlan.DAMPENING + " and without batch norm; attention: "
                + "nanda at p 23, pandey at p 29, verma at p 31, all small, full batch, " + attentionSteps
                + " steps of SGD, momentum and AdamW, SGD and AdamW also at half the rate for twice the steps";
    }

    private static String count(int images) {
        return images == 0 ? "all" : String.valueOf(images);
    }
}
