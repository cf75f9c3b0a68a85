// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.theory;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.SpecificHeatCurve;
import calorimeter.physics.ensemble.SpecificHeatPeak;
import calorimeter.physics.exact.TwoLevelSystem;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Mark;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Specific heat and entropy against inverse temperature, with the maximum of C.
public final class SpecificHeatFigure {

    private static final Axis BETA = Axis.logarithmic("β (1/energy)");
    private static final int POINTS = 121;

    private SpecificHeatFigure() {}

    /// Two levels at distance 1 with the upper one 1, 10 and 1000 times as frequent: the Schottky anomaly and
    /// how degeneracy moves it.
    public static PanelFigure ofTwoLevels() {
        Map<String, EnergySpectrum> spectra = new LinkedHashMap<>();
        for (int excited : new int[] {1, 10, 1000}) {
            spectra.put("1 : " + excited, new TwoLevelSystem(1, 1, excited).spectrum());
        }
        return figure(
                spectra,
                0.1,
                30,
                OptionalDouble.empty(),
                "Two levels at distance Δ = 1, the upper one 1, 10 and 1000 times as frequent as the lower. Where β is "
                        + "small both are equally likely, where it is large the upper one is empty: between them the "
                        + "specific heat has one maximum (the Schottky anomaly), which grows and moves to larger β with "
                        + "the degeneracy, as the number of keys does to attention.",
                equation() + "<span>maximum: <i>u</i> tanh((<i>u</i> − ln(<i>g</i>₁/<i>g</i>₀))/2) = 2, "
                        + "<i>u</i> = β*Δ</span>");
    }

    /// Figure of one spectrum, with the state at `beta` marked where it is above 0.
    public static PanelFigure of(EnergySpectrum spectrum, double beta, Optional<SpecificHeatPeak> peak) {
        double centre = peak.map(SpecificHeatPeak::beta).orElse(beta > 0 ? beta : 1);
        double lowest = Math.min(centre / 30, beta > 0 ? beta / 2 : centre);
        double highest = Math.max(centre * 30, beta > 0 ? beta * 2 : centre);
        // Ends of one digit, because the axis shows them.
        double unitBelow = Math.pow(10, Math.floor(Math.log10(lowest)));
        double unitAbove = Math.pow(10, Math.floor(Math.log10(highest)));
        String found = peak.map(p -> "The highest maximum of C is " + HtmlPage.rounded(p.specificHeat()) + " at β* = "
                        + HtmlPage.rounded(p.beta()) + ".")
                .orElse("All levels are equal, so C is 0 at every temperature.");
        String levels = spectrum.size() == 1 ? "One level" : spectrum.size() + " levels";
        return figure(
                Map.of("C", spectrum),
                unitBelow * Math.floor(lowest / unitBelow),
                unitAbove * Math.ceil(highest / unitAbove),
                beta > 0 ? OptionalDouble.of(beta) : OptionalDouble.empty(),
                levels + " from " + HtmlPage.rounded(spectrum.ground()) + " to "
                        + HtmlPage.rounded(spectrum.ceiling()) + " in units of energy. " + found
                        + " Energies do not depend on β, so the curve is exact at every temperature.",
                equation());
    }

    private static String equation() {
        return "<span><i>Z</i> = Σ <i>e</i><sup>−β<i>E</i></sup></span>"
                + "<span><i>S</i> = ln <i>Z</i> + β<i>U</i></span>"
                + "<span><i>C</i> = d<i>U</i>/d<i>T</i> = β² Var(<i>E</i>)</span>";
    }

    private static PanelFigure figure(
            Map<String, EnergySpectrum> spectra,
            double lowest,
            double highest,
            OptionalDouble marked,
            String caption,
            String equation) {
        List<Curve> heats = new ArrayList<>();
        List<Curve> entropies = new ArrayList<>();
        List<Mark> heatMarks = new ArrayList<>();
        List<Mark> entropyMarks = new ArrayList<>();
        spectra.forEach((name, spectrum) -> {
            SpecificHeatCurve curve = new SpecificHeatCurve(spectrum);
            Points heat = new Points();
            Points entropy = new Points();
            for (CanonicalState state : curve.onLogGrid(lowest, highest, POINTS)) {
                heat.add(state.beta(), state.specificHeat());
                entropy.add(state.beta(), state.entropy());
            }
            heats.add(heat.drawn(name, Style.LINE));
            entropies.add(entropy.drawn(name, Style.LINE));
            curve.peak().ifPresent(peak -> heatMarks.add(mark("β* = ", peak.beta(), peak.specificHeat())));
            marked.ifPresent(beta -> {
                CanonicalState state = curve.at(beta);
                heatMarks.add(mark("β = ", beta, state.specificHeat()));
                entropyMarks.add(mark("β = ", beta, state.entropy()));
            });
        });
        return new PanelFigure(
                "specific-heat",
                "Specific heat of a spectrum",
                caption,
                equation,
                List.of(
                        Panel.of("Specific heat", BETA, Axis.linear("C (dimensionless)"), heats)
                                .marked(heatMarks),
                        Panel.of("Entropy", BETA, Axis.linear("S (nats)"), entropies)
                                .marked(entropyMarks)));
    }

    private static Mark mark(String prefix, double beta, double height) {
        return new Mark(beta, height, prefix + String.format(Locale.ROOT, "%.4g", beta));
    }
}
