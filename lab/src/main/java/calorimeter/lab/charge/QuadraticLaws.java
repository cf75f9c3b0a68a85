// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.lab.observable.Quantity;
import calorimeter.physics.noether.DrivenOscillator;
import calorimeter.physics.noether.DrivenOscillator.Motion;
import calorimeter.physics.noether.NeuralMechanics;
import calorimeter.physics.noether.QuadraticCharge;
import java.util.ArrayList;
import java.util.List;

/// Laws of quadratic charges: exact [QuadraticCharge#after] and the printed prediction of [NeuralMechanics]. Both are
/// linear, so the mean charge follows them under the mean drive.
final class QuadraticLaws implements Laws {

    /// Laws in a symmetry, and those of them, the first, that are averaged.
    private final int laws;

    private final int diagonal;
    private final boolean releasedToo;

    /// R and P.
    private final double[] exact;

    /// R and Ṙ.
    private final double[] continuous;

    private final double[] released;

    /// @param releasedToo whether the released code of the source, which leaves out the dampening, predicts anything
    ///                    else than the paper
    QuadraticLaws(int laws, int diagonal, boolean releasedToo, Carried carried) {
        this.laws = laws;
        this.diagonal = diagonal;
        this.releasedToo = releasedToo;
        exact = carried.numbers(2);
        continuous = carried.numbers(2);
        released = carried.numbers(2);
    }

    @Override
    public double aggregate(double[] charges) {
        double sum = 0;
        for (int first = 0; first < charges.length; first += laws) {
            for (int i = first; i < first + diagonal; i++) {
                sum += charges[i];
            }
        }
        return sum / (charges.length / laws * diagonal);
    }

    @Override
    public List<Quantity> quantities(String prefix) {
        String mean = "mean charge by ";
        List<Quantity> quantities = new ArrayList<>(List.of(
                new Quantity(prefix + "exact", "R_exact", mean + "the exact law from step 0 on, never set right"),
                new Quantity(
                        prefix + "continuous",
                        "R_NM",
                        mean + "Neural mechanics as printed: driven oscillator with drive 2N/(1−δ)², Ṙ(0) = 0;"
                                + " without momentum decay at rate 2k")));
        if (releasedToo) {
            quantities.add(new Quantity(
                    prefix + "released", "R_code", mean + "the released code of Neural mechanics: drive 2N"));
        }
        return quantities;
    }

    @Override
    public double[] predictions() {
        return releasedToo
                ? new double[] {exact[0], continuous[0], released[0]}
                : new double[] {exact[0], continuous[0]};
    }

    @Override
    public void begin(Sums start) {
        exact[0] = aggregate(start.charge);
        exact[1] = aggregate(start.radial);
        continuous[0] = exact[0];
        released[0] = exact[0];
    }

    @Override
    public void step(Update update, Sums before, Sums after) {
        double kinetic = aggregate(after.kinetic);
        QuadraticCharge next = new QuadraticCharge(exact[0], exact[1], 0)
                .after(update.applied(), kinetic, aggregate(before.violation));
        exact[0] = next.charge();
        exact[1] = next.radial();
        if (update.descends()) {
            continuous[0] = NeuralMechanics.descentQuadratic(update.rule(), continuous[0], new double[] {kinetic})[1];
        } else {
            move(continuous, update.squared(), NeuralMechanics.printedDrive(update.rule(), kinetic));
            move(released, update.squared(), NeuralMechanics.releasedDrive(kinetic));
        }
    }

    private static void move(double[] motion, DrivenOscillator oscillator, double drive) {
        Motion next = oscillator.after(new Motion(motion[0], motion[1]), drive);
        motion[0] = next.value();
        motion[1] = next.rate();
    }

    @Override
    public double next(int law, Update update, Sums before, Sums after) {
        return new QuadraticCharge(before.charge[law], before.radial[law], 0)
                .after(update.applied(), after.kinetic[law], before.violation[law])
                .charge();
    }

    @Override
    public double size(int law, Update update, Sums sizesBefore, Sums sizesAfter) {
        double eta = update.rule().learningRate();
        return sizesBefore.charge[law] + eta * eta * sizesAfter.kinetic[law];
    }
}
