// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.bi2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Slope;
import calorimeter.papers.claim.SweptQuantity;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.resampling.Bootstrap;
import calorimeter.statistics.scaling.PowerLaw;
import calorimeter.statistics.scaling.Saturation;
import calorimeter.statistics.scaling.ScalingFit;
import calorimeter.statistics.scaling.ScalingLaw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;

/// The susceptibility's maximum over train fractions, χ = p Var(m) over seeds, grows as a power of the modulus
/// p rather than towards a bound (Bi et al., arXiv:2603.24746, whose extensive variable is the group order p).
///
/// A variance that does not depend on p gives an exponent of 1 through the factor p alone, so "grows" by itself
/// says little; `least` = 1 asks that Var(m) grows.
///
/// @param least the exponent must be above it
/// @param better by how much AICc must prefer one law
record SusceptibilityDiverges(double least, double better) implements Prediction {

    private static final int RESAMPLES = 2000;
    private static final int SEED = 97;
    private static final int FEWEST_MODULI = 4;

    @Override
    public String text() {
        return "The largest χ = p Var(m) over the train fractions (Var over seeds) grows as p^a with a above "
                + Texts.number(least) + " and multiplicative errors, rather than as a·p/(p + θ), one point per modulus."
                + " Supported when the 95 % interval of a is above " + Texts.number(least)
                + " and the power law's AICc is lower by " + Texts.number(better) + " at least; refuted when the"
                + " interval is below " + Texts.number(least)
                + ". The interval holds both the profile of the fit over moduli and the bootstrap"
                + " over seeds within modulus and fraction (" + RESAMPLES + " resamples, percentiles; the profile alone"
                + " where a resample has no variance). The p-value is the profile's. A maximum of noisy variances is biased upwards, more so with fewer seeds.";
    }

    static Map<Integer, Double> maxima(ContrastSweep sweep) {
        Map<Integer, Double> maxima = new LinkedHashMap<>();
        for (int modulus : sweep.moduli()) {
            sweep.fractions(modulus).stream()
                    .mapToDouble(fraction -> modulus * ContrastSweep.variance(sweep.contrasts(modulus, fraction)))
                    .max()
                    .ifPresent(height -> maxima.put(modulus, height));
        }
        maxima.values().removeIf(height -> !(height > 0));
        return maxima;
    }

    /// Power law and saturation; empty when they cannot be fitted.
    static Map<String, ScalingFit> fits(Map<Integer, Double> maxima) {
        Map<String, ScalingLaw> laws = new LinkedHashMap<>();
        laws.put("power law", new PowerLaw());
        laws.put("saturation", new Saturation());
        Map<String, ScalingFit> fits = new LinkedHashMap<>();
        laws.forEach((name, law) -> {
            if (fit(law, maxima, Family.CONFIDENCE) instanceof Answer.Given<ScalingFit>(ScalingFit fit)) {
                fits.put(name, fit);
            }
        });
        return fits;
    }

    private static Answer<ScalingFit> fit(ScalingLaw law, Map<Integer, Double> maxima, double confidence) {
        double[] x = maxima.keySet().stream().mapToDouble(Integer::doubleValue).toArray();
        double[] y = maxima.values().stream().mapToDouble(Double::doubleValue).toArray();
        return ScalingFit.of(law, x, y, confidence);
    }

    @Override
    public Verdict judge(Evidence evidence) {
        ContrastSweep sweep = ContrastSweep.of(evidence);
        Map<Integer, Double> maxima = maxima(sweep);
        Map<String, ScalingFit> fits = fits(maxima);
        ScalingFit power = fits.get("power law");
        ScalingFit saturation = fits.get("saturation");
        if (power == null || saturation == null) {
            return evidence.shortage(
                    Arm.SWEPT, "two seeds at two fractions of " + FEWEST_MODULI + " moduli are needed");
        }
        // Both laws have three parameters, so the correction to AIC cancels.
        double difference = saturation.likelihood().aic() - power.likelihood().aic();
        List<RunEvidence> runs = sweep.moduli().stream()
                .flatMap(modulus -> sweep.runs(modulus).stream())
                .toList();
        List<Detail> details = details(sweep, maxima, power, saturation, difference, runs.size());
        Interval shown = SweptQuantity.withSeeds(power.parameter().interval(), "a", bootstrap(sweep), details);
        Estimate estimate = new Estimate(power.parameter().value(), shown, runs.size());
        Grounds grounds = new Grounds(
                "exponent a of χ_max ∝ p^a",
                estimate,
                "least squares of ln χ_max on ln p at " + maxima.size()
                        + " moduli; interval: hull of profile and, where there is one, bootstrap over seeds; n counts"
                        + " runs",
                Evidence.names(runs),
                details);
        DoubleFunction<Interval> profiles = confidence -> fit(new PowerLaw(), maxima, confidence)
                .orElseThrow()
                .parameter()
                .interval();
        double p = Decision.pValue(profiles, least);
        boolean diverges = shown.lower() > least && difference >= better;
        int cells = sweep.moduli().stream()
                .mapToInt(modulus -> sweep.fractions(modulus).size())
                .sum();
        Missing missing = missing(estimate, difference, cells, maxima.size());
        return Verdict.of(grounds, diverges, shown.upper() < least, p, missing);
    }

    private List<Detail> details(
            ContrastSweep sweep,
            Map<Integer, Double> maxima,
            ScalingFit power,
            ScalingFit saturation,
            double difference,
            int n) {
        List<Detail> details = new ArrayList<>();
        details.add(Detail.of("ΔAICc, saturation less power law", difference, maxima.size()));
        details.add(Detail.of("a, profile over moduli", power.parameter()));
        details.add(Detail.of("θ of saturation", saturation.parameter()));
        maxima.forEach((modulus, height) -> details.add(
                Detail.of("χ_max at p = " + modulus, height, sweep.runs(modulus).size())));
        details.add(
                Detail.of("exponent of Var(m) alone, a − 1", power.parameter().value() - 1, n));
        return details;
    }

    private Missing missing(Estimate estimate, double difference, int cells, int moduli) {
        Interval shown = estimate.interval();
        if (shown.lower() > least && difference < better) {
            return Missing.hopeless(
                    "the exponent is above " + Texts.number(least) + ", but AICc prefers neither law by "
                            + Texts.number(better) + ": " + moduli
                            + " moduli cannot tell them apart; more and larger ones would, more seeds alone would not");
        }
        double distance = Math.abs(estimate.value() - least);
        return Missing.narrower(shown.width() / 2, distance, estimate, cells);
    }

    private static Answer<Estimate> bootstrap(ContrastSweep sweep) {
        List<Integer> owners = new ArrayList<>();
        List<double[]> strata = new ArrayList<>();
        for (int modulus : sweep.moduli()) {
            for (double fraction : sweep.fractions(modulus)) {
                owners.add(modulus);
                strata.add(sweep.contrasts(modulus, fraction));
            }
        }
        return new Bootstrap(RESAMPLES, Family.CONFIDENCE)
                .ofStrata(strata, drawn -> exponent(owners, drawn), new SplittableRandom(SEED));
    }

    private static double exponent(List<Integer> owners, List<double[]> drawn) {
        Map<Integer, Double> maxima = new LinkedHashMap<>();
        for (int cell = 0; cell < drawn.size(); cell++) {
            maxima.merge(owners.get(cell), owners.get(cell) * ContrastSweep.variance(drawn.get(cell)), Math::max);
        }
        List<double[]> points = new ArrayList<>();
        maxima.forEach((modulus, height) -> points.add(new double[] {Math.log(modulus), Math.log(height)}));
        return Slope.of(points);
    }
}
