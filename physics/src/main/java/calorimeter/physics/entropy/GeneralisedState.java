// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.entropy;

import calorimeter.physics.ensemble.Distributions;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.numeric.CompensatedSum;
import java.util.Arrays;

/// Equilibrium under a generalised entropy: the p that minimises ⟨E⟩ − T·S(p), which is an attention operator
/// from energies to weights, with its free energy F = U − TS, chemical potential μ and linear responses.
///
/// **Solution.** With the reduced energy x_j = x_0 + (E_j − E_0)/T of each level, E_0 the ground energy, and
/// p_j = (s′)⁻¹(x_j), one number x_0 is left to make Σp = 1. The ground level is the most occupied, 1/n ≤ p_0 ≤
/// 1, so x_0 lies in [s′(1), s′(1/n)]: Newton's method inside this bracket, bisection when it leaves it. The
/// last rounding of Σp is divided out. O(n) per step, about ten steps. Tsallis with α > 2 is solved from its
/// highest occupied level, see [SteepTsallis].
///
/// **Response.** On the support, with mobilities w_j = −1/(T s″(p_j)) and their sum W,
///
///     ∂p_i/∂E_j = −(w_i δ_ij − w_i w_j/W)            dp_i/dT = (w_i/T)(E_i − ⟨E⟩_w)
///     C = dU/dT = (W/T) Var_w(E) = T dS/dT           ⟨·⟩_w with weights w/W
///
/// For Shannon's entropy w = p/T and this is β²Var_p(E). For the others the fluctuation that gives the specific
/// heat is taken in the *escort* distribution w/W, not in p: see [ThermodynamicIdentities].
public final class GeneralisedState {

    /// Newton's method needs about ten; a bracket halved this often has no doubles left inside.
    private static final int MOST_STEPS = 120;

    /// Largest α whose weights show in s′ to the last digit.
    private static final double STEEP = 2;

    private final GeneralisedEntropy entropy;
    private final EnergySpectrum spectrum;
    private final double temperature;
    private final double groundSlope;
    private final double[] p;
    private final double[] mobility;

    private GeneralisedState(
            GeneralisedEntropy entropy, EnergySpectrum spectrum, double temperature, double groundSlope, double[] p) {
        this.entropy = entropy;
        this.spectrum = spectrum;
        this.temperature = temperature;
        this.groundSlope = groundSlope;
        this.p = p;
        this.mobility = new double[p.length];
        for (int j = 0; j < p.length; j++) {
            mobility[j] = p[j] > 0 ? -1 / (temperature * entropy.curvature(p[j])) : 0;
        }
    }

    /// The equilibrium of `spectrum` at temperature T.
    ///
    /// @throws IllegalArgumentException if T is not positive and finite
    public static GeneralisedState of(GeneralisedEntropy entropy, EnergySpectrum spectrum, double temperature) {
        requireTemperature(temperature);
        if (entropy instanceof Tsallis(double alpha) && alpha > STEEP) {
            double[] p = SteepTsallis.probabilities(alpha, spectrum, temperature);
            double highest = Arrays.stream(p).max().orElseThrow();
            return new GeneralisedState(entropy, spectrum, temperature, entropy.slope(highest), p);
        }
        double[] p = new double[spectrum.size()];
        double low = entropy.slope(1);
        double high = entropy.slope(1.0 / p.length);
        double x = 0.5 * (low + high);
        for (int step = 0; step < MOST_STEPS; step++) {
            double excess = occupy(entropy, spectrum, temperature, x, p) - 1;
            if (excess > 0) {
                low = x;
            } else {
                high = x;
            }
            double newton = x - excess / slopeOfSum(entropy, p);
            double next = newton > low && newton < high ? newton : 0.5 * (low + high);
            if (excess == 0 || Math.abs(next - x) <= Math.ulp(x)) {
                break;
            }
            x = next;
        }
        double sum = occupy(entropy, spectrum, temperature, x, p);
        for (int j = 0; j < p.length; j++) {
            p[j] /= sum;
        }
        return new GeneralisedState(entropy, spectrum, temperature, x, p);
    }

    private static double occupy(
            GeneralisedEntropy entropy, EnergySpectrum spectrum, double temperature, double x, double[] p) {
        CompensatedSum sum = new CompensatedSum();
        for (int j = 0; j < p.length; j++) {
            p[j] = entropy.occupation(x + (spectrum.level(j) - spectrum.ground()) / temperature);
            sum.add(p[j]);
        }
        return sum.value();
    }

    /// d(Σp)/dx = Σ 1/s″ < 0.
    private static double slopeOfSum(GeneralisedEntropy entropy, double[] p) {
        double slope = 0;
        for (double probability : p) {
            slope += probability > 0 ? 1 / entropy.curvature(probability) : 0;
        }
        return slope;
    }

    static void requireTemperature(double temperature) {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature is " + temperature + " but must be positive and finite");
        }
    }

    /// p, a copy.
    public double[] probabilities() {
        return p.clone();
    }

    /// Levels with p > 0.
    public int support() {
        int count = 0;
        for (double probability : p) {
            count += probability > 0 ? 1 : 0;
        }
        return count;
    }

    /// μ.
    public double chemicalPotential() {
        return spectrum.ground() - temperature * groundSlope;
    }

    /// U = ⟨E⟩.
    public double meanEnergy() {
        return mean(p, 1);
    }

    /// S(p), of its own kind.
    public double entropy() {
        return entropy.of(p);
    }

    /// F = U − TS, the minimum of the functional.
    public double freeEnergy() {
        return meanEnergy() - temperature * entropy();
    }

    /// The functional ⟨E⟩_r − T·S(r) at another distribution r: never below F.
    ///
    /// @throws IllegalArgumentException if r is not a distribution over the n levels
    public double functional(double[] r) {
        requireLength(r);
        Distributions.requireDistribution("r", r, 0, r.length);
        return mean(r, 1) - temperature * entropy.of(r);
    }

    /// The largest violation of the optimality conditions, relative to T: of E_j − T s′(p_j) = μ on the support
    /// and of E_j − T s′(0) ≥ μ outside it. The conditions are sufficient, since the functional is convex.
    public double optimalityResidual() {
        double potential = chemicalPotential();
        double largest = 0;
        for (int j = 0; j < p.length; j++) {
            double reduced = (spectrum.level(j) - potential) / temperature;
            double violation =
                    p[j] > 0 ? Math.abs(reduced - entropy.slope(p[j])) : Math.max(0, slopeWhereEmpty() - reduced);
            largest = Math.max(largest, violation);
        }
        return largest;
    }

    /// s′(0), or where that is infinite s′ at the smallest double: a level whose occupation underflows is
    /// empty.
    private double slopeWhereEmpty() {
        return Math.min(entropy.slopeAtZero(), entropy.slope(Double.MIN_VALUE));
    }

    /// The change of p for a small change δE of the energies: component i is −w_i(δE_i − ⟨δE⟩_w). Levels
    /// outside the support do not respond; on its edge p has a kink and this is one of the two one-sided
    /// derivatives.
    ///
    /// @throws IllegalArgumentException unless δE has n components
    public double[] response(double[] energyChange) {
        requireLength(energyChange);
        double common = escortMean(energyChange);
        double[] change = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            change[i] = mobility[i] > 0 ? -mobility[i] * (energyChange[i] - common) : 0;
        }
        return change;
    }

    /// ∂p_i/∂E_j, n × n, symmetric, negative semi-definite, with constants as null vectors.
    public double[][] jacobian() {
        double total = total(mobility);
        double[][] matrix = new double[p.length][p.length];
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                matrix[i][j] = mobility[i] * (mobility[j] / total) - (i == j ? mobility[i] : 0);
            }
        }
        return matrix;
    }

    /// dp/dT at fixed energies.
    public double[] temperatureDerivative() {
        double[] derivative = response(spectrum.levels());
        for (int j = 0; j < derivative.length; j++) {
            derivative[j] = (0 - derivative[j]) / temperature;
        }
        return derivative;
    }

    /// C = dU/dT = (W/T) Var_w(E).
    public double specificHeat() {
        return total(mobility) / temperature * variance(mobility, total(mobility));
    }

    /// Var_p(E), which times β² is the specific heat of softmax and of no other.
    public double energyVariance() {
        return variance(p, 1);
    }

    /// Σ (dp_j/dβ)²/p_j: the Fisher information about β in one observation of the level.
    public double fisherInformation() {
        double[] derivative = temperatureDerivative();
        CompensatedSum sum = new CompensatedSum();
        for (int j = 0; j < p.length; j++) {
            // dp/dβ = −T² dp/dT.
            double slope = temperature * temperature * derivative[j];
            sum.add(p[j] > 0 ? slope * slope / p[j] : 0);
        }
        return sum.value();
    }

    private double escortMean(double[] values) {
        double total = total(mobility);
        CompensatedSum sum = new CompensatedSum();
        double reference = values[0];
        for (int j = 0; j < values.length; j++) {
            sum.add(mobility[j] / total * (values[j] - reference));
        }
        return reference + sum.value();
    }

    private double mean(double[] weights, double total) {
        CompensatedSum sum = new CompensatedSum();
        for (int j = 0; j < weights.length; j++) {
            sum.add(weights[j] / total * (spectrum.level(j) - spectrum.ground()));
        }
        return spectrum.ground() + sum.value();
    }

    private double variance(double[] weights, double total) {
        double mean = mean(weights, total);
        CompensatedSum sum = new CompensatedSum();
        for (int j = 0; j < weights.length; j++) {
            double deviation = spectrum.level(j) - mean;
            sum.add(weights[j] / total * deviation * deviation);
        }
        return sum.value();
    }

    private static double total(double[] weights) {
        CompensatedSum sum = new CompensatedSum();
        for (double weight : weights) {
            sum.add(weight);
        }
        return sum.value();
    }

    private void requireLength(double[] values) {
        if (values.length != p.length) {
            throw new IllegalArgumentException(
                    "the vector has " + values.length + " components but the spectrum has " + p.length + " levels");
        }
    }
}
