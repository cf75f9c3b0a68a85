package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.PeakWindow;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Slope;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.resampling.Bootstrap;
import calorimeter.statistics.resampling.IntervalMethod;
import calorimeter.statistics.scaling.ErrorModel;
import calorimeter.statistics.scaling.LogarithmicGrowth;
import calorimeter.statistics.scaling.PowerLaw;
import calorimeter.statistics.scaling.Saturation;
import calorimeter.statistics.scaling.ScalingFit;
import calorimeter.statistics.scaling.ScalingLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The height of the highest peak in a window before generalisation does not diverge with the modulus.
///
/// @param observable column of C or V, known as `symbol`
/// @param exponent a power of the modulus below this is no divergence
record PeakHeightBounded(String observable, String symbol, PeakWindow window, double exponent, PeakRule rule)
        implements Prediction {

    private static final int RESAMPLES = 4000;
    private static final int SEED = 53;
    private static final double CLEARLY_BETTER = 2;

    @Override
    public String text() {
        return "The height of the highest peak of " + symbol + " (" + observable + ") " + window.words()
                + ", fitted by a power p^a with"
                + " multiplicative errors, grows slower than p^" + Texts.number(exponent) + ": supported when the 95 %"
                + " bootstrap interval of a (seeds drawn within each p, " + RESAMPLES + " resamples, seed " + SEED
                + ") is below it; refuted when the interval is above"
                + " it and the power law has an AICc lower by " + Texts.number(CLEARLY_BETTER)
                + " than both saturation a·p/(p + θ) and logarithm. The train fraction varies with p as the plan chose it, so its effect is part of a; the"
                + " interval covers seeds alone. Runs without such a peak are counted and left out. " + rule.text();
    }

    /// Height of the highest peak before generalisation, in a window, of each run that has one.
    static Map<RunEvidence, Double> heights(Evidence evidence, String observable, PeakWindow window) {
        Map<RunEvidence, Double> heights = new LinkedHashMap<>();
        for (RunEvidence run : evidence.generalised(Arm.MAIN)) {
            window.highest(run, observable)
                    .map(Peak::height)
                    .filter(height -> height > 0)
                    .ifPresent(height -> heights.put(run, height));
        }
        return heights;
    }

    /// The competing laws, fitted to all runs; empty when they cannot be.
    static Map<String, ScalingFit> fits(Map<RunEvidence, Double> heights) {
        double[] x = heights.keySet().stream().mapToDouble(RunEvidence::modulus).toArray();
        double[] y = heights.values().stream().mapToDouble(Double::doubleValue).toArray();
        if (RunEvidence.moduli(heights.keySet()).size() < 3) {
            return Map.of();
        }
        double geometric = Math.exp(Arrays.stream(x).map(Math::log).average().orElse(0));
        Map<String, ScalingLaw> laws = new LinkedHashMap<>();
        laws.put("power law", new PowerLaw());
        laws.put("saturation", new Saturation());
        laws.put("logarithm", new LogarithmicGrowth(geometric));
        Map<String, ScalingFit> fits = new LinkedHashMap<>();
        laws.forEach((name, law) -> {
            if (ScalingFit.of(law, ErrorModel.MULTIPLICATIVE, x, y, Family.CONFIDENCE)
                    instanceof Answer.Given<ScalingFit>(ScalingFit fit)) {
                fits.put(name, fit);
            }
        });
        return fits;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        Map<RunEvidence, Double> heights = heights(evidence, observable, window);
        Map<String, ScalingFit> fits = fits(heights);
        ScalingFit power = fits.get("power law");
        Answer<Estimate> exponents = bootstrap(heights, Family.CONFIDENCE);
        if (power == null || !(exponents instanceof Answer.Given<Estimate>(Estimate estimate))) {
            return evidence.shortage(Arm.MAIN, "a power law needs peaks at three moduli, two seeds at each");
        }
        List<Detail> details = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, ScalingFit> fit : fits.entrySet()) {
            double aicc = aicc(fit.getValue());
            details.add(Detail.of("AICc, " + fit.getKey(), aicc, heights.size()));
            details.add(Detail.of("θ, " + fit.getKey(), fit.getValue().parameter()));
            best = fit.getKey().equals("power law") ? best : Math.min(best, aicc);
        }
        int generalised = evidence.generalised(Arm.MAIN).size();
        details.add(Detail.of("runs without such a peak, left out", generalised - heights.size(), generalised));
        Grounds grounds = new Grounds(
                "exponent a of height ∝ p^a",
                estimate,
                "bootstrap over seeds within each p, percentile interval; laws compared by AICc",
                Evidence.names(List.copyOf(heights.keySet())),
                details);
        Verdict.Tested measured = new Decision(-exponent, -exponent)
                .of(
                        negative(grounds),
                        confidence -> negative(
                                bootstrap(heights, confidence).orElseThrow().interval()),
                        RunEvidence.moduli(heights.keySet()).size());
        // Resamples cannot tell smaller ones apart.
        double p = Math.max(measured.pValue().orElseThrow(), 2.0 / RESAMPLES);
        boolean powerPreferred = aicc(power) + CLEARLY_BETTER <= best;
        Missing missing = measured instanceof Verdict.Undecided undecided
                ? undecided.missing()
                : Missing.hopeless("the height grows, but a bounded or logarithmic law fits as well: larger"
                        + " moduli would tell, not more seeds");
        boolean grows = measured instanceof Verdict.Refuted && powerPreferred;
        return Verdict.of(grounds, measured instanceof Verdict.Supported, grows, p, missing);
    }

    /// The rule looks from above: "less than" is "greater than" of the negative.
    private static Grounds negative(Grounds grounds) {
        Estimate estimate = grounds.estimate();
        return new Grounds(
                grounds.quantity(),
                new Estimate(-estimate.value(), negative(estimate.interval()), estimate.n()),
                grounds.test(),
                grounds.runs(),
                grounds.details());
    }

    private static Interval negative(Interval interval) {
        return new Interval(-interval.upper(), -interval.lower(), interval.confidence());
    }

    private static double aicc(ScalingFit fit) {
        return fit.likelihood().aicc() instanceof Answer.Given<Double>(Double aicc) ? aicc : Double.NaN;
    }

    /// Slope of ln height against ln p, which is the power law with multiplicative errors.
    private static Answer<Estimate> bootstrap(Map<RunEvidence, Double> heights, double confidence) {
        Map<Integer, List<Double>> byModulus = new TreeMap<>();
        heights.forEach((run, height) -> byModulus
                .computeIfAbsent(run.modulus(), modulus -> new ArrayList<>())
                .add(Math.log(height)));
        if (byModulus.size() < 3) {
            return Answer.tooFew("a power law's number of moduli", byModulus.size(), 3);
        }
        List<double[]> strata = new ArrayList<>();
        List<Double> places = new ArrayList<>();
        byModulus.forEach((modulus, values) -> {
            strata.add(values.stream().mapToDouble(Double::doubleValue).toArray());
            places.add(Math.log(modulus));
        });
        return new Bootstrap(RESAMPLES, confidence, IntervalMethod.PERCENTILE)
                .ofStrata(strata, drawn -> slope(places, drawn), new SplittableRandom(SEED));
    }

    private static double slope(List<Double> places, List<double[]> drawn) {
        List<double[]> points = new ArrayList<>();
        for (int s = 0; s < drawn.size(); s++) {
            for (double value : drawn.get(s)) {
                points.add(new double[] {places.get(s), value});
            }
        }
        return Slope.of(points);
    }
}
