// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.lab.observable.Quantity;
import java.util.Arrays;
import java.util.List;

/// Gradients of blocks whose length the loss does not see, such as filters before batch norm: g, and ĝ = r·g on the
/// unit sphere. The first filter is recorded alone, for its phase plane.
final class NormGradients {

    /// Sums over filters and steps since the last logged step: |g|², |ĝ|², and their number.
    private final double[] window;

    NormGradients(Carried carried) {
        window = carried.numbers(3);
    }

    /// @param part what a length belongs to, in words; columns say `filter0` of every part, as they did at first
    List<Quantity> quantities(String prefix, String part) {
        return List.of(
                new Quantity(prefix + "gradient", "|g|²", "mean |g|² of " + part + "s since the last logged step"),
                new Quantity(
                        prefix + "angular", "|ĝ|²", "mean |ĝ|² = r²|g|² of " + part + "s since the last logged step"),
                new Quantity(prefix + "filter0.square", "r²_0", "r² of the first " + part),
                new Quantity(prefix + "filter0.angular", "|ĝ_0|²", "|ĝ|² of the first " + part));
    }

    double[] values(Sums now) {
        return new double[] {window[0] / window[2], window[1] / window[2], now.charge[0], now.charge[0] * now.slope[0]};
    }

    void add(Sums now) {
        for (int i = 0; i < now.charge.length; i++) {
            window[0] += now.slope[i];
            window[1] += now.charge[i] * now.slope[i];
        }
        window[2] += now.charge.length;
    }

    void forgetWindow() {
        Arrays.fill(window, 0);
    }
}
