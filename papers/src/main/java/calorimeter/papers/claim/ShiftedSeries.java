package calorimeter.papers.claim;

import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.util.Arrays;

/// A series turned around the circle of its own record in log time: what remains of "a peak precedes" when the
/// curve keeps its shape and noise but loses its place.
///
/// Sample k at t_k moves to t₀ + (t_k − t₀ + s·D) mod D, D the length of the record in decades; values travel
/// with their places, so the density of samples does too. Where the ends are joined the curve may jump, which
/// can make peaks of its own: the null is then too generous to the peaks of nulls, not to the claim.
final class ShiftedSeries {

    private ShiftedSeries() {}

    /// @param fraction s in (0, 1) of the record
    static SampledSeries of(SampledSeries series, double fraction) {
        int n = series.size();
        double first = LogTime.ofStep(series.position(0));
        double length = LogTime.ofStep(series.lastPosition()) - first;
        double[][] moved = new double[n][];
        for (int k = 0; k < n; k++) {
            double place = LogTime.ofStep(series.position(k)) - first + fraction * length;
            double turned = place >= length ? place - length : place;
            moved[k] = new double[] {LogTime.toStep(first + turned), series.value(k)};
        }
        Arrays.sort(moved, (a, b) -> Double.compare(a[0], b[0]));
        double[] positions = new double[n];
        double[] values = new double[n];
        int kept = 0;
        for (double[] sample : moved) {
            // On a circle the record's last place is its first one: of the two samples there one is kept.
            double position = Math.max(0, sample[0]);
            if (kept == 0 || position > positions[kept - 1]) {
                positions[kept] = position;
                values[kept++] = sample[1];
            }
        }
        return SampledSeries.of(Arrays.copyOf(positions, kept), Arrays.copyOf(values, kept));
    }
}
