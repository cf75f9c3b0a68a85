// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.nio.file.Path;

/// A process that another one kills: adds the runs of files to a store, says so, deletes them, and
/// begins again.
final class EndlessAdding {

    private EndlessAdding() {}

    public static void main(String[] arguments) {
        try (RunStore store = RunStore.open(Path.of(arguments[0]))) {
            while (true) {
                for (int file = 1; file < arguments.length; file++) {
                    BundleFile.read(Path.of(arguments[file]), bundle -> {
                        System.out.println(store.adopt(bundle).run().name());
                        System.out.flush();
                    });
                }
                store.runs().forEach(store::delete);
            }
        }
    }
}
