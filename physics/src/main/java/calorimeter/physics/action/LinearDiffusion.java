// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

/// Gradient descent with noise on a quadratic loss of two parameters: ẋ = −Hx + noise of covariance 2D, H
/// diagonal (Mandt, Hoffman & Blei, J. Mach. Learn. Res. 18, 134, 2017). Its stationary covariance is Σ_ij =
/// 2D_ij/(h_i + h_j). When noise and curvature have no common axes the parameters circulate for ever, and
/// entropy is produced at the rate
///
///     ⟨νᵀD⁻¹ν⟩ = c²(h₁ − h₂)²/(det D·(h₁ + h₂)),   ν = −Hx + DΣ⁻¹x,  c = D₁₂
///
/// @param firstCurvature  h₁ > 0
/// @param secondCurvature h₂ > 0
/// @param firstNoise      D₁₁ > 0
/// @param secondNoise     D₂₂ > 0
/// @param sharedNoise     D₁₂, with D₁₂² < D₁₁D₂₂
public record LinearDiffusion(
        double firstCurvature, double secondCurvature, double firstNoise, double secondNoise, double sharedNoise) {

    public LinearDiffusion {
        if (!(firstCurvature > 0) || !(secondCurvature > 0)) {
            throw new IllegalArgumentException(
                    "curvatures are " + firstCurvature + " and " + secondCurvature + " but must be above 0");
        }
        if (!(firstNoise > 0) || !(sharedNoise * sharedNoise < firstNoise * secondNoise)) {
            throw new IllegalArgumentException("noise is " + firstNoise + ", " + secondNoise + " and shared "
                    + sharedNoise + " but must be a positive definite matrix");
        }
    }

    /// In nats per unit of time.
    public double entropyProduction() {
        double difference = firstCurvature - secondCurvature;
        double determinant = firstNoise * secondNoise - sharedNoise * sharedNoise;
        return sharedNoise * sharedNoise * difference * difference / (determinant * (firstCurvature + secondCurvature));
    }

    /// The rate seen in a stationary path alone, such as the parameters of a run along two directions: with D
    /// from the increments, Σ from the positions and the area a = ⟨x₁dx₂ − x₂dx₁⟩/2 swept per time,
    /// a²tr(DΣ⁻¹)/det D. The interval must be short against 1/h, and the path long against it.
    ///
    /// @param path     positions (x₁, x₂) at equal intervals, about their mean
    /// @param interval time between them, positive
    /// @throws IllegalArgumentException if there are fewer than three positions or one has not two components
    public static double estimatedEntropyProduction(double[][] path, double interval) {
        if (path.length < 3 || !(interval > 0)) {
            throw new IllegalArgumentException("the path has " + path.length + " positions, " + interval
                    + " apart, but needs at least 3 and a positive interval");
        }
        double[] noise = new double[3];
        double[] spread = new double[3];
        double area = 0;
        for (int k = 0; k + 1 < path.length; k++) {
            if (path[k].length != 2 || path[k + 1].length != 2) {
                throw new IllegalArgumentException("position " + k + " must have two components");
            }
            double x = path[k][0];
            double y = path[k][1];
            double dx = path[k + 1][0] - x;
            double dy = path[k + 1][1] - y;
            addProducts(noise, dx, dy);
            addProducts(spread, x, y);
            area += 0.5 * (x * dy - y * dx);
        }
        double time = interval * (path.length - 1);
        // D is half the increments per time; Σ the mean square, so their ratio takes one factor of the interval.
        double trace = (noise[0] * spread[1] + noise[1] * spread[0] - 2 * noise[2] * spread[2])
                / (2 * interval * determinant(spread));
        double rate = area / time;
        return rate * rate * trace / (determinant(noise) / (4 * time * time));
    }

    private static void addProducts(double[] sums, double x, double y) {
        sums[0] += x * x;
        sums[1] += y * y;
        sums[2] += x * y;
    }

    private static double determinant(double[] symmetric) {
        return symmetric[0] * symmetric[1] - symmetric[2] * symmetric[2];
    }
}
