// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

/// Attention with linear biases (ALiBi; Press, Smith & Lewis, arXiv:2108.12409): the energy of a key rises in
/// proportion to its distance from the query. A function of differences of positions, so moving all together
/// costs nothing.
///
/// @param energyPerPosition the paper's slope divided by β; at least 0, finite
public record LinearBias(double energyPerPosition) implements PositionalEncoding {

    public LinearBias {
        if (!(energyPerPosition >= 0) || Double.isInfinite(energyPerPosition)) {
            throw new IllegalArgumentException(
                    "the energy per position is " + energyPerPosition + " but must be at least 0 and finite");
        }
    }

    @Override
    public String name() {
        return "linear bias";
    }

    @Override
    public double bias(int queryPosition, int keyPosition) {
        return energyPerPosition * Math.abs((double) queryPosition - keyPosition);
    }
}
