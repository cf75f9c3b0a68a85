// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.RunSettings;
import calorimeter.papers.campaign.Stage;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Arm.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The runs of [TanakaReproduction]: none depends on another. Charges are followed in all of them.
final class TanakaPlan {

    static final Arm FREE = new Arm("FREE", "free norm", Role.JUDGED);
    static final Arm FROZEN = new Arm("FROZEN", "frozen norm", Role.JUDGED);
    static final Arm SCALED = new Arm("SCALED", "scaled filters", Role.JUDGED);
    static final Arm BATCH = new Arm("BATCH", "batch sizes", Role.JUDGED);
    static final Arm DAMPED = new Arm("DAMPED", "dampening", Role.JUDGED);
    static final Arm UNITS = new Arm("UNITS", "without batch norm", Role.JUDGED);
    static final Arm DESCENT = new Arm("DESCENT", "attention, SGD", Role.JUDGED);
    static final Arm HALF_DESCENT = new Arm("HALF_DESCENT", "attention, SGD at half the rate", Role.JUDGED);
    static final Arm MOMENTUM = new Arm("MOMENTUM", "attention, momentum", Role.JUDGED);
    static final Arm ADAM = new Arm("ADAM", "attention, AdamW", Role.JUDGED);
    static final Arm HALF_ADAM = new Arm("HALF_ADAM", "attention, AdamW at half the rate", Role.JUDGED);

    /// Factors of the filters at initialisation, 1 among them for comparison.
    static final List<Double> SCALES = List.of(0.25, 1.0, 4.0);

    static final double SCALED_RATE = 0.01;
    static final int PERCEPTRON_MODULUS = 59;
    static final double PERCEPTRON_RATE = 0.1;
    static final double PERCEPTRON_DECAY = 0.01;
    static final double DAMPENING = 0.5;
    static final double DESCENT_RATE = 0.1;
    static final double ADAM_RATE = 1e-3;

    private static final int DAMPED_BATCH = 128;

    private final TanakaGrid grid;
    private final Map<String, List<Item>> stages = new LinkedHashMap<>();

    private TanakaPlan(TanakaGrid grid) {
        this.grid = grid;
    }

    static CampaignPlan of(TanakaGrid grid) {
        TanakaPlan plan = new TanakaPlan(grid);
        for (long seed = 0; seed < grid.seeds(); seed++) {
            plan.perceptrons(seed);
            plan.attention(seed);
            plan.grid(seed);
        }
        List<Stage> stages = new ArrayList<>();
        Map<Arm, Integer> planned = new LinkedHashMap<>();
        plan.stages.forEach((name, items) -> {
            stages.add(new Stage(name, items));
            items.forEach(item -> planned.merge(item.arm(), 1, Integer::sum));
        });
        List<String> remarks = grid.images()
                ? List.of()
                : List.of("Fashion-MNIST is not installed (`calorimeter data list` says how to get it): the grid trains"
                        + " perceptrons with batch norm on modular addition instead");
        return new CampaignPlan(stages, true, planned, remarks);
    }

    private void add(String stage, Arm arm, RunSettings settings, long seed) {
        stages.computeIfAbsent(stage, name -> new ArrayList<>())
                .add(settings.with("seed", seed).with("charges", true).item(arm));
    }

    private void grid(long seed) {
        for (double rate : grid.rates()) {
            for (double momentum : grid.momenta()) {
                for (double decay : grid.decays()) {
                    RunSettings settings = network()
                            .with("learning-rate", rate)
                            .with("momentum", momentum)
                            .with("weight-decay", decay);
                    add("grid", FREE, settings, seed);
                    add("grid", FROZEN, settings.with("frozen-norm", true), seed);
                }
            }
        }
        for (double scale : SCALES) {
            RunSettings settings = network()
                    .with("learning-rate", SCALED_RATE)
                    .with("momentum", grid.largestMomentum())
                    .with("weight-decay", 0)
                    .with("filter-scale", scale);
            add("grid", SCALED, settings, seed);
        }
    }

    private RunSettings network() {
        RunSettings settings = grid.images()
                ? RunSettings.of("tanaka")
                        .with("stages", grid.stages())
                        .with("train-images", grid.trainImages())
                        .with("test-images", grid.testImages())
                : perceptron().with("norm", "batch-norm");
        return settings.with("batch-size", grid.batch())
                .with("max-steps", grid.steps())
                .with("log-every", Math.max(1, grid.steps() / 5))
                .with("log-spaced", 8);
    }

    private static RunSettings perceptron() {
        return RunSettings.of("nanda")
                .with("model", "mlp")
                .with("p", PERCEPTRON_MODULUS)
                .with("tokens", "operands")
                .with("train-fraction", 0.4)
                .with("layers", 2)
                .with("width", 32)
                .with("mlp-width", 64)
                .with("initialization", "pytorch")
                .with("optimizer", "sgd")
                .with("stop", "budget");
    }

    private void perceptrons(long seed) {
        RunSettings settings = perceptron()
                .with("learning-rate", PERCEPTRON_RATE)
                .with("max-steps", grid.perceptronSteps())
                .with("log-every", grid.perceptronSteps() / 40)
                .with("log-spaced", 20);
        for (double momentum : grid.momenta()) {
            RunSettings moving = settings.with("momentum", momentum).with("weight-decay", decay(momentum));
            for (int batch : grid.batches()) {
                add("perceptrons", BATCH, moving.with("norm", "batch-norm").with("batch-size", batch), seed);
            }
            add("perceptrons", UNITS, moving.with("norm", "none").with("batch-size", DAMPED_BATCH), seed);
        }
        double momentum = grid.largestMomentum();
        RunSettings damped = settings.with("norm", "batch-norm")
                .with("momentum", momentum)
                .with("weight-decay", decay(momentum))
                .with("dampening", DAMPENING)
                .with("batch-size", DAMPED_BATCH);
        add("perceptrons", DAMPED, damped, seed);
    }

    /// k = 0.01 (1 − β), so that r⁴ relaxes as fast with momentum as without.
    private static double decay(double momentum) {
        return Math.round(1e6 * PERCEPTRON_DECAY * (1 - momentum)) / 1e6;
    }

    private void attention(long seed) {
        List<RunSettings> models = List.of(small("nanda", 23, 1), small("pandey", 29, 1), small("verma", 31, 1));
        int steps = grid.attentionSteps();
        for (RunSettings model : models) {
            RunSettings descent = model.with("optimizer", "sgd").with("weight-decay", 0);
            add("attention", DESCENT, timed(descent, DESCENT_RATE, steps), seed);
            add("attention", HALF_DESCENT, timed(descent, DESCENT_RATE / 2, 2 * steps), seed);
            RunSettings heavy = descent.with("momentum", grid.largestMomentum()).with("weight-decay", 1e-3);
            add("attention", MOMENTUM, timed(heavy, DESCENT_RATE / 5, steps), seed);
            RunSettings adam = model.with("optimizer", "adamw").with("weight-decay", 0);
            add("attention", ADAM, timed(adam, ADAM_RATE, steps), seed);
            add("attention", HALF_ADAM, timed(adam, ADAM_RATE / 2, 2 * steps), seed);
        }
    }

    private static RunSettings small(String preset, int modulus, int layers) {
        return RunSettings.of(preset)
                .with("p", modulus)
                .with("layers", layers)
                .with("width", 32)
                .with("heads", 4)
                .with("mlp-width", 64)
                .with("batch-size", 0)
                .with("stop", "budget");
    }

    private static RunSettings timed(RunSettings settings, double rate, int steps) {
        return settings.with("learning-rate", rate)
                .with("max-steps", steps)
                .with("log-every", Math.max(1, steps / 20))
                .with("log-spaced", 10);
    }
}
