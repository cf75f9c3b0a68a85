// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.lab.observable.Quantity;
import calorimeter.physics.noether.LearningRule;
import calorimeter.physics.noether.NormEquation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the papers say of blocks whose length the loss does not see, such as filters before batch norm: r⁴ of every
/// filter by Eq. 17 and 18 of [NormEquation], stepped from step 0 on, and the angle by which an update turns it.
final class NormLaws {

    private final boolean decays;
    private final double[] coherent;
    private final double[] white;
    private final double[] driven;
    private final double[] accumulated;

    /// Sums over filters and updates since the last logged step: angle², |v|², and their number.
    private final double[] window;

    NormLaws(int filters, boolean decays, Carried carried) {
        this.decays = decays;
        coherent = carried.numbers(filters);
        white = carried.numbers(filters);
        driven = carried.numbers(filters);
        accumulated = carried.numbers(filters);
        window = carried.numbers(3);
    }

    /// @param part what a length belongs to, in words
    List<Quantity> quantities(String prefix, String part) {
        String square = "mean r² of " + part + "s by Eq. 17 of Tanaka & Kunin ";
        List<Quantity> quantities = new ArrayList<>(List.of(
                new Quantity(prefix + "coherent", "r²_coherent", square + "as printed: gradients that agree"),
                new Quantity(prefix + "white", "r²_white", square + "for gradients uncorrelated in time"),
                new Quantity(prefix + "driven", "r²_driven", square + "driven by the measured r²|v|²")));
        if (decays) {
            quantities.add(new Quantity(
                    prefix + "rmsprop",
                    "r²_RMSProp",
                    "mean r² of " + part + "s by Eq. 18 of Tanaka & Kunin, RMSProp with one G per " + part));
        }
        quantities.add(new Quantity(
                prefix + "angle",
                "θ",
                "rad",
                "root mean square angle between " + part + "s before and after an update, since the last logged step"));
        quantities.add(new Quantity(prefix + "speed", "|v|²", "mean |v|² of " + part + "s since the last logged step"));
        return quantities;
    }

    double[] values() {
        double[] values = decays
                ? new double[] {square(coherent), square(white), square(driven), square(accumulated), 0, 0}
                : new double[] {square(coherent), square(white), square(driven), 0, 0};
        values[values.length - 2] = Math.sqrt(window[0] / window[2]);
        values[values.length - 1] = window[1] / window[2];
        return values;
    }

    private static double square(double[] fourthPowers) {
        double sum = 0;
        for (double fourthPower : fourthPowers) {
            sum += Math.sqrt(fourthPower);
        }
        return sum / fourthPowers.length;
    }

    void begin(Sums start) {
        for (int i = 0; i < coherent.length; i++) {
            double fourthPower = start.charge[i] * start.charge[i];
            coherent[i] = fourthPower;
            white[i] = fourthPower;
            driven[i] = fourthPower;
            accumulated[i] = fourthPower;
        }
    }

    void step(Update update, Sums before, Sums after) {
        LearningRule rule = update.rule();
        NormEquation printed = NormEquation.coherent(rule);
        NormEquation noise = NormEquation.white(rule);
        for (int i = 0; i < coherent.length; i++) {
            double angular = before.charge[i] * before.slope[i];
            coherent[i] = printed.after(coherent[i], angular);
            white[i] = noise.after(white[i], angular);
            driven[i] = printed.afterSpeed(driven[i], before.charge[i], after.kinetic[i]);
            if (decays) {
                accumulated[i] = printed.fourthPower(printed.accumulated(printed.accumulator(accumulated[i]), angular));
            }
            double angle = angle(rule.learningRate(), before.charge[i], after.charge[i], after.kinetic[i]);
            window[0] += angle * angle;
            window[1] += after.kinetic[i];
            window[2]++;
        }
    }

    /// The angle between q and q′ = q + ηv′, from sin²(θ/2) = (η²|v′|² − (r′ − r)²)/(4rr′).
    private static double angle(double learningRate, double square, double nextSquare, double kinetic) {
        double lengths = Math.sqrt(square * nextSquare);
        if (lengths == 0) {
            return 0;
        }
        double radial = Math.sqrt(nextSquare) - Math.sqrt(square);
        double chord = learningRate * learningRate * kinetic - radial * radial;
        return 2 * StrictMath.asin(Math.sqrt(Math.clamp(chord / (4 * lengths), 0, 1)));
    }

    void forgetWindow() {
        Arrays.fill(window, 0);
    }
}
