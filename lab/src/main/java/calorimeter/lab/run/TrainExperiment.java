// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.range.OutOfRangeException;
import calorimeter.engine.training.AddedLoss;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.ComputationPlan;
import calorimeter.lab.charge.NoetherCharges;
import calorimeter.lab.constraint.Constrained;
import calorimeter.lab.control.Controller;
import calorimeter.lab.control.WeightDecayController;
import calorimeter.lab.observable.Catalogue;
import calorimeter.lab.observable.Instrument;
import calorimeter.lab.observable.Instruments;
import calorimeter.lab.observable.LogitScale;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.store.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Trains one model and measures it on the way: chooses the instruments, and lets [TrainingLoop] do the rest.
public final class TrainExperiment {

    /// The kind of run, part of a run's identity.
    public static final String ID = "train";

    private final Kernel kernel;
    private final Workers workers;
    private final Function<TrainingSettings, List<Instrument>> further;

    public TrainExperiment(Kernel kernel, Workers workers) {
        this(kernel, workers, settings -> List.of());
    }

    /// @param further makes instruments of the caller's own for a run; their columns follow those of [Catalogue]
    public TrainExperiment(Kernel kernel, Workers workers, Function<TrainingSettings, List<Instrument>> further) {
        this.kernel = kernel;
        this.workers = workers;
        this.further = further;
    }

    /// What a row of a new run holds.
    public List<Column> columns(TrainParameters parameters) {
        return quantities(instruments(parameters, controllers(parameters), constrained(parameters))).stream()
                .map(q -> new Column(q.name(), q.symbol(), q.unit(), q.description()))
                .toList();
    }

    /// What is recorded of a run without instruments of the caller's own.
    public static List<Quantity> quantities(TrainParameters parameters) {
        return quantities(own(parameters, controllers(parameters), constrained(parameters)));
    }

    private static List<Quantity> quantities(List<Instrument> instruments) {
        return instruments.stream()
                .flatMap(instrument -> instrument.quantities().stream())
                .toList();
    }

    /// How a run's model is computed, one statement a line.
    public static List<String> explain(TrainParameters parameters, Kernel kernel) {
        try (Workers one = new Workers(1)) {
            List<String> statements =
                    new ArrayList<>(trainer(parameters, kernel, one).model().explanation());
            ComputationPlan plan = parameters.constraints().plan(parameters.training());
            if (!plan.foldedProducts()) {
                statements.add("constraints: attention's scores are needed example by example"
                        + (plan.readPositionsOnly() ? "" : ", at all positions"));
            }
            return statements;
        }
    }

    /// Computed as its constraints need it.
    ///
    /// @throws SettingException if a constraint is on examples that the data have not
    static Trainer trainer(TrainParameters parameters, Kernel kernel, Workers workers) {
        ComputationPlan plan = parameters.constraints().plan(parameters.training());
        Trainer trainer = new Trainer(parameters.training(), plan, kernel, workers);
        try {
            parameters.constraints().requireExamples(trainer.dataset());
        } catch (OutOfRangeException e) {
            throw new SettingException(String.valueOf(e.getMessage()));
        }
        return trainer;
    }

    private static List<Controller> controllers(TrainParameters parameters) {
        double weightDecay = parameters.training().optimizer().weightDecay();
        return parameters.control().acts()
                ? List.of(new WeightDecayController(parameters.control(), weightDecay))
                : List.of();
    }

    private static Optional<Constrained> constrained(TrainParameters parameters) {
        return parameters.constraints().present()
                ? Optional.of(parameters.constraints().begin(parameters.training()))
                : Optional.empty();
    }

    private List<Instrument> instruments(
            TrainParameters parameters, List<Controller> controllers, Optional<Constrained> constrained) {
        List<Instrument> all = own(parameters, controllers, constrained);
        all.addAll(further.apply(parameters.training()));
        return all;
    }

    /// Those of [Catalogue], then what is asked for.
    private static List<Instrument> own(
            TrainParameters parameters, List<Controller> controllers, Optional<Constrained> constrained) {
        List<Instrument> own = new ArrayList<>(Catalogue.of(parameters.training(), controllers));
        if (parameters.recording().charges()) {
            own.add(new NoetherCharges(
                    parameters.training(), parameters.control().acts()));
        }
        constrained.ifPresent(own::add);
        if (parameters.recording().logits()) {
            own.add(new LogitScale(parameters.training().model().loss()));
        }
        return own;
    }

    /// Reads a run's data and builds its model: what can be refused is refused here, before anything is recorded.
    ///
    /// @throws calorimeter.engine.data.image.DataException when the data are files that cannot be read
    public Trainer prepare(TrainParameters parameters) {
        return trainer(parameters, kernel, workers);
    }

    /// Runs to its end, from the recorder's checkpoint if there is one.
    ///
    /// @param trainer what [#prepare] made of the parameters
    /// @param columns what a row holds: some of [#columns], as many as there were when the run was begun
    /// @throws RunDivergedException when a quantity is not finite any more
    /// @throws RunInterruptedException when the recorder asked to stop, after a checkpoint
    public TrainResult run(TrainParameters parameters, Trainer trainer, List<Column> columns, Recorder recorder)
            throws RunInterruptedException {
        List<Controller> controllers = controllers(parameters);
        Optional<Constrained> constrained = constrained(parameters);
        Instruments instruments = new Instruments(
                instruments(parameters, controllers, constrained),
                columns.stream().map(Column::name).toList());
        AddedLoss added = constrained.isPresent() ? constrained.get() : AddedLoss.NONE;
        return new TrainingLoop(
                        parameters, trainer, added, controllers, instruments, new TrainRecord(columns), recorder)
                .run();
    }
}
