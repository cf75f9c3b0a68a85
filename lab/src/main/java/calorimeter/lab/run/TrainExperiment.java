package calorimeter.lab.run;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Evaluation;
import calorimeter.engine.random.Seed;
import calorimeter.engine.training.ParameterDigest;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingStep;
import calorimeter.engine.transformer.AttentionScores;
import calorimeter.engine.transformer.Transformer;
import calorimeter.lab.observable.AttentionProbe;
import calorimeter.lab.observable.EmbeddingSpectrum;
import calorimeter.lab.observable.FirstLawObserver;
import calorimeter.lab.observable.Observable;
import calorimeter.lab.observable.TrainingObservables;
import calorimeter.lab.observable.TrainingSnapshot;
import calorimeter.lab.observable.WeightDecayReading;
import calorimeter.lab.observable.WeightNorms;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Trains one model and measures it: the loop in which engine and physics meet.
///
/// At a logged step the state after `step` updates is measured before the next update is made: loss and
/// accuracy on both sides of the split, attention on the probe examples, norms, the first-law ledger. The row
/// is complete when the norm of the next update is known, so the last row has none.
public final class TrainExperiment implements Experiment<TrainParameters, TrainResult> {

    /// A run goes on for a tenth of a decade after it has generalised, twice the bandwidth with which peaks are
    /// smoothed: a peak is known only once the curve has come down from it, and this is where one is expected.
    private static final double AFTERWARDS = StrictMath.pow(10, 0.1);

    private final Kernel kernel;
    private final Workers workers;
    private final List<Observable<TrainingSnapshot>> further;

    public TrainExperiment(Kernel kernel, Workers workers) {
        this(kernel, workers, List.of());
    }

    /// @param further observables of the caller's own, recorded after those of [TrainingObservables]
    public TrainExperiment(Kernel kernel, Workers workers, List<Observable<TrainingSnapshot>> further) {
        this.kernel = kernel;
        this.workers = workers;
        this.further = List.copyOf(further);
    }

    @Override
    public String id() {
        return "train";
    }

    @Override
    public List<Column> columns(TrainParameters parameters) {
        return observables(parameters).stream()
                .map(o -> new Column(o.name(), o.symbol(), o.unit(), o.description()))
                .toList();
    }

    /// How a run's model is computed, one statement a line.
    public static List<String> explain(TrainParameters parameters, Kernel kernel) {
        try (Workers one = new Workers(1)) {
            return new Trainer(parameters.training(), kernel, one).model().explanation();
        }
    }

    private List<Observable<TrainingSnapshot>> observables(TrainParameters parameters) {
        List<Observable<TrainingSnapshot>> all =
                new ArrayList<>(TrainingObservables.of(parameters.training().transformer(), cyclic(parameters)));
        if (parameters.control().acts()) {
            all.addAll(TrainingObservables.ofController());
        }
        all.addAll(further);
        return all;
    }

    private static boolean cyclic(TrainParameters parameters) {
        return parameters.training().task().operation().cyclic();
    }

    @Override
    public TrainResult run(TrainParameters parameters, Recorder recorder)
            throws RunDivergedException, RunInterruptedException {
        return new Session(parameters, recorder).run();
    }

    /// One process's share of a run.
    private final class Session {

        private final TrainParameters parameters;
        private final Recorder recorder;
        private final Trainer trainer;
        private final ControlledUpdates updates;
        private final FirstLawObserver firstLaw = new FirstLawObserver();
        private final List<Observable<TrainingSnapshot>> observables;
        private final TrainRecord record;
        private final LogSchedule schedule;
        private final int[] probe;
        private final int[] train;
        private final int[] test;
        private final EmbeddingSpectrum spectrum;

        Session(TrainParameters parameters, Recorder recorder) {
            this.parameters = parameters;
            this.recorder = recorder;
            trainer = new Trainer(parameters.training(), kernel, workers);
            observables = observables(parameters);
            record = new TrainRecord(columns(parameters));
            schedule = new LogSchedule(
                    parameters.recording().every(),
                    parameters.recording().spaced(),
                    parameters.stopping().maxSteps());
            train = trainer.dataset().train();
            test = trainer.dataset().test();
            probe = probe(parameters, trainer.dataset().examples().count());
            updates = new ControlledUpdates(
                    parameters.control(), parameters.training().optimizer().weightDecay(), trainer, probe);
            spectrum = new EmbeddingSpectrum(parameters.training().task().classes());
        }

        /// Drawn from all pairs, whichever side of the split they are on.
        private static int[] probe(TrainParameters parameters, int examples) {
            int[] all = IntStream.range(0, examples).toArray();
            Seed.of(parameters.training().seed()).child("probe").stream().shuffle(all);
            int[] chosen = Arrays.copyOf(all, Math.min(parameters.recording().probeSize(), examples));
            Arrays.sort(chosen);
            return chosen;
        }

        TrainResult run() throws RunDivergedException, RunInterruptedException {
            Optional<Checkpoint> resumed = recorder.resumePoint();
            if (resumed.isPresent()) {
                TrainCheckpoint.restore(resumed.get(), trainer, firstLaw, updates);
                record.addAll(recorder.earlierRows(), trainer.step());
            }
            while (true) {
                long step = trainer.step();
                boolean last = step == parameters.stopping().maxSteps();
                Evaluation batch = switch (trainer.gradient()) {
                    case TrainingStep.Ready ready -> ready.batch();
                    case TrainingStep.Diverged(long at, String quantity) ->
                        throw new RunDivergedException(at, quantity);
                };
                updates.sense(batch);
                if (schedule.logs(step)) {
                    if (log(step, batch, last)) {
                        return finish();
                    }
                } else {
                    updates.update();
                }
                recorder.progress(trainer.step());
                boolean stop = recorder.stopRequested();
                if (stop || recorder.checkpointDue()) {
                    recorder.checkpoint(TrainCheckpoint.of(trainer, firstLaw, updates));
                }
                if (stop) {
                    throw new RunInterruptedException(trainer.step());
                }
            }
        }

        /// Measures the state, updates unless the run ends here, and records the row. Returns whether it ends.
        private boolean log(long step, Evaluation batch, boolean budgetSpent) throws RunDivergedException {
            Evaluation onTrain = trainer.fullBatch() ? batch : trainer.model().evaluate(train);
            Evaluation onTest = trainer.model().evaluate(test);
            requireFinite(step, "training loss", onTrain.loss());
            requireFinite(step, "test loss", onTest.loss());
            AttentionScores scores = Transformer.of(trainer.model()).attentionScores(probe);
            if (!scores.finite()) {
                throw new RunDivergedException(step, "attention score");
            }
            AttentionProbe attention = new AttentionProbe(
                    scores, parameters.training().transformer().headSize());
            boolean ends = budgetSpent || sustained(step, onTest.accuracy());
            float[] before = trainer.parameters().clone();
            WeightDecayReading decay = updates.reading();
            if (!ends) {
                updates.update();
            }
            TrainingSnapshot snapshot = new TrainingSnapshot(
                    step,
                    onTrain,
                    onTest,
                    trainer.gradientNorm(),
                    ends ? Double.NaN : distance(before, trainer.parameters()),
                    attention,
                    firstLaw.observe(attention),
                    fourier(before),
                    new WeightNorms(trainer.layout(), before),
                    trainer.layout(),
                    decay);
            double[] row = new double[observables.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = observables.get(i).at(snapshot);
            }
            recorder.row(step, row);
            record.add(step, row);
            return ends;
        }

        private static void requireFinite(long step, String quantity, double value) throws RunDivergedException {
            if (!Double.isFinite(value)) {
                throw new RunDivergedException(step, quantity);
            }
        }

        private boolean sustained(long step, double testAccuracy) {
            if (!parameters.stopping().whenSustained()) {
                return false;
            }
            long since = record.heldSince(step, testAccuracy);
            return since + parameters.stopping().sustain() <= step && since * AFTERWARDS <= step;
        }

        private List<Double> fourier(float[] values) {
            if (!cyclic(parameters)) {
                return List.of();
            }
            float[] embedding = trainer.layout().extract(trainer.layout().tensor("embedding"), values);
            return Arrays.stream(spectrum.power(
                            embedding, parameters.training().transformer().width()))
                    .boxed()
                    .toList();
        }

        private static double distance(float[] a, float[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                double difference = (double) a[i] - b[i];
                sum += difference * difference;
            }
            return Math.sqrt(sum);
        }

        private TrainResult finish() {
            recorder.checkpoint(TrainCheckpoint.of(trainer, firstLaw, updates));
            return new TrainResult(
                    TrainFindings.of(parameters, record),
                    ParameterDigest.sha256(trainer.layout(), trainer.parameters()),
                    recorder.wallSeconds());
        }
    }
}
