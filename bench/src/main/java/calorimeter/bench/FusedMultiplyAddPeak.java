// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.engine.kernel.Workers;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The most floating-point operations a second that Java gets out of this processor: independent chains of
/// fused multiply-adds that stay in registers.
final class FusedMultiplyAddPeak {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /// Enough to hide a latency of four or five cycles on two ports, few enough for sixteen registers.
    private static final int CHAINS = 12;

    /// About a millisecond: short enough that a task is compiled soon.
    private static final int TURNS = 100_000;

    private static final int TASKS_PER_THREAD = 40;

    private FusedMultiplyAddPeak() {}

    /// Operations a second over all threads of the crew, measured for about a twentieth of a second; the first
    /// calls are slower, until the loop is compiled.
    static double measure(Workers workers) {
        float[] sink = new float[workers.threads() * SPECIES.length()];
        int tasks = workers.threads() * TASKS_PER_THREAD;
        long start = System.nanoTime();
        workers.run(tasks, (worker, task) -> chains(sink, worker * SPECIES.length()));
        double seconds = (System.nanoTime() - start) * 1e-9;
        return 2.0 * CHAINS * SPECIES.length() * TURNS * tasks / seconds;
    }

    /// x ← 0.5 x + 1 in every lane of every chain: it converges to 2 and stays a normal number.
    private static void chains(float[] sink, int target) {
        FloatVector factor = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        // Chains that begin alike would be one chain to a clever compiler.
        FloatVector a = FloatVector.broadcast(SPECIES, 1f);
        FloatVector b = FloatVector.broadcast(SPECIES, 2f);
        FloatVector c = FloatVector.broadcast(SPECIES, 3f);
        FloatVector d = FloatVector.broadcast(SPECIES, 4f);
        FloatVector e = FloatVector.broadcast(SPECIES, 5f);
        FloatVector f = FloatVector.broadcast(SPECIES, 6f);
        FloatVector g = FloatVector.broadcast(SPECIES, 7f);
        FloatVector h = FloatVector.broadcast(SPECIES, 8f);
        FloatVector i = FloatVector.broadcast(SPECIES, 9f);
        FloatVector j = FloatVector.broadcast(SPECIES, 10f);
        FloatVector k = FloatVector.broadcast(SPECIES, 11f);
        FloatVector l = FloatVector.broadcast(SPECIES, 12f);
        for (int turn = 0; turn < TURNS; turn++) {
            a = a.fma(factor, one);
            b = b.fma(factor, one);
            c = c.fma(factor, one);
            d = d.fma(factor, one);
            e = e.fma(factor, one);
            f = f.fma(factor, one);
            g = g.fma(factor, one);
            h = h.fma(factor, one);
            i = i.fma(factor, one);
            j = j.fma(factor, one);
            k = k.fma(factor, one);
            l = l.fma(factor, one);
        }
        a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l)
                .intoArray(sink, target);
    }
}
