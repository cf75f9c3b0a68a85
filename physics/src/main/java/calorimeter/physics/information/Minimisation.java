// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.information;

/// Where a search for the minimum of a free energy ended: the distribution, the steps taken, and the
/// certificate T·KL(p‖softmax) after every step, the start included.
public final class Minimisation {

    private final double[] distribution;
    private final double[] certificates;

    Minimisation(double[] ownedDistribution, double[] ownedCertificates) {
        distribution = ownedDistribution;
        certificates = ownedCertificates;
    }

    /// The last p, a copy.
    public double[] distribution() {
        return distribution.clone();
    }

    /// Steps taken.
    public int steps() {
        return certificates.length - 1;
    }

    /// T·KL(p_k‖softmax) for k = 0 … steps, a copy; in units of energy.
    public double[] certificates() {
        return certificates.clone();
    }

    /// The last certificate: F_T(p) is above its minimum by exactly this much.
    public double certificate() {
        return certificates[certificates.length - 1];
    }
}
