// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingStep;
import calorimeter.lab.observable.Moment;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.run.TrainParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// A small model in training whose charges are followed at every step and logged at some.
final class FollowedTraining implements AutoCloseable {

    private final Workers workers = new Workers(1);
    private final Trainer trainer;
    private final NoetherCharges charges;
    private final List<String> names;
    private final List<double[]> rows = new ArrayList<>();

    /// @param text a preset, then settings as `key=value`
    FollowedTraining(String text) {
        TrainParameters run = parameters(text);
        trainer = new Trainer(run.training(), Kernels.vector(), workers);
        charges = new NoetherCharges(run.training(), false);
        names = charges.quantities().stream().map(Quantity::name).toList();
    }

    static TrainParameters parameters(String text) {
        String[] words = text.split(" ", -1);
        return TinyRuns.tiny(Presets.find(words[0]), Arrays.copyOfRange(words, 1, words.length));
    }

    /// @param watch sees every moment after it was followed
    FollowedTraining run(int steps, int every, Consumer<Moment> watch) {
        for (int step = 0; step <= steps; step++) {
            TrainingStep.Ready ready = (TrainingStep.Ready) trainer.gradient();
            Moment moment = new Moment(trainer, ready.batch(), new int[] {0});
            charges.follow(moment);
            watch.accept(moment);
            if (step % every == 0) {
                rows.add(charges.measure(moment));
            }
            if (step < steps) {
                trainer.update();
            }
        }
        return this;
    }

    FollowedTraining run(int steps, int every) {
        return run(steps, every, moment -> {});
    }

    List<String> names() {
        return names;
    }

    double[] column(String name) {
        int place = names.indexOf("noether." + name);
        if (place < 0) {
            throw new IllegalArgumentException("there is no column " + name + " but " + names);
        }
        return rows.stream().mapToDouble(row -> row[place]).toArray();
    }

    double last(String name) {
        return column(name)[rows.size() - 1];
    }

    double largest(String name) {
        return Arrays.stream(column(name)).map(Math::abs).max().orElseThrow();
    }

    /// Names of the groups of symmetries.
    List<String> groups() {
        return names.stream()
                .filter(name -> name.endsWith(".charge"))
                .map(name -> name.substring("noether.".length(), name.length() - ".charge".length()))
                .toList();
    }

    @Override
    public void close() {
        workers.close();
    }
}
