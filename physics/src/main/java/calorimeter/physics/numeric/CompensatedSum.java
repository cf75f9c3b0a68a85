// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.numeric;

/// A running sum that also carries the rounding errors it has made (Kahan–Babuška summation, with the
/// branch-free TwoSum of Knuth, TAOCP vol. 2, §4.2.2): as accurate as if every addition were done in twice the
/// precision and the result rounded once, so long as fewer than about 2⁵² terms are added.
///
/// Sums of the same terms in another order or grouping ([#merge]) agree to that one final rounding.
public final class CompensatedSum {

    private double sum;
    private double carry;

    public void add(double term) {
        double next = sum + term;
        double added = next - sum;
        carry += (sum - (next - added)) + (term - added);
        sum = next;
    }

    /// Adds everything `other` has collected; `other` is unchanged.
    public void merge(CompensatedSum other) {
        add(other.sum);
        carry += other.carry;
    }

    /// The sum so far; infinite when a partial sum overflowed.
    public double value() {
        return Double.isInfinite(sum) ? sum : sum + carry;
    }
}
