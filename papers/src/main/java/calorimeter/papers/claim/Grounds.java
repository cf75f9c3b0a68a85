// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The numbers a verdict stands on.
///
/// @param quantity what is estimated, with its unit
/// @param estimate its value, interval and n
/// @param test how the interval and the p-value were obtained
/// @param runs names of the stored runs it stands on
/// @param details further numbers: by prime, by null, at other levels
/// @param power for the smallest effect that would matter, where the rule names one
public record Grounds(
        String quantity,
        Estimate estimate,
        String test,
        List<String> runs,
        List<Detail> details,
        Optional<Power> power) {

    public Grounds {
        runs = List.copyOf(runs);
        details = List.copyOf(details);
    }

    /// Grounds whose power nobody has computed yet.
    public Grounds(String quantity, Estimate estimate, String test, List<String> runs, List<Detail> details) {
        this(quantity, estimate, test, runs, details, Optional.empty());
    }

    /// The same with a power, unless they have one.
    Grounds orPower(Power otherwise) {
        return new Grounds(quantity, estimate, test, runs, details, Optional.of(power.orElse(otherwise)));
    }

    /// What is estimated and, where it is known, with which power.
    public String words() {
        return quantity + power.map(known -> "; " + known.words()).orElse("");
    }

    /// One further number.
    ///
    /// @param value NaN when the label says why there is none
    /// @param interval null when it has none
    public record Detail(
            String label, double value, @Nullable Interval interval, int n) {

        public static Detail of(String label, Estimate estimate) {
            return new Detail(label, estimate.value(), estimate.interval(), estimate.n());
        }

        public static Detail of(String label, double value, int n) {
            return new Detail(label, value, null, n);
        }
    }
}
