// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.network.ConvolutionPass;

/// A convolution of this engine alone.
final class EngineConvolution implements EngineWork {

    private final ConvolutionPass pass;
    private int steps;

    EngineConvolution(Workload.Convolution shape, Kernel kernel, Workers workers) {
        pass = shape.build(kernel, workers);
    }

    @Override
    public double step() {
        pass.run();
        return switch (steps++ % 3) {
            case 0 -> meanSquare(pass.result());
            case 1 -> meanSquare(pass.imageGradient());
            default -> meanSquare(pass.weightGradient());
        };
    }

    private static double meanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum / values.length;
    }

    @Override
    public double time(int steps) {
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            pass.run();
        }
        return (System.nanoTime() - start) * 1e-9;
    }
}
