// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.lab.observable.Quantity;
import calorimeter.physics.noether.DrivenOscillator.Motion;
import calorimeter.physics.noether.NeuralMechanics;
import calorimeter.physics.noether.TranslationCharge;
import java.util.List;

/// Laws of translations: exact [TranslationCharge#after], and the printed prediction of [NeuralMechanics], which
/// multiplies all charges by one factor.
final class TranslationLaws implements Laws {

    private final double[] charges;
    private final double[] velocities;

    /// The printed prediction for a charge of 1, and its rate.
    private final double[] unit;

    /// Root mean square of the charges of step 0.
    private final double[] scale;

    TranslationLaws(int laws, Carried carried) {
        charges = carried.numbers(laws);
        velocities = carried.numbers(laws);
        unit = carried.numbers(2);
        scale = carried.numbers(1);
    }

    @Override
    public double aggregate(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    @Override
    public List<Quantity> quantities(String prefix) {
        String size = "root mean square charge by ";
        return List.of(
                new Quantity(prefix + "exact", "S_exact", size + "the exact law from step 0 on, never set right"),
                new Quantity(
                        prefix + "continuous",
                        "S_NM",
                        size + "Neural mechanics as printed: oscillator with Ṡ(0) = 0; without momentum e^(−kt)"));
    }

    @Override
    public double[] predictions() {
        return new double[] {aggregate(charges), scale[0] * Math.abs(unit[0])};
    }

    @Override
    public void begin(Sums start) {
        System.arraycopy(start.charge, 0, charges, 0, charges.length);
        System.arraycopy(start.radial, 0, velocities, 0, velocities.length);
        unit[0] = 1;
        scale[0] = aggregate(charges);
    }

    @Override
    public void step(Update update, Sums before, Sums after) {
        for (int law = 0; law < charges.length; law++) {
            TranslationCharge next =
                    new TranslationCharge(charges[law], velocities[law]).after(update.applied(), before.violation[law]);
            charges[law] = next.charge();
            velocities[law] = next.velocity();
        }
        if (update.descends()) {
            unit[0] = NeuralMechanics.descentTranslation(update.rule(), unit[0], 1);
        } else {
            Motion next = update.linear().after(new Motion(unit[0], unit[1]), 0);
            unit[0] = next.value();
            unit[1] = next.rate();
        }
    }

    @Override
    public double next(int law, Update update, Sums before, Sums after) {
        return new TranslationCharge(before.charge[law], before.radial[law])
                .after(update.applied(), before.violation[law])
                .charge();
    }

    @Override
    public double size(int law, Update update, Sums sizesBefore, Sums sizesAfter) {
        double speed = sizesBefore.radial[law]
                + sizesBefore.violation[law]
                + update.rule().decay() * sizesBefore.charge[law];
        return sizesBefore.charge[law] + update.rule().learningRate() * speed;
    }
}
