// A quantity of one's own, recorded in a run beside all others: the entropy of the most selective head.

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.observable.Instrument;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.run.Outcome;
import calorimeter.lab.run.Runner;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import calorimeter.physics.attention.HeadState;

void main() throws IOException {
    Quantity least = new Quantity("attention.S.least", "S_min", "entropy of the most selective head");
    Instrument own = Instrument.of(least, moment -> Arrays.stream(moment.attention().heads())
            .flatMap(Arrays::stream)
            .mapToDouble(HeadState::entropy)
            .min()
            .orElse(Double.NaN));
    TrainParameters parameters = TrainParameters.of(
            "nanda",
            Map.of(
                    "p", "7", "width", "16", "heads", "2", "mlp-width", "32", "learning-rate", "0.01", "max-steps",
                    "40", "log-every", "10", "log-spaced", "0"));

    Kernel kernel = Kernels.active();
    Path home = Files.createTempDirectory("calorimeter");
    try (Workers workers = new Workers(1);
            RunStore store = RunStore.open(home)) {
        Runner runner = new Runner(store, Provenance.ofThisProcess("example", null, kernel.description(), 1));
        Outcome outcome = runner.start(new TrainExperiment(kernel, workers, settings -> List.of(own)), parameters);
        RunSeries series = store.series(store.find(outcome.run()));
        double[] mean = series.column("attention.S");
        double[] lowest = series.column("attention.S.least");
        for (int row = 0; row < series.size(); row++) {
            IO.println(String.format(
                    Locale.ROOT,
                    "step %2d: S = %.4f, of the most selective head %.4f",
                    series.step(row),
                    mean[row],
                    lowest[row]));
        }
    }
}

// Prints:
// step  0: S = 0.5946, of the most selective head 0.5945
// step 10: S = 0.5918, of the most selective head 0.5884
// step 20: S = 0.5553, of the most selective head 0.5372
// step 30: S = 0.4688, of the most selective head 0.4372
// step 40: S = 0.3875, of the most selective head 0.3859
