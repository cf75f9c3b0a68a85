// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.optimizer.OptimizerSettings.Sgd;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.symmetry.ModelSymmetries;
import calorimeter.lab.symmetry.SymmetryGroup;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The recorded charges of a run, read as numbers that claims are about.
final class ChargeRun {

    static final String RATE = "learning-rate";
    static final String MOMENTUM = "momentum";
    static final String BATCH = "batch-size";
    static final String SCALE = "filter-scale";
    static final String TRAIN_LOSS = "train.loss.last";
    static final String TEST_LOSS = "test.loss.last";

    /// ln of predicted over measured r², mean over the groups of filters, at the last step.
    static final String EQ17 = "eq17.";

    /// ln of the prediction of Eq. 18 over that of Eq. 17.
    static final String RMSPROP = "rmsprop";

    /// ln of [NM]'s driven oscillator over the measured charge of filters; with the drive of the released code.
    static final String CONTINUOUS = "continuous";

    static final String RELEASED = "released";

    /// ln of measured over predicted mean square angle, and of predicted over measured r², over the last quarter.
    static final String ANGLE = "steady.angle";

    static final String NORM = "steady.norm";

    /// ln of the drift of attention's charges, mean over its groups, at the last step; of the key biases alone, over
    /// ηn.
    static final String DRIFT = "attention.drift";

    static final String KEY_DRIFT = "key-bias.drift";

    private final TrainParameters parameters;
    private final RunSeries rows;
    private final List<SymmetryGroup> groups;

    ChargeRun(RunStore store, RunRecord run) {
        this(TrainJson.parameters(run.configurationJson()), store.series(run));
    }

    ChargeRun(TrainParameters parameters, RunSeries rows) {
        this.parameters = parameters;
        this.rows = rows;
        groups = ModelSymmetries.of(parameters.training());
    }

    TrainParameters parameters() {
        return parameters;
    }

    List<SymmetryGroup> groups() {
        return groups;
    }

    static String column(String group, String quantity) {
        return "noether." + group + "." + quantity;
    }

    /// Values of a quantity of a group at logged steps, without missing ones; empty where it is not recorded.
    double[] values(SymmetryGroup group, String quantity) {
        return values(column(group.name(), quantity));
    }

    double[] values(String column) {
        return rows.hasColumn(column)
                ? Arrays.stream(rows.column(column)).filter(Double::isFinite).toArray()
                : new double[0];
    }

    /// Values of a quantity that is measured between logged steps, from the first update on: a missing one is NaN
    /// and no reason to be silent.
    double[] sinceStart(SymmetryGroup group, String quantity) {
        String column = column(group.name(), quantity);
        double[] all = rows.hasColumn(column) ? rows.column(column) : new double[0];
        return IntStream.range(0, all.length)
                .filter(row -> rows.step(row) > 0)
                .mapToDouble(row -> all[row])
                .toArray();
    }

    /// Some quantities of a group at the logged steps at which none is missing.
    ///
    /// @param values by row, then quantity
    record Table(List<Long> steps, List<double[]> values) {

        IntStream rows() {
            return IntStream.range(0, steps.size());
        }

        long step(int row) {
            return steps.get(row);
        }

        double value(int row, int quantity) {
            return values.get(row)[quantity];
        }
    }

    /// Empty where one is not recorded.
    Table table(SymmetryGroup group, String... quantities) {
        List<Long> steps = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        List<String> columns = Arrays.stream(quantities)
                .map(quantity -> column(group.name(), quantity))
                .toList();
        if (columns.stream().allMatch(rows::hasColumn)) {
            List<double[]> all = columns.stream().map(rows::column).toList();
            for (int row = 0; row < rows.size(); row++) {
                int at = row;
                double[] found = all.stream().mapToDouble(column -> column[at]).toArray();
                if (Arrays.stream(found).allMatch(Double::isFinite)) {
                    steps.add(rows.step(row));
                    values.add(found);
                }
            }
        }
        return new Table(steps, values);
    }

    /// Whether claims can read a quantity of a group: it is recorded, and not missing in every row.
    private boolean has(SymmetryGroup group, String quantity) {
        return values(group, quantity).length > 0;
    }

    /// In the last row, and in no earlier one; NaN when it is missing there.
    private double last(String column) {
        return rows.hasColumn(column) && rows.size() > 0 ? rows.column(column)[rows.size() - 1] : Double.NaN;
    }

    private double last(SymmetryGroup group, String quantity) {
        return last(column(group.name(), quantity));
    }

    /// The values in the rows of the last quarter of the steps; NaN where they are missing.
    private double[] late(SymmetryGroup group, String quantity) {
        double[] steps = Arrays.stream(rows.steps()).asDoubleStream().toArray();
        return Rest.late(steps, rows.column(column(group.name(), quantity)));
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /// A number that the run determines; empty when one of the values is missing.
    private static OptionalDouble mean(DoubleStream values) {
        double mean = values.average().orElse(Double.NaN);
        return Double.isFinite(mean) ? OptionalDouble.of(mean) : OptionalDouble.empty();
    }

    Sgd rule() {
        return (Sgd) parameters.training().optimizer();
    }

    boolean isDescent() {
        return parameters.training().optimizer() instanceof Sgd;
    }

    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        OptimizerSettings optimizer = parameters.training().optimizer();
        numbers.put(RATE, optimizer.learningRate());
        numbers.put(BATCH, (double) parameters.training().batchSize());
        numbers.put(SCALE, parameters.training().filters().scale());
        mean(DoubleStream.of(last("train.loss"))).ifPresent(loss -> numbers.put(TRAIN_LOSS, loss));
        mean(DoubleStream.of(last("test.loss"))).ifPresent(loss -> numbers.put(TEST_LOSS, loss));
        drift(group -> group.name().contains("attention.") && !isKeyBias(group))
                .ifPresent(mean -> numbers.put(DRIFT, mean));
        double way = optimizer.learningRate() * parameters.stopping().maxSteps();
        drift(ChargeRun::isKeyBias).ifPresent(mean -> numbers.put(KEY_DRIFT, mean - Math.log(way)));
        if (optimizer instanceof Sgd sgd) {
            numbers.put(MOMENTUM, sgd.momentum());
            for (String version : List.of("coherent", "white", "driven", "exact")) {
                ofFilters(version).ifPresent(value -> numbers.put(EQ17 + version, value));
            }
            ofFilters(CONTINUOUS).ifPresent(value -> numbers.put(CONTINUOUS, value));
            ofFilters(RELEASED).ifPresent(value -> numbers.put(RELEASED, value));
            ofFilters("rmsprop", "coherent").ifPresent(value -> numbers.put(RMSPROP, value));
            steady(numbers);
        }
        return numbers;
    }

    private OptionalDouble drift(Predicate<SymmetryGroup> which) {
        return mean(groups.stream()
                .filter(which)
                .filter(group -> has(group, "drift"))
                .mapToDouble(group -> Math.log(last(group, "drift"))));
    }

    private static boolean isKeyBias(SymmetryGroup group) {
        return group.name().endsWith("key.bias");
    }

    private OptionalDouble ofFilters(String quantity) {
        return ofFilters(quantity, "charge");
    }

    /// ln of one quantity over another in the last row, mean over the groups of filters.
    private OptionalDouble ofFilters(String quantity, String over) {
        return mean(groups.stream()
                .filter(ChargeRun::isFilters)
                .filter(group -> has(group, quantity))
                .mapToDouble(group -> Math.log(last(group, quantity) / last(group, over))));
    }

    static boolean isFilters(SymmetryGroup group) {
        return group.family() == Family.SCALE && group.name().endsWith(".filters");
    }

    private void steady(Map<String, Double> numbers) {
        Rest rest = new Rest(rule().learningRate(), rule().weightDecay(), rule().momentum());
        if (!rest.isReachedIn(parameters.stopping().maxSteps()) || rule().dampening() > 0) {
            return;
        }
        ofSteady(group -> mean(squares(late(group, "angle"))) / rest.squareAngle())
                .ifPresent(value -> numbers.put(ANGLE, value));
        ofSteady(group -> rest.square(mean(late(group, "speed"))) / mean(late(group, "charge")))
                .ifPresent(value -> numbers.put(NORM, value));
    }

    private OptionalDouble ofSteady(ToDoubleFunction<SymmetryGroup> ratio) {
        return mean(groups.stream()
                .filter(ChargeRun::isFilters)
                .filter(this::isSteady)
                .mapToDouble(group -> Math.log(ratio.applyAsDouble(group))));
    }

    private boolean isSteady(SymmetryGroup group) {
        return has(group, "angle") && Rest.isSteady(late(group, "charge"), last(group, "violation"));
    }

    static double[] squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).toArray();
    }
}
