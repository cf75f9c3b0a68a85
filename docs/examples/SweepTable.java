// A sweep of settings, read back from the store as a table: a line for each run.

import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepGrid;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.lab.sweep.SweepRunner;

void main() throws IOException {
    String place = "example"; // what an error message would name
    List<TrainParameters> runs = new SweepGrid("nanda")
            .set("p", "7", place)
            .set("width", "16", place)
            .set("heads", "2", place)
            .set("mlp-width", "32", place)
            .set("learning-rate", "0.01", place)
            .set("max-steps", "100", place)
            .set("weight-decay", "0,1", place)
            .set("seeds", "0..2", place)
            .runs();
    Sweep sweep = Sweep.of("decay", runs);

    Path home = Files.createTempDirectory("calorimeter");
    try (RunStore store = RunStore.open(home)) {
        new SweepRunner(store, SweepRunner.Options.of(2, "example", null)).run(sweep, SweepListener.NONE);
        IO.println("weight decay  seed  training loss  weights.norm");
        for (SweepRun run : SweepRun.of(store, sweep)) {
            RunSeries series = store.series(run.record());
            int last = series.size() - 1;
            IO.println(String.format(
                    Locale.ROOT,
                    "%12s  %4d  %13.6f  %12.4f",
                    run.parameters().values().get("weight-decay"),
                    run.parameters().training().seed(),
                    series.column("train.loss")[last],
                    series.column("weights.norm")[last]));
        }
    }
}

// Prints:
// weight decay  seed  training loss  weights.norm
//          0.0     0       0.000008       16.1162
//          0.0     1       0.000004       15.5834
//          0.0     2       0.000003       16.5026
//          1.0     0       0.008799       10.3190
//          1.0     1       0.005983       10.6495
//          1.0     2       0.007201       11.2265
