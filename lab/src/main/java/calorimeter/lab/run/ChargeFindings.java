// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.lab.store.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a run's record says of its Noether charges: `noether.GROUP.QUANTITY`, group by group.
///
/// @param steps the last logged step
public record ChargeFindings(long steps, List<Group> groups) {

    public static final String PREFIX = "noether.";
    public static final String CHARGE = "charge";

    /// What predicts a charge, and how it is called: [NM] is Neural mechanics, Kunin et al., arXiv:2012.04728; Eq. 17
    /// and 18 are those of Tanaka & Kunin, arXiv:2105.02716.
    public static final Map<String, String> PREDICTORS = predictors();

    /// A charge below this is 0 but for single precision: some roundings of numbers of size 1.
    public static final double NOTHING = 16 * 0x1p-24;

    /// Beyond this share of the first charge a ratio tells more than a percentage.
    private static final double FAR = 0.5;

    /// One group of symmetries.
    ///
    /// @param start charge of step 0
    /// @param charge charge of the last row
    /// @param violation largest |cos(X, ∇f)| of the run
    /// @param residual largest residual of the exact law in the run, in roundings; NaN if no law is known
    /// @param predictions for the last row, by the keys of [#PREDICTORS]
    public record Group(
            String name,
            double start,
            double charge,
            double violation,
            double residual,
            Map<String, Double> predictions) {

        /// Whether there is a charge to compare with.
        boolean charged() {
            return Math.abs(start) > NOTHING;
        }

        /// (predicted − measured)/|charge of step 0|; NaN without the one or the other.
        double deviation(String predictor) {
            double predicted = predictions.getOrDefault(predictor, Double.NaN);
            return charged() ? (predicted - charge) / Math.abs(start) : Double.NaN;
        }

        double ratio(String predictor) {
            return predictions.getOrDefault(predictor, Double.NaN) / charge;
        }

        /// By how much a prediction misses: `+0.02 %` of the first charge, or `×3.2` if it is far off.
        public String miss(String predictor) {
            return new ChargeFindings(0, List.of(this)).miss(predictor).orElse("–");
        }
    }

    public ChargeFindings {
        groups = List.copyOf(groups);
    }

    private static Map<String, String> predictors() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("exact", "exact law");
        names.put("continuous", "[NM]");
        names.put("released", "[NM] as released");
        names.put("coherent", "Eq. 17 as printed");
        names.put("white", "Eq. 17 for noise");
        names.put("driven", "Eq. 17 driven by |v|²");
        names.put("rmsprop", "Eq. 18 (RMSProp)");
        return names;
    }

    /// Empty if the run recorded no charges.
    public static Optional<ChargeFindings> of(List<Column> columns, List<double[]> rows, long steps) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i).name(), i);
        }
        List<Group> groups = groups(columns.stream().map(Column::name).toList()).stream()
                .map(name -> group(name, places, rows))
                .toList();
        return groups.isEmpty() || rows.isEmpty() ? Optional.empty() : Optional.of(new ChargeFindings(steps, groups));
    }

    /// Names of the groups that have a charge among these columns.
    public static List<String> groups(List<String> columns) {
        String end = "." + CHARGE;
        return columns.stream()
                .filter(name -> name.startsWith(PREFIX) && name.endsWith(end))
                .map(name -> name.substring(PREFIX.length(), name.length() - end.length()))
                .toList();
    }

    private static Group group(String name, Map<String, Integer> places, List<double[]> rows) {
        String prefix = PREFIX + name + ".";
        int charge = places.getOrDefault(prefix + CHARGE, -1);
        Map<String, Double> predictions = new LinkedHashMap<>();
        for (String predictor : PREDICTORS.keySet()) {
            Integer place = places.get(prefix + predictor);
            if (place != null) {
                predictions.put(predictor, rows.getLast()[place]);
            }
        }
        return new Group(
                name,
                rows.getFirst()[charge],
                rows.getLast()[charge],
                largest(rows, places.get(prefix + "violation")),
                largest(rows, places.get(prefix + "residual")),
                predictions);
    }

    private static double largest(List<double[]> rows, @Nullable Integer column) {
        return column == null ? Double.NaN : largest(rows.stream(), row -> row[column]);
    }

    /// Without NaN, if there is another number.
    private static <T> double largest(Stream<T> all, ToDoubleFunction<T> value) {
        return all.mapToDouble(value)
                .filter(number -> !Double.isNaN(number))
                .max()
                .orElse(Double.NaN);
    }

    /// The largest residual of all groups, in roundings of single precision; NaN if no exact law is known.
    public double residual() {
        return largest(groups.stream(), Group::residual);
    }

    /// What became of the charges, in a line.
    public String summary() {
        double residual = residual();
        if (Double.isNaN(residual)) {
            return String.format(
                    Locale.ROOT,
                    "of %d groups of symmetries, without an exact law for this learning rule; largest |cos(X, ∇f)| %.1e",
                    groups.size(),
                    largest(groups.stream(), Group::violation));
        }
        List<String> misses = new ArrayList<>();
        for (String predictor : List.of("continuous", "coherent")) {
            miss(predictor).ifPresent(miss -> misses.add(PREDICTORS.get(predictor) + " " + miss));
        }
        String residuals = String.format(Locale.ROOT, "largest residual %.2g roundings of the exact law", residual);
        return misses.isEmpty()
                ? residuals
                : residuals + "; beside the measured charge after " + steps + " steps: " + String.join(", ", misses);
    }

    /// The range over groups; empty if none has this prediction.
    private Optional<String> miss(String predictor) {
        List<Group> predicted = groups.stream()
                .filter(group -> Double.isFinite(group.deviation(predictor)))
                .toList();
        if (predicted.isEmpty()) {
            return Optional.empty();
        }
        boolean far = predicted.stream().anyMatch(group -> Math.abs(group.deviation(predictor)) > FAR);
        boolean factors = predicted.stream().allMatch(group -> group.ratio(predictor) > 0);
        return Optional.of(
                far && factors
                        ? "×" + range(predicted, group -> group.ratio(predictor), "%.2g", "")
                        : range(predicted, group -> 100 * group.deviation(predictor), "%+.2f", " %"));
    }

    private static String text(String format, double value) {
        String text = String.format(Locale.ROOT, format, value);
        return text.equals("-0.00") ? "+0.00" : text.replace('-', '−');
    }

    private static String range(List<Group> groups, ToDoubleFunction<Group> value, String format, String unit) {
        double least = groups.stream().mapToDouble(value).min().orElseThrow();
        double greatest = groups.stream().mapToDouble(value).max().orElseThrow();
        String from = text(format, least);
        String to = text(format, greatest);
        return (from.equals(to) ? to : from + " to " + to) + unit;
    }
}
