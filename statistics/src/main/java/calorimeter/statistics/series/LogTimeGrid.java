// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.series;

/// A uniform grid in log time laid over the samples of one series, and the linear map from samples to grid
/// nodes.
///
/// Nodes are t_i = t(first step) + i·h with h = 1 / pointsPerDecade, as many as fit before the last sample;
/// runs that start at the same step therefore share their nodes. The value at a node is the mean of the
/// piecewise linear interpolant over the cell [t_i − h/2, t_i + h/2], cut to the record:
///
///     a_i = (1/|cell|) ∫_cell y(t) dt
///
/// Where samples are sparser than nodes this is linear interpolation (rounded off at the samples over one
/// cell); where many samples fall in a cell, as they do late in a run that logs every few steps, it uses them
/// all, while interpolation at the node alone would keep two of them, and with them the full noise. Less than
/// half a cell at the end of the record may lie beyond the last cell.
final class LogTimeGrid {

    private final double[] sampleTimes;
    private final double spacing;
    private final int size;

    /// For each node the index of the first sample its cell touches, and the weights from that sample on.
    private final int[] firstSample;

    private final double[][] cellWeights;

    LogTimeGrid(SampledSeries series, int pointsPerDecade) {
        sampleTimes = LogTime.of(series);
        spacing = 1.0 / pointsPerDecade;
        double span = sampleTimes[sampleTimes.length - 1] - sampleTimes[0];
        // The small allowance keeps a last node that falls on the last sample up to rounding.
        size = 1 + (int) StrictMath.floor(span * pointsPerDecade + 1e-9);
        firstSample = new int[size];
        cellWeights = new double[size][];
        int segment = 0;
        for (int node = 0; node < size; node++) {
            double low = Math.max(time(node) - spacing / 2, sampleTimes[0]);
            double high = Math.min(time(node) + spacing / 2, sampleTimes[sampleTimes.length - 1]);
            while (sampleTimes[segment + 1] <= low) {
                segment++;
            }
            firstSample[node] = segment;
            cellWeights[node] = cellWeights(segment, low, high);
        }
    }

    /// Weight of each sample, from `first` on, in the mean of the interpolant over [low, high]. On one
    /// segment the interpolant is linear, so its integral is width times the value in the middle.
    private double[] cellWeights(int first, double low, double high) {
        int last = first;
        while (sampleTimes[last + 1] < high) {
            last++;
        }
        double[] weights = new double[last - first + 2];
        for (int k = first; k <= last; k++) {
            double from = Math.max(low, sampleTimes[k]);
            double to = Math.min(high, sampleTimes[k + 1]);
            double middle = ((from + to) / 2 - sampleTimes[k]) / (sampleTimes[k + 1] - sampleTimes[k]);
            double share = (to - from) / (high - low);
            weights[k - first] += share * (1 - middle);
            weights[k - first + 1] += share * middle;
        }
        return weights;
    }

    int size() {
        return size;
    }

    int samples() {
        return sampleTimes.length;
    }

    double spacing() {
        return spacing;
    }

    double time(int node) {
        return sampleTimes[0] + node * spacing;
    }

    double cellMean(SampledSeries series, int node) {
        double sum = 0;
        double[] weights = cellWeights[node];
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * series.value(firstSample[node] + k);
        }
        return sum;
    }

    /// Adds factor · (weights of the node's cell) to the weights of all samples.
    void addWeights(int node, double factor, double[] target) {
        double[] weights = cellWeights[node];
        for (int k = 0; k < weights.length; k++) {
            target[firstSample[node] + k] += factor * weights[k];
        }
    }
}
