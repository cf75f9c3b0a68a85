package calorimeter.lab.store;

import java.nio.file.Path;

/// A process that adds the runs of a bundle to a store, deletes them, and adds them again, until it is killed.
final class EndlessAdding {

    private EndlessAdding() {}

    public static void main(String[] arguments) {
        try (RunStore store = RunStore.open(Path.of(arguments[0]))) {
            System.out.println("ready");
            System.out.flush();
            while (true) {
                BundleFile.read(Path.of(arguments[1]), store::adopt);
                store.runs().forEach(store::delete);
            }
        }
    }
}
