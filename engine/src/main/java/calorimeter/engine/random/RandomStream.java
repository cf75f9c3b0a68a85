// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.random;

import java.util.random.RandomGenerator;

/// SplitMix64 (Steele, Lea & Flood, OOPSLA 2014), written out here because a run's bits depend on it: the JDK's
/// generators and its Gaussian sampler may change between releases, this one may not.
///
/// Not for several threads: each takes a [Seed] child of its own.
public final class RandomStream implements RandomGenerator {

    static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    private long state;

    RandomStream(long state) {
        this.state = state;
    }

    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /// Uniform on [0, 1) with 53 random bits.
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * TWO_TO_MINUS_53;
    }

    /// Standard normal by the Box–Muller transform, one value from two uniforms. [StrictMath] makes it the same on
    /// every platform; the second value of the pair is dropped so that the number of draws never depends on what
    /// came before.
    @Override
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
    }

    /// Uniform on {0, …, bound − 1} without bias, by rejecting the incomplete last cycle of 2⁶³.
    @Override
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound is " + bound + " but must be positive");
        }
        long limit = Long.MAX_VALUE - (Long.MAX_VALUE % bound);
        while (true) {
            long draw = nextLong() >>> 1;
            if (draw < limit) {
                return (int) (draw % bound);
            }
        }
    }

    /// Fisher–Yates, in place.
    public void shuffle(int[] values) {
        for (int last = values.length - 1; last > 0; last--) {
            int chosen = nextInt(last + 1);
            int kept = values[last];
            values[last] = values[chosen];
            values[chosen] = kept;
        }
    }
}
