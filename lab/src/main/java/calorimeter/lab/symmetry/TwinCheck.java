package calorimeter.lab.symmetry;

import calorimeter.engine.data.OperationTask;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.run.Setting;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import calorimeter.physics.noether.symmetry.LawSearch;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Tensors;
import calorimeter.physics.noether.twin.Twin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Symmetries that were found from an architecture, checked on a small twin of it in double precision: each on the
/// gradient, and the number of laws against the dimension of what gradient flows reach.
///
/// @param settings of the twin: the same architecture, few tokens and narrow
/// @param predicted independent laws of the twin, by its architecture
/// @param violation largest |⟨∇f, X⟩| of a charge, with norms without ε
/// @param search laws found
public record TwinCheck(TrainParameters settings, int predicted, double violation, LawSearch search) {

    /// Losses on data, whose gradient fields are combined: fewer where units may switch, since none should be near it.
    private static final int FIELDS = 40;

    private static final int FIELDS_OF_UNITS = 20;

    /// A batch norm needs several examples.
    private static final int NORMED_BATCH = 4;

    /// How far flows go.
    private static final double[] REACHES = {0.1, 0.03, 0.01};

    private static final int SEARCHES = 5;

    /// Points that are tried for one at which all units switch between examples and none is near switching.
    private static final int POINTS = 1500;

    /// Largest |⟨∇f, X⟩| that counts as 0: losses and parameters are of order 1.
    private static final double ROUNDING = 1e-12;

    /// Far enough from switching.
    private static final double FAR = 0.1;

    /// Values of settings that make a model small, besides its layers.
    private static final Map<Setting, Integer> SMALL =
            Map.of(Setting.P, 5, Setting.WIDTH, 4, Setting.HEADS, 2, Setting.MLP_WIDTH, 3);

    /// The settings that make it small, with their values.
    public Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            if (SMALL.containsKey(setting) || setting == Setting.LAYERS) {
                setting.value(settings).ifPresent(value -> changes.put(setting.key(), value));
            }
        }
        return changes;
    }

    /// Whether every symmetry holds, all charges are independent, and a search without errors finds no further law.
    public boolean holds() {
        return violation < ROUNDING && search.isClean() && search.independent() == predicted && search.further() == 0;
    }

    /// Checks a run's architecture.
    public static TwinCheck of(TrainParameters run, long seed) {
        TrainParameters small = small(run);
        SplittableRandom random = new SplittableRandom(seed);
        boolean switches = Setting.ACTIVATION.value(small).orElseThrow().equals("relu");
        int fields = switches ? FIELDS_OF_UNITS : FIELDS;
        List<Twin> twins = IntStream.range(0, fields)
                .mapToObj(i -> twin(small.training(), random))
                .toList();
        List<SymmetryGroup> groups = ModelSymmetries.ofArchitecture(small.training());
        List<Symmetry> symmetries =
                groups.stream().flatMap(group -> group.symmetries().stream()).toList();
        int predicted = ModelSymmetries.laws(groups);
        double violation = violation(symmetries, twins, point(twins, random));
        return new TwinCheck(small, predicted, violation, search(symmetries, twins, random));
    }

    /// The search without errors that finds fewest laws; if there is none, that with the least errors. A flow
    /// that is too short does not get anywhere, and at some points units switch alike. Both hide a direction;
    /// none makes one up.
    private static LawSearch search(List<Symmetry> symmetries, List<Twin> twins, SplittableRandom random) {
        List<UnaryOperator<double[]>> fields = twins.stream()
                .map(twin -> (UnaryOperator<double[]>) twin::gradient)
                .toList();
        @Nullable LawSearch best = null;
        for (int i = 0; i < SEARCHES; i++) {
            double[] point = point(twins, random);
            List<double[]> charges = charges(symmetries, twins.getFirst(), point);
            for (double reach : REACHES) {
                LawSearch search = LawSearch.at(point, charges, fields, reach, random);
                if (best == null || isBetter(search, best)) {
                    best = search;
                }
                if (best.isClean() && best.further() == 0) {
                    return best;
                }
            }
        }
        return Objects.requireNonNull(best);
    }

    private static boolean isBetter(LawSearch search, LawSearch than) {
        if (search.isClean() && than.isClean()) {
            return search.further() < than.further();
        }
        return search.noise() < than.noise();
    }

    private static TrainParameters small(TrainParameters run) {
        SettingValues values = SettingValues.ofPreset(run.preset());
        values.putAll(run.values(), "the run");
        SMALL.forEach((setting, most) -> setting.value(run).ifPresent(value -> {
            if (Integer.parseInt(value) > most) {
                values.put(setting.key(), String.valueOf(most), "the twin");
            }
        }));
        int layers = run.training().model() instanceof TransformerSettings ? 1 : 2;
        int own = Integer.parseInt(Setting.LAYERS.value(run).orElseThrow());
        values.put(Setting.LAYERS.key(), String.valueOf(Math.min(layers, own)), "the twin");
        values.put(Setting.OPERATION.key(), "add", "the twin");
        values.put(Setting.TRAIN_FRACTION.key(), "0.5", "the twin");
        return TrainParameters.of(run.preset(), values);
    }

    /// The loss on random tokens with random labels.
    private static Twin twin(TrainingSettings settings, SplittableRandom random) {
        OperationTask task = settings.operation();
        boolean normed = settings.model() instanceof MlpSettings mlp && mlp.normalization() == Normalization.BATCH_NORM;
        int[][] tokens = new int[normed ? NORMED_BATCH : 1][task.layout().sequence()];
        for (int[] example : tokens) {
            Arrays.setAll(example, position -> random.nextInt(task.vocabulary()));
        }
        int[] labels = random.ints(tokens.length, 0, task.classes()).toArray();
        return ModelTwins.of(settings.model(), tokens, labels, 0);
    }

    private static double[] point(List<Twin> twins, SplittableRandom random) {
        double[] best = new double[0];
        double farthest = -1;
        for (int i = 0; i < POINTS; i++) {
            double[] point =
                    random.doubles(twins.getFirst().layout().size(), -1, 1).toArray();
            double far = switching(twins, point);
            if (far > FAR) {
                return point;
            }
            if (far > farthest) {
                farthest = far;
                best = point;
            }
        }
        return best;
    }

    /// How far the nearest unit is from switching; 0 if a unit is on, or off, for nearly all examples, since the twin
    /// would then be another model.
    private static double switching(List<Twin> twins, double[] point) {
        List<List<double[][]>> all =
                twins.stream().map(twin -> twin.kinks(point)).toList();
        double nearest = Double.POSITIVE_INFINITY;
        for (int relu = 0; relu < all.getFirst().size(); relu++) {
            int units = all.getFirst().get(relu)[0].length;
            int[] on = new int[units];
            int rows = 0;
            for (List<double[][]> twin : all) {
                for (double[] row : twin.get(relu)) {
                    rows++;
                    for (int unit = 0; unit < units; unit++) {
                        on[unit] += row[unit] > 0 ? 1 : 0;
                        nearest = Math.min(nearest, Math.abs(row[unit]));
                    }
                }
            }
            for (int count : on) {
                if (5 * Math.min(count, rows - count) < rows) {
                    return 0;
                }
            }
        }
        return nearest;
    }

    private static double violation(List<Symmetry> symmetries, List<Twin> twins, double[] point) {
        double largest = 0;
        for (Twin twin : twins) {
            Tensors position = twin.tensors(point);
            Tensors gradient = twin.tensors(twin.gradient(point));
            for (Symmetry symmetry : symmetries) {
                for (double violation : symmetry.violation(position, gradient)) {
                    largest = Math.max(largest, Math.abs(violation));
                }
            }
        }
        return largest;
    }

    /// Gradients of all charges: ⟨X(q), y⟩ is linear in y, and X(q) = ∂charge/∂q up to a factor.
    private static List<double[]> charges(List<Symmetry> symmetries, Twin twin, double[] point) {
        List<double[]> charges = new ArrayList<>();
        for (Symmetry symmetry : symmetries) {
            double[][] gradients = new double[symmetry.laws()][point.length];
            double[] unit = new double[point.length];
            for (int i = 0; i < point.length; i++) {
                unit[i] = 1;
                double[] products = symmetry.product(twin.tensors(point), twin.tensors(unit));
                unit[i] = 0;
                for (int law = 0; law < products.length; law++) {
                    gradients[law][i] = products[law];
                }
            }
            charges.addAll(List.of(gradients));
        }
        return charges;
    }
}
