// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

/// A law y = a · g(x; θ) with an amplitude a and one shape parameter θ. Open: others may be added.
///
/// A fit searches θ = parameter(s) over an interval of a coordinate s on which the law is spread evenly, so
/// an exponent is searched in itself and a saturation scale in its logarithm. Where a confidence interval
/// reaches the end of the search, the end is reported as the limit of θ there, since the data do not bound
/// it.
public interface ScalingLaw {

    /// The formula, as text for tables.
    String formula();

    /// g(x; θ), finite and positive for x > 0 within the search.
    double shape(double x, double parameter);

    /// θ at a search coordinate, increasing.
    double parameter(double coordinate);

    /// Ends of the search coordinate for data with x in [smallest, largest].
    Range search(double smallest, double largest);

    /// The values θ tends to, or may not pass, beyond the two ends of the search.
    Range limits(double smallest, double largest);

    /// Two ends, lower < upper.
    record Range(double lower, double upper) {
        public Range {
            if (!(lower < upper)) {
                throw new IllegalArgumentException(
                        "range runs from " + lower + " to " + upper + " but must be ordered");
            }
        }
    }
}
