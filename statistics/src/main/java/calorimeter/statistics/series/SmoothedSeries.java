// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.series;

/// A series smoothed on log time by a [LogTimeSmoother]: values at the nodes of a uniform grid, and for each
/// node the way back to the record. Immutable.
public final class SmoothedSeries {

    private final LogTimeGrid grid;
    private final double[] kernel;
    private final double[] values;

    /// By node, what the kernel sums to over the record.
    private final double[] kernelSums;

    SmoothedSeries(SampledSeries source, LogTimeGrid grid, double[] kernel) {
        this.grid = grid;
        this.kernel = kernel;
        double[] means = new double[grid.size()];
        for (int node = 0; node < means.length; node++) {
            means[node] = grid.cellMean(source, node);
        }
        values = new double[means.length];
        kernelSums = new double[means.length];
        for (int node = 0; node < means.length; node++) {
            double sum = 0;
            for (int j = first(node); j <= last(node); j++) {
                sum += kernel[Math.abs(node - j)] * means[j];
                kernelSums[node] += kernel[Math.abs(node - j)];
            }
            values[node] = sum / kernelSums[node];
        }
    }

    /// First and last node within the kernel's reach.
    private int first(int node) {
        return Math.max(0, node - kernel.length + 1);
    }

    private int last(int node) {
        return Math.min(grid.size(), node + kernel.length) - 1;
    }

    public int size() {
        return values.length;
    }

    /// Log time of a node in decades, log₁₀(step + 1).
    public double time(int node) {
        return grid.time(node);
    }

    public double value(int node) {
        return values[node];
    }

    public double[] values() {
        return values.clone();
    }

    /// Weight of every logged sample in the node's value; they are ≥ 0, sum to one, and value = Σ w_k y_k.
    public double[] weights(int node) {
        double[] weights = new double[grid.samples()];
        double sum = kernelSums[node];
        for (int j = first(node); j <= last(node); j++) {
            grid.addWeights(j, kernel[Math.abs(node - j)] / sum, weights);
        }
        return weights;
    }
}
