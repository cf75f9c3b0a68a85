// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import java.util.ArrayList;
import java.util.List;

/// Second derivatives of a row's free energy F = −ln Z/β when content is turned in the planes (2f, 2f + 1) of
/// query and key space (G. Kim, arXiv:2602.08216, §5). In plane f the query's content has a phase φ_q and each
/// key's a phase φ_j:
///
///     query part  Q = R(φ_q)c_q + a_q,   key part  K_j = R(φ_j)c_j + a_j,   E_j = −Q·K_j + (other planes, bias)
///
/// with c the projected content and a the projected position code, which does not turn. With i the quarter
/// turn, u_j = ∂E_j/∂φ_q = −(i c_q)·K_j and g_j = ∂E_j/∂φ_j = −Q·(i c_j),
///
///     H_qq = ⟨c_q·K⟩ − β Var(u)          H_jj = p_j Q·c_j − βp_j(1 − p_j)g_j²
///     H_qj = −p_j c_q·c_j − βp_j g_j(u_j − ⟨u⟩)     H_ij = βp_i p_j g_i g_j     (i ≠ j)
///
/// **Zero mode.** Without codes (a = 0: rotary, linear bias, none) u = −g and a common phase changes nothing,
/// plane by plane: the constant vector is a null vector of H. A code added to the content points somewhere,
/// breaks the symmetry, and gives the common phase a stiffness.
public final class PhaseHessian {

    private final double beta;
    private final double[] p;
    private final double[] energies;
    private final double[] queryContent;
    private final double[] queryCode;
    private final double[][] keyContents;
    private final double[][] keyCodes;

    private PhaseHessian(
            double beta,
            double[] energies,
            double[] queryContent,
            double[] queryCode,
            double[][] keyContents,
            double[][] keyCodes) {
        this.beta = beta;
        this.energies = energies;
        this.p = EnergySpectrum.of(energies).probabilities(beta);
        this.queryContent = queryContent;
        this.queryCode = queryCode;
        this.keyContents = keyContents;
        this.keyCodes = keyCodes;
    }

    /// Hessian of `row` under `encoding` at inverse temperature β.
    ///
    /// @throws IllegalArgumentException if the head size is odd, β is not positive and finite, or the encoding
    ///     does not fit the row
    public static PhaseHessian of(PositionedRow row, PositionalEncoding encoding, double beta) {
        requireBeta(beta);
        if (row.headSize() % 2 != 0) {
            throw new IllegalArgumentException(
                    "the head size is " + row.headSize() + " but must be even to have planes");
        }
        double[][] contents = new double[row.size()][];
        double[][] codes = new double[row.size()][];
        for (int j = 0; j < contents.length; j++) {
            contents[j] = row.keyContentPart(encoding, j);
            codes[j] = row.keyCodePart(encoding, j);
        }
        return new PhaseHessian(
                beta,
                row.energies(encoding),
                row.queryContentPart(encoding),
                row.queryCodePart(encoding),
                contents,
                codes);
    }

    static void requireBeta(double beta) {
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta is " + beta + " but must be positive and finite");
        }
    }

    /// Half the head size.
    public int planes() {
        return queryContent.length / 2;
    }

    /// n.
    public int keys() {
        return p.length;
    }

    /// ⟨|c_q + a_q||c_j + a_j|⟩ in this plane, the energy with which stiffnesses are to be compared.
    public double energyScale(int plane) {
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            sum += p[j] * norm(queryContent, queryCode, plane) * norm(keyContents[j], keyCodes[j], plane);
        }
        return sum;
    }

    /// Second derivative of F when query and all keys turn together: the restoring force against a global
    /// rotation.
    public double uniformStiffness(int plane) {
        requirePlane(plane);
        double[] first = new double[p.length];
        double mean = 0;
        double second = 0;
        for (int j = 0; j < p.length; j++) {
            first[j] = queryTorque(j, plane) + keyTorque(j, plane);
            mean += p[j] * first[j];
            second += p[j] * (queryCurvature(j, plane) + keyCurvature(j, plane) - 2 * contentProduct(j, plane));
        }
        return second - beta * variance(first, mean);
    }

    /// ⟨u⟩ = ∂F/∂φ_q: what turns the query against all keys. In a plane that turns by θ per position, moving
    /// the query alone by c changes F by cθ⟨u⟩ + ½c²θ²H_qq + O(c³θ³).
    public double relativeTorque(int plane) {
        requirePlane(plane);
        double torque = 0;
        for (int j = 0; j < p.length; j++) {
            torque += p[j] * queryTorque(j, plane);
        }
        return torque;
    }

    /// H_qq: the second derivative of F when the query turns against all keys, the stiffness of relative phase.
    public double relativeStiffness(int plane) {
        requirePlane(plane);
        double[] torque = new double[p.length];
        double mean = 0;
        double curvature = 0;
        for (int j = 0; j < p.length; j++) {
            torque[j] = queryTorque(j, plane);
            mean += p[j] * torque[j];
            curvature += p[j] * queryCurvature(j, plane);
        }
        return curvature - beta * variance(torque, mean);
    }

    /// H in one plane, (n + 1) × (n + 1): index 0 is the query, 1 + j key j.
    public double[][] matrix(int plane) {
        requirePlane(plane);
        double[][] hessian = new double[p.length + 1][p.length + 1];
        double[] torque = new double[p.length];
        double[] reaction = new double[p.length];
        double mean = 0;
        for (int j = 0; j < p.length; j++) {
            torque[j] = queryTorque(j, plane);
            reaction[j] = keyTorque(j, plane);
            mean += p[j] * torque[j];
        }
        hessian[0][0] = relativeStiffness(plane);
        for (int j = 0; j < p.length; j++) {
            double mixed = -p[j] * (contentProduct(j, plane) + beta * reaction[j] * (torque[j] - mean));
            hessian[0][1 + j] = mixed;
            hessian[1 + j][0] = mixed;
            for (int i = 0; i < p.length; i++) {
                hessian[1 + i][1 + j] = i == j
                        ? p[j] * (keyCurvature(j, plane) - beta * (1 - p[j]) * reaction[j] * reaction[j])
                        : beta * p[i] * p[j] * reaction[i] * reaction[j];
            }
        }
        return hessian;
    }

    /// F with the query's content turned by `phases[0]` and key j's by `phases[1 + j]` in one plane: what
    /// [#matrix] differentiates.
    ///
    /// @throws IllegalArgumentException unless there are n + 1 finite phases
    public double freeEnergy(int plane, double[] phases) {
        requirePlane(plane);
        if (phases.length != p.length + 1) {
            throw new IllegalArgumentException(
                    "there are " + phases.length + " phases but the query and " + p.length + " keys need one each");
        }
        double[] turnedEnergies = new double[p.length];
        double[] query = turned(queryContent, queryCode, plane, phases[0]);
        double[] queryAtRest = turned(queryContent, queryCode, plane, 0);
        for (int j = 0; j < p.length; j++) {
            double[] key = turned(keyContents[j], keyCodes[j], plane, phases[1 + j]);
            double[] keyAtRest = turned(keyContents[j], keyCodes[j], plane, 0);
            turnedEnergies[j] = energies[j] + Matrices.dot(queryAtRest, keyAtRest) - Matrices.dot(query, key);
        }
        return CanonicalState.of(EnergySpectrum.of(turnedEnergies), beta).freeEnergy();
    }

    /// The planes with their frequencies θ_f, in radians per position: a rotary code's own, or any grid of
    /// them.
    ///
    /// @throws IllegalArgumentException unless there is one frequency for each plane
    public List<GoldstoneMode> modes(double[] frequencies) {
        if (frequencies.length != planes()) {
            throw new IllegalArgumentException(
                    "there are " + frequencies.length + " frequencies but the head has " + planes() + " planes");
        }
        List<GoldstoneMode> modes = new ArrayList<>();
        for (int f = 0; f < frequencies.length; f++) {
            modes.add(new GoldstoneMode(frequencies[f], energyScale(f), uniformStiffness(f), relativeStiffness(f)));
        }
        return List.copyOf(modes);
    }

    /// u_j = −(i c_q)·K_j with i(x, y) = (−y, x).
    private double queryTorque(int j, int plane) {
        int x = 2 * plane;
        return queryContent[x + 1] * key(j, x) - queryContent[x] * key(j, x + 1);
    }

    /// g_j = −Q·(i c_j).
    private double keyTorque(int j, int plane) {
        int x = 2 * plane;
        return query(x) * keyContents[j][x + 1] - query(x + 1) * keyContents[j][x];
    }

    /// c_q·K_j.
    private double queryCurvature(int j, int plane) {
        int x = 2 * plane;
        return queryContent[x] * key(j, x) + queryContent[x + 1] * key(j, x + 1);
    }

    /// Q·c_j.
    private double keyCurvature(int j, int plane) {
        int x = 2 * plane;
        return query(x) * keyContents[j][x] + query(x + 1) * keyContents[j][x + 1];
    }

    /// c_q·c_j = −∂²E_j/∂φ_q∂φ_j.
    private double contentProduct(int j, int plane) {
        int x = 2 * plane;
        return queryContent[x] * keyContents[j][x] + queryContent[x + 1] * keyContents[j][x + 1];
    }

    private double query(int component) {
        return queryContent[component] + queryCode[component];
    }

    private double key(int j, int component) {
        return keyContents[j][component] + keyCodes[j][component];
    }

    private double variance(double[] values, double mean) {
        double sum = 0;
        for (int j = 0; j < values.length; j++) {
            sum += p[j] * (values[j] - mean) * (values[j] - mean);
        }
        return sum;
    }

    private static double[] turned(double[] content, double[] code, int plane, double phase) {
        double x = content[2 * plane];
        double y = content[2 * plane + 1];
        double cosine = StrictMath.cos(phase);
        double sine = StrictMath.sin(phase);
        return new double[] {cosine * x - sine * y + code[2 * plane], sine * x + cosine * y + code[2 * plane + 1]};
    }

    private static double norm(double[] content, double[] code, int plane) {
        return Math.hypot(content[2 * plane] + code[2 * plane], content[2 * plane + 1] + code[2 * plane + 1]);
    }

    private void requirePlane(int plane) {
        if (plane < 0 || plane >= planes()) {
            throw new IllegalArgumentException("plane is " + plane + " but must lie in [0, " + planes() + ")");
        }
    }
}
