// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.theory;

import calorimeter.app.cli.text.TextTable;
import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.SpecificHeatCurve;
import calorimeter.physics.ensemble.SpecificHeatPeak;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What `ensemble` prints for a person, and its curve.
final class EnsembleText {

    /// A factor from the maximum to either end of the curve: C has fallen there to a few per cent of it.
    private static final double REACH = 30;

    private static final int POINTS = 61;

    private EnsembleText() {}

    /// States evenly spaced in ln β about the maximum, reaching at least to the β asked for.
    static List<CanonicalState> curve(EnergySpectrum spectrum, double beta, Optional<SpecificHeatPeak> peak) {
        double asked = beta > 0 ? beta : 1;
        double centre = peak.map(SpecificHeatPeak::beta).orElse(asked);
        return new SpecificHeatCurve(spectrum)
                .onLogGrid(
                        Math.min(asked, centre / REACH),
                        Math.max(asked, Math.min(Double.MAX_VALUE, centre * REACH)),
                        POINTS);
    }

    /// ln(β/β*), or NaN where it has no meaning.
    static double logDistance(double beta, SpecificHeatPeak peak) {
        return beta > 0 ? StrictMath.log(beta / peak.beta()) : Double.NaN;
    }

    /// Prints states as CSV in full precision.
    static void printCurve(PrintStream out, List<CanonicalState> states) {
        out.println("beta,T,lnZ,F,U,S,C,kappa3");
        for (CanonicalState state : states) {
            out.println(state.beta() + "," + state.temperature() + "," + state.logPartition() + ","
                    + state.freeEnergy() + "," + state.meanEnergy() + "," + state.entropy() + ","
                    + state.specificHeat() + "," + state.thirdCumulant());
        }
    }

    static void print(PrintStream out, EnergySpectrum spectrum, CanonicalState state, Optional<SpecificHeatPeak> peak) {
        TextTable table = new TextTable("", "", "");
        table.row(
                "levels",
                spectrum.size(),
                "from " + number(spectrum.ground()) + " (" + spectrum.groundDegeneracy() + "-fold) to "
                        + number(spectrum.ceiling()));
        table.row("β", number(state.beta()), meaning(state.beta()));
        table.row("ln Z", number(state.logPartition()), "");
        table.row("F", number(state.freeEnergy()), "free energy, −ln Z/β");
        table.row("U", number(state.meanEnergy()), "mean energy");
        table.row("S", number(state.entropy()), "entropy in nats, at most ln n = " + number(Math.log(spectrum.size())));
        table.row("C", number(state.specificHeat()), "specific heat, β² Var(E)");
        table.row("κ₃", number(state.thirdCumulant()), "third cumulant of E");
        peak.ifPresentOrElse(
                found -> {
                    table.row("C*", number(found.specificHeat()), "highest maximum of C");
                    table.row("β*", number(found.beta()), "where it is, T* = " + number(1 / found.beta()));
                    double distance = logDistance(state.beta(), found);
                    table.row(
                            "ln(β/β*)",
                            Double.isNaN(distance) ? "-" : number(distance),
                            distance > 0 ? "colder than the maximum" : distance < 0 ? "hotter than the maximum" : "");
                },
                () -> table.row(
                        "C*",
                        "-",
                        spectrum.width() == 0
                                ? "all levels are equal: C is 0 at every temperature"
                                : "its β* is beyond the largest number; give the energies in a larger unit"));
        out.print(table);
    }

    private static String meaning(double beta) {
        if (beta < 0) {
            return "negative: the population is inverted, high levels are the likelier ones; hotter than any T > 0";
        }
        return beta == 0 ? "T is infinite: all levels are equally likely" : "T = " + number(1 / beta);
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.8g", value);
    }
}
