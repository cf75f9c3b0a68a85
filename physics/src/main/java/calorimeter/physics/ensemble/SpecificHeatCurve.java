// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/// One spectrum at every temperature: since the energies do not depend on β, the state at any other β′ is exact
/// (reweighting without sampling error), and with it the whole curve C(β′), U(β′), S(β′) and its maxima.
///
/// Where the maxima can lie, for width w = E_max − E_min, first gap δ and ground degeneracy g of n levels:
/// - not below β = 2/w, since dC/dβ = β(2Var − βκ₃) and |κ₃| ≤ w·Var;
/// - not where C ≤ ((n − g)/g)(βδ)²e^(−βδ), a bound that falls for βδ > 2, has dropped below a height already
///   found.
///
/// Between the two d ln C/d ln β is sampled evenly in ln β, and each change of its sign refined by bisection.
/// A pair of changes between two samples shows as a slope that turns back, and is looked for there: a maximum
/// can be missed only where the slope itself turns twice within one step. Two groups of levels exchange their
/// weight over a range of about 1/ln n in ln β, because their entropies differ by at most ln n; the sampling
/// step is a fraction of that. Only β > 0 is searched.
///
/// For a spectrum of more than [#LARGEST_SCANNED_EXACTLY] levels, the sampling sees [GroupedLevels]; the maxima
/// are then refined on the spectrum itself.
public final class SpecificHeatCurve {

    private static final double COARSEST_STEP = 0.1;
    private static final double STEP_TIMES_LOG_SIZE = 0.5;

    /// ln of the largest β a double holds: where the search ends for a gap too small to resolve.
    private static final double LARGEST_LOG_BETA = 709;

    /// From a step of 0.1 this many halvings reach the resolution of a double near ln β = 1.
    private static final int BISECTIONS = 52;

    /// Above, a search over a few hundred temperatures would take longer than a second.
    private static final int LARGEST_SCANNED_EXACTLY = 10_000;

    /// Tolerance of ln β* at which the refinement of a large spectrum ends.
    private static final double LOG_BETA_TOLERANCE = 1e-13;

    private static final int ROOT_STEPS = 60;

    /// Where Simpson's rule gives up: errors fall as the fourth power.
    private static final int MOST_PIECES = 1 << 16;

    /// Thirds cut off until a turn of the slope is known to 10⁻⁷ of a step, of the slope to 10⁻¹⁴.
    private static final int TURN_STEPS = 40;

    /// How far merging may move a maximum in ln β: levels by one part in 1024.
    private static final double GROUPED_SHIFT = 0x1p-8;

    private final EnergySpectrum spectrum;
    private final DoubleFunction<GibbsMoments> moments;

    public SpecificHeatCurve(EnergySpectrum spectrum) {
        this(spectrum, beta -> spectrum.moments(beta, new double[spectrum.size()]));
    }

    /// A curve whose maxima are found by other code for the sums over levels.
    ///
    /// @param moments at β, of the energies with slope −β, or of −βE with slope 1: the curve uses what both
    ///     share
    public SpecificHeatCurve(EnergySpectrum spectrum, DoubleFunction<GibbsMoments> moments) {
        this.spectrum = spectrum;
        this.moments = moments;
    }

    /// The state at β′; any finite value.
    public CanonicalState at(double beta) {
        return CanonicalState.of(spectrum, beta);
    }

    /// States at `points` values of β′ spaced evenly in ln β′, both ends included.
    ///
    /// @throws IllegalArgumentException unless 0 < lowest < highest < ∞ and there are at least two points
    public List<CanonicalState> onLogGrid(double lowest, double highest, int points) {
        if (!(lowest > 0) || !(highest > lowest) || Double.isInfinite(highest)) {
            throw new IllegalArgumentException("the grid of beta reaches from " + lowest + " to " + highest
                    + " but must be 0 < from < to < infinity");
        }
        if (points < 2) {
            throw new IllegalArgumentException("the grid has " + points + " points but needs at least 2");
        }
        double start = StrictMath.log(lowest);
        double step = (StrictMath.log(highest) - start) / (points - 1);
        List<CanonicalState> states = new ArrayList<>(points);
        states.add(at(lowest));
        for (int k = 1; k < points - 1; k++) {
            states.add(at(StrictMath.exp(start + k * step)));
        }
        states.add(at(highest));
        return List.copyOf(states);
    }

    /// ∫√C d ln β, the length of the curve of Gibbs states in the Fisher–Rao metric (Crooks, Phys. Rev. Lett.
    /// 99, 100602, 2007): since √C d ln β = √Var(E) dβ, how many standard deviations of ln p a change of
    /// temperature crosses. Two levels with the upper one occupied by x: 2|Δ arcsin √x|. By Simpson's rule,
    /// halved until 10⁻¹² is reached.
    ///
    /// @throws IllegalArgumentException unless both β are positive and finite
    public double length(double from, double to) {
        if (!(Math.min(from, to) > 0) || Double.isInfinite(Math.max(from, to))) {
            throw new IllegalArgumentException(
                    "beta goes from " + from + " to " + to + " but must be positive and finite at both ends");
        }
        double start = StrictMath.log(from);
        double span = StrictMath.log(to) - start;
        double ends = spread(start) + spread(start + span);
        double inner = 0;
        double sum = 0.5 * span * ends;
        double last = Double.NaN;
        for (int pieces = 2; pieces <= MOST_PIECES && !(Math.abs(sum - last) <= 1e-12 * Math.abs(sum)); pieces *= 2) {
            double odd = 0;
            for (int k = 1; k < pieces; k += 2) {
                odd += spread(start + k * span / pieces);
            }
            last = sum;
            sum = span / (3 * pieces) * (ends + 2 * inner + 4 * odd);
            inner += odd;
        }
        return Math.abs(sum);
    }

    /// √C.
    private double spread(double logBeta) {
        return Math.sqrt(at(StrictMath.exp(logBeta)).specificHeat());
    }

    /// The highest maximum of C, or nothing when all levels are equal and C is zero everywhere.
    public Optional<SpecificHeatPeak> peak() {
        return peaks().stream().max(Comparator.comparingDouble(SpecificHeatPeak::specificHeat));
    }

    /// ln(β/β*): how far a temperature is from the highest maximum; positive on the cold side. Empty when there
    /// is none.
    ///
    /// @throws IllegalArgumentException if β is not positive and finite
    public OptionalDouble logDistanceFromPeak(double beta) {
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta is " + beta + " but must be positive and finite");
        }
        Optional<SpecificHeatPeak> peak = peak();
        return peak.isPresent()
                ? OptionalDouble.of(StrictMath.log(beta / peak.get().beta()))
                : OptionalDouble.empty();
    }

    /// The maxima of C in order of rising β. Maxima much lower than one at smaller β may lie beyond the
    /// searched range.
    public List<SpecificHeatPeak> peaks() {
        double gap = spectrum.firstGap();
        double start = StrictMath.log(2 / spectrum.width());
        if (gap == 0 || start >= LARGEST_LOG_BETA) {
            return List.of();
        }
        boolean large = spectrum.size() > LARGEST_SCANNED_EXACTLY;
        DoubleFunction<Sample> curve = large
                ? GroupedLevels.of(spectrum)::sample
                : logBeta -> Sample.of(logBeta, moments.apply(StrictMath.exp(logBeta)));
        double step = Math.min(COARSEST_STEP, STEP_TIMES_LOG_SIZE / StrictMath.log(spectrum.size()));
        double ground = spectrum.groundDegeneracy();
        double excitedPerGround = (spectrum.size() - ground) / ground;

        List<SpecificHeatPeak> peaks = new ArrayList<>();
        Sample last = curve.apply(start);
        Sample beforeLast = last;
        double highest = last.heat();
        for (int k = 1; start + k * step < LARGEST_LOG_BETA; k++) {
            Sample current = curve.apply(start + k * step);
            // Below the normal numbers C moves in steps, which are no maxima.
            if (last.heat() >= Double.MIN_NORMAL) {
                fall(curve, beforeLast, last, current)
                        .map(fall -> large
                                ? refinedByRoot(fall.from() - GROUPED_SHIFT, fall.to() + GROUPED_SHIFT)
                                : refined(fall.from(), fall.to()))
                        .ifPresent(peaks::add);
            }
            highest = Math.max(highest, current.heat());
            double u = StrictMath.exp(current.logBeta()) * gap;
            if (u > 2 && excitedPerGround * u * u * StrictMath.exp(-u) < highest && !(current.slope() > 0)) {
                break;
            }
            beforeLast = last;
            last = current;
        }
        return List.copyOf(peaks);
    }

    /// One place of the curve.
    ///
    /// @param slope d ln C/d ln β, NaN where C is 0
    record Sample(double logBeta, double heat, double slope) {

        /// d ln C/d ln β = 2 − βκ₃/Var.
        static Sample of(double logBeta, GibbsMoments energy) {
            double slope = 2 + energy.scaledSlope() * energy.scaledThirdCumulant() / energy.scaledVariance();
            return new Sample(logBeta, energy.reducedVariance(), slope);
        }
    }

    /// An interval of ln β at whose ends C rises and falls.
    private record Fall(double from, double to) {}

    /// Where C begins to fall: between the last two of three samples, or unseen by them. A slope that turns
    /// back before it has changed its sign may have crossed zero twice between them.
    private static Optional<Fall> fall(DoubleFunction<Sample> curve, Sample a, Sample b, Sample c) {
        if (b.slope() > 0 && c.slope() <= 0) {
            return Optional.of(new Fall(b.logBeta(), c.logBeta()));
        }
        if (b.slope() < 0 && b.slope() > a.slope() && b.slope() >= c.slope()) {
            Sample top = turn(curve, a, c, 1);
            return top.slope() > 0 ? Optional.of(new Fall(top.logBeta(), c.logBeta())) : Optional.empty();
        }
        if (b.slope() > 0 && b.slope() < a.slope() && b.slope() <= c.slope()) {
            Sample bottom = turn(curve, a, c, -1);
            return bottom.slope() < 0 ? Optional.of(new Fall(a.logBeta(), bottom.logBeta())) : Optional.empty();
        }
        return Optional.empty();
    }

    /// Where the slope is largest (direction 1) or smallest (−1) between two samples, or changes its sign on
    /// the way there.
    private static Sample turn(DoubleFunction<Sample> curve, Sample a, Sample c, int direction) {
        double low = a.logBeta();
        double high = c.logBeta();
        Sample best = a;
        for (int k = 0; k < TURN_STEPS && direction * best.slope() <= 0; k++) {
            Sample first = curve.apply(low + (high - low) / 3);
            Sample second = curve.apply(high - (high - low) / 3);
            boolean later = direction * (second.slope() - first.slope()) > 0;
            best = later ? second : first;
            low = later ? first.logBeta() : low;
            high = later ? high : second.logBeta();
        }
        return best;
    }

    private SpecificHeatPeak refined(double left, double right) {
        double rising = left;
        double falling = right;
        for (int k = 0; k < BISECTIONS; k++) {
            double middle = 0.5 * (rising + falling);
            if (rises(moments.apply(StrictMath.exp(middle)))) {
                rising = middle;
            } else {
                falling = middle;
            }
        }
        double beta = StrictMath.exp(0.5 * (rising + falling));
        return new SpecificHeatPeak(beta, moments.apply(beta).reducedVariance());
    }

    /// The root of d ln C/d ln β = 2 − βκ₃/Var, which is smooth, by regula falsi with the Illinois rule (Dowell
    /// & Jarratt, BIT 11, 168, 1971): each evaluation passes over all levels, and this needs about ten.
    private SpecificHeatPeak refinedByRoot(double left, double right) {
        double low = left;
        double high = right;
        double atLow = logSlope(low);
        double atHigh = logSlope(high);
        double middle = 0.5 * (low + high);
        int kept = 0;
        for (int k = 0; k < ROOT_STEPS && high - low > LOG_BETA_TOLERANCE; k++) {
            // Without a change of sign, a plateau within the error of the grouping: halve towards the rise.
            double secant = (low * atHigh - high * atLow) / (atHigh - atLow);
            middle = atLow > 0 && atHigh < 0 && secant > low && secant < high ? secant : 0.5 * (low + high);
            double slope = logSlope(middle);
            if (Math.abs(slope) <= LOG_BETA_TOLERANCE) {
                break;
            }
            if (slope > 0) {
                low = middle;
                atLow = slope;
                atHigh = kept > 0 ? 0.5 * atHigh : atHigh;
                kept = 1;
            } else {
                high = middle;
                atHigh = slope;
                atLow = kept < 0 ? 0.5 * atLow : atLow;
                kept = -1;
            }
        }
        double beta = StrictMath.exp(middle);
        return new SpecificHeatPeak(beta, moments.apply(beta).reducedVariance());
    }

    private double logSlope(double logBeta) {
        return Sample.of(logBeta, moments.apply(StrictMath.exp(logBeta))).slope();
    }

    /// dC/dβ > 0, that is 2Var > βκ₃.
    private static boolean rises(GibbsMoments energy) {
        return 2 * energy.scaledVariance() > -energy.scaledSlope() * energy.scaledThirdCumulant();
    }
}
