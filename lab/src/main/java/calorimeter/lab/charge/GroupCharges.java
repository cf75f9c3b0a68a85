// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.lab.observable.Moment;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.symmetry.SymmetryGroup;
import calorimeter.physics.noether.LearningRule;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// The charges of one group of symmetries: measured at every step, held against their laws, and told in a few columns.
final class GroupCharges {

    /// Relative error of one rounding to single precision.
    private static final double ROUNDING = 0x1p-24;

    private final SymmetryGroup group;
    private final String prefix;
    private final Carried carried = new Carried();
    private final int count;
    private final Laws laws;
    private final @Nullable NormGradients gradients;
    private final @Nullable NormLaws norm;
    private final boolean lawful;
    private final boolean turns;
    private final Sums signed;
    private final Sums sizes;
    private final Sums signedBefore;
    private final Sums sizesBefore;
    private @Nullable Summation summation;

    /// Charges of step 0.
    private final double[] start;

    /// Since the last logged step: largest violation, residual and angular momentum, and the number of updates.
    private final double[] largest;

    /// @param rule whose laws the charges follow, null if no exact law is known
    GroupCharges(SymmetryGroup group, @Nullable LearningRule rule) {
        this.group = group;
        prefix = "noether." + group.name() + ".";
        Symmetry first = group.symmetries().getFirst();
        boolean matrix = group.family() == Family.MATRIX_RESCALE;
        int each = matrix ? MatrixSums.laws(first) : first.laws();
        count = group.symmetries().stream()
                .mapToInt(s -> matrix ? each : s.laws())
                .sum();
        lawful = rule != null;
        turns = matrix && rule != null && rule.momentum() > 0;
        laws = group.family() == Family.TRANSLATION
                ? new TranslationLaws(count, carried)
                : new QuadraticLaws(
                        each, matrix ? MatrixSums.columns(first) : 1, rule != null && rule.dampening() > 0, carried);
        boolean scale = group.family() == Family.SCALE;
        gradients = scale ? new NormGradients(carried) : null;
        norm = scale && rule != null ? new NormLaws(count, rule.decay() > 0, carried) : null;
        signed = carried.sums(count);
        sizes = carried.sums(count);
        signedBefore = new Sums(count);
        sizesBefore = new Sums(count);
        start = carried.numbers(count);
        largest = carried.numbers(4);
    }

    String name() {
        return group.name();
    }

    /// The words begin with the group: quantities of several groups share a panel.
    List<Quantity> quantities() {
        return unnamed().stream()
                .map(quantity -> new Quantity(
                        quantity.name(),
                        quantity.symbol(),
                        quantity.unit(),
                        group.name() + ", " + quantity.description()))
                .toList();
    }

    private List<Quantity> unnamed() {
        boolean translation = group.family() == Family.TRANSLATION;
        String symbol = translation ? "S" : "R";
        List<Quantity> all = new ArrayList<>(List.of(
                new Quantity(prefix + "charge", symbol, words(translation)),
                new Quantity(
                        prefix + "drift",
                        "Δ" + symbol,
                        "root mean square over the followed laws of the change of a charge since step 0"),
                new Quantity(
                        prefix + "violation",
                        "|cos(X, ∇f)|",
                        "largest |⟨X, ∇f⟩|/(‖X‖‖∇f‖) since the last logged step, 0 for an exact symmetry")));
        if (lawful) {
            all.add(new Quantity(
                    prefix + "residual",
                    "residual",
                    "largest deviation of a charge from its exact law in one update since the last logged step, in"
                            + " single-precision roundings of the size of its blocks"));
            all.addAll(laws.quantities(prefix));
        }
        if (turns) {
            all.add(new Quantity(
                    prefix + "angularmomentum",
                    "L",
                    "largest |L_ij|/(‖q‖‖v‖) since the last logged step, 0 from rest"));
        }
        if (gradients != null) {
            all.addAll(gradients.quantities(prefix, part()));
        }
        if (norm != null) {
            all.addAll(norm.quantities(prefix, part()));
        }
        return all;
    }

    /// What has the length that the loss does not see: a filter, or the weights that write to a stream.
    private String part() {
        return group.name().endsWith(".filters") ? "filter" : "block";
    }

    private String words(boolean translation) {
        String reason = ": " + group.reason();
        if (translation) {
            return "root mean square over laws of the charge Σq" + reason;
        }
        return switch (group.family()) {
            case SCALE -> "mean r² = |q|²" + reason;
            case MATRIX_RESCALE -> "mean of the diagonal entries of the matrix charge" + reason;
            default -> "mean over symmetries of the charge, |in|² − |out|²" + reason;
        };
    }

    double[] values() {
        DoubleStream values = DoubleStream.of(laws.aggregate(signed.charge), drift(), largest[0]);
        if (lawful) {
            double residual = largest[3] == 0 ? Double.NaN : largest[1];
            values = DoubleStream.concat(
                    DoubleStream.concat(values, DoubleStream.of(residual)), DoubleStream.of(laws.predictions()));
        }
        if (turns) {
            values = DoubleStream.concat(values, DoubleStream.of(largest[2]));
        }
        if (gradients != null) {
            values = DoubleStream.concat(values, DoubleStream.of(gradients.values(signed)));
        }
        if (norm != null) {
            values = DoubleStream.concat(values, DoubleStream.of(norm.values()));
        }
        return values.toArray();
    }

    private double drift() {
        double sum = 0;
        for (int law = 0; law < count; law++) {
            double change = signed.charge[law] - start[law];
            sum += change * change;
        }
        return Math.sqrt(sum / count);
    }

    /// Measures this moment.
    ///
    /// @param buffer −v, or null
    /// @param update that led here, null at the beginning and where no law is known
    void follow(Moment moment, float @Nullable [] buffer, @Nullable Update update) {
        signedBefore.copyFrom(signed);
        sizesBefore.copyFrom(sizes);
        if (summation == null) {
            summation = Summation.of(group, moment.layout());
        }
        summation.sum(moment.parameters(), buffer, moment.gradient(), signed, sizes);
        if (moment.step() == 0) {
            System.arraycopy(signed.charge, 0, start, 0, count);
            laws.begin(signed);
            if (norm != null) {
                norm.begin(signed);
            }
        }
        if (update != null) {
            compare(update);
        }
        if (gradients != null) {
            gradients.add(signed);
        }
        for (int law = 0; law < count; law++) {
            largest[0] = Math.max(largest[0], violation(law, moment.gradientNorm()));
        }
        largest[2] = Math.max(largest[2], summation.angularMomentum());
    }

    private void compare(Update update) {
        if (update.descends() && group.family() != Family.TRANSLATION) {
            double decay = update.rule().decay();
            Arrays.setAll(signed.kinetic, law -> signedBefore.descent(law, decay));
            Arrays.setAll(sizes.kinetic, law -> sizesBefore.descent(law, decay));
        }
        for (int law = 0; law < count; law++) {
            double difference = Math.abs(signed.charge[law] - laws.next(law, update, signedBefore, signed));
            if (difference > 0) {
                double unit = ROUNDING * laws.size(law, update, sizesBefore, sizes);
                largest[1] = Math.max(largest[1], difference / unit);
            }
        }
        largest[3]++;
        laws.step(update, signedBefore, signed);
        if (norm != null) {
            norm.step(update, signedBefore, signed);
        }
    }

    private double violation(int law, double gradientNorm) {
        double size = group.family() == Family.TRANSLATION
                ? Math.sqrt(sizes.slope[law]) * gradientNorm
                : Math.sqrt(sizes.charge[law] * sizes.slope[law]);
        return size == 0 ? 0 : Math.abs(signed.violation[law]) / size;
    }

    /// Begins a new window behind a logged step.
    void forgetWindow() {
        Arrays.fill(largest, 0);
        if (gradients != null) {
            gradients.forgetWindow();
        }
        if (norm != null) {
            norm.forgetWindow();
        }
    }

    /// What is carried on, to be copied out and back.
    Carried carried() {
        return carried;
    }
}
