// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.control;

/// What a controller can move for one update: so far its weight decay.
public final class Hands {

    private double weightDecay;

    /// @param weightDecay λ₀ of the settings
    public Hands(double weightDecay) {
        this.weightDecay = weightDecay;
    }

    public double weightDecay() {
        return weightDecay;
    }

    public void setWeightDecay(double value) {
        weightDecay = value;
    }
}
