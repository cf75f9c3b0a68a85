// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import calorimeter.cluster.share.ScratchHome;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.SweepHandle;

/// A store on the executor's own disk for one run. A later attempt on the same host finds the checkpoints
/// there; two attempts at a time get two stores, the second one for itself alone.
final class Scratch implements AutoCloseable {

    private static final String SWEEP = "attempt";
    private static final int DIGITS = 12;

    private final ScratchHome home;
    private final boolean isFoundAgain;
    private final RunStore store;
    private final SweepHandle handle;

    private Scratch(ScratchHome home, boolean isFoundAgain) {
        this.home = home;
        this.isFoundAgain = isFoundAgain;
        store = RunStore.open(home.path());
        try {
            handle = store.openSweep(SWEEP);
        } catch (RuntimeException busy) {
            store.close();
            throw busy;
        }
    }

    static Scratch of(String program, String identity) {
        ScratchHome usual =
                ScratchHome.of("spark-" + program.substring(0, DIGITS) + "-" + identity.substring(0, DIGITS));
        try {
            return new Scratch(usual, true);
        } catch (StoreException busy) {
            return new Scratch(ScratchHome.fresh(), false);
        }
    }

    RunStore store() {
        return store;
    }

    /// Removes it, while nobody else can have it.
    void delete() {
        home.delete();
    }

    @Override
    public void close() {
        handle.close();
        store.close();
        if (!isFoundAgain) {
            home.delete();
        }
    }
}
