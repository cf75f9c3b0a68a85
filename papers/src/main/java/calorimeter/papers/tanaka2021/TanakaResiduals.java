// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import calorimeter.engine.data.image.DataException;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.optimizer.OptimizerSettings.Sgd;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingStep;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.symmetry.SymmetryGroup;
import calorimeter.lab.symmetry.TwinCheck;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Evidence.Residual;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import calorimeter.physics.theory.TheoryChecks;
import calorimeter.physics.theory.TheoryTopic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Identities tried on what the runs recorded, on twins of their models in double precision, and on the systems of
/// `theory noether`.
final class TanakaResiduals {

    static final String ONE_STEP =
            "a charge after one step against its exact law, in units of 2⁻²⁴ of its squared length";
    static final String ROTATION = "angular momentum of attention from rest, over |q||v|";
    static final String ROTATION_LAW = "L′ = βL in double precision (theory noether, rotation-law)";
    static final String EPSILON_LAW =
            "⟨w, ∂f/∂w⟩ less (ε/(σ²+ε))·γ ∂f/∂γ in double precision (theory noether, epsilon)";
    static final String COUNT = "laws found on a twin less those listed";
    static final String INITIAL = "loss of the first batch with scaled filters against unscaled ones, relative";

    /// Errors of [NM]'s formulas over their stated orders.
    static final Map<Family, String> ORDERS = orders();

    /// What a charge may be off by in one step: a rounding of each weight, of the momentum and of the decay.
    static final double ONE_STEP_BOUND = 4;

    static final double ROTATION_BOUND = 1e-5;
    static final double LAW_BOUND = 1e-9;
    static final double COUNT_BOUND = 0.5;
    static final double INITIAL_BOUND = 1e-3;
    static final double ORDER_BOUND = 5;

    /// Where ρ of a scale symmetry has been larger, ε is felt, which [NM] leaves out.
    static final double FELT_VIOLATION = 1e-3;

    /// A stated order below this is not told from rounding.
    static final double LEAST_ORDER = 1e-4;

    /// A charge that has lost more is compared no further: relative errors grow without end.
    static final double LEAST_SHARE = 0.3;

    /// How many times 1/(1−β) the velocity needs to settle.
    static final int SETTLED = 5;

    static final String SETTLED_IN_WORDS = "five";

    private static final long SEED = 1;

    private final List<Residual> residuals = new ArrayList<>();

    private TanakaResiduals() {}

    /// In training mode, in which batch norm takes the statistics of the batch.
    ///
    /// @throws DataException where the images are not here
    private static double batchLoss(TrainParameters parameters) {
        parameters.training().task().requireData();
        try (Workers workers = new Workers(1)) {
            Trainer trainer = new Trainer(parameters.training(), Kernels.active(), workers);
            return trainer.gradient() instanceof TrainingStep.Ready ready
                    ? ready.batch().loss()
                    : Double.NaN;
        }
    }

    private static Map<Family, String> orders() {
        Map<Family, String> orders = new LinkedHashMap<>();
        orders.put(Family.TRANSLATION, "error of [NM]'s translation charges over its stated order");
        orders.put(Family.SCALE, "error of [NM]'s scale charges over its stated order");
        orders.put(Family.RESCALE, "error of [NM]'s rescale charges over its stated order");
        return orders;
    }

    static List<Residual> of(RunStore store, Map<Item, RunRecord> finished) {
        TanakaResiduals found = new TanakaResiduals();
        Map<ModelSettings, String> models = new LinkedHashMap<>();
        Map<Filters, Double> initial = new LinkedHashMap<>();
        finished.forEach((item, run) -> {
            ChargeRun charges = new ChargeRun(store, run);
            if (item.arm().equals(TanakaPlan.SCALED)) {
                found.initialLoss(item, charges.parameters(), initial);
            }
            if (charges.isDescent()
                    && !charges.parameters().training().filters().frozen()) {
                found.residuals.addAll(ofRows(run.name(), charges));
            }
            models.putIfAbsent(item.parameters().training().model(), twin(item.parameters()));
        });
        if (!finished.isEmpty()) {
            found.initialLosses(initial);
            found.counts(models);
            found.theory(ROTATION_LAW, "rotation-law");
            found.theory(EPSILON_LAW, "epsilon");
        }
        return found.residuals;
    }

    /// What is tried on the rows of one run under SGD.
    static List<Residual> ofRows(String run, ChargeRun charges) {
        TanakaResiduals found = new TanakaResiduals();
        found.step(run, charges);
        found.order(run, charges);
        found.rotation(run, charges);
        return found.residuals;
    }

    /// Runs that differ in the scale of their filters alone.
    private record Filters(double scale, long seed) {}

    private void step(String run, ChargeRun charges) {
        double worst = 0;
        int count = 0;
        for (SymmetryGroup group : charges.groups()) {
            double[] values = charges.sinceStart(group, "residual");
            worst = Math.max(worst, Arrays.stream(values).max().orElse(0));
            count += values.length;
        }
        residuals.add(new Residual(ONE_STEP, run, worst, ONE_STEP_BOUND, count));
    }

    private void rotation(String run, ChargeRun charges) {
        for (SymmetryGroup group : charges.groups()) {
            double[] values = charges.sinceStart(group, "angularmomentum");
            if (values.length > 0 && group.name().contains("attention")) {
                double worst = Arrays.stream(values).max().orElseThrow();
                residuals.add(new Residual(ROTATION, run, worst, ROTATION_BOUND, values.length));
            }
        }
    }

    /// The stated orders: without momentum (ηk)²n/2 for translations and 2(ηk)²n + 2ηk for quadratic charges, which
    /// are driven, with momentum hk/(2μ) and hk/μ.
    private void order(String run, ChargeRun charges) {
        Sgd rule = charges.rule();
        ORDERS.forEach((family, check) -> {
            double worst = 0;
            int count = 0;
            for (SymmetryGroup group : charges.groups()) {
                if (group.family() == family) {
                    double[] errors = errors(rule, group, charges);
                    worst = Math.max(worst, Arrays.stream(errors).max().orElse(0));
                    count += errors.length;
                }
            }
            residuals.add(new Residual(check, run, worst, ORDER_BOUND, count));
        });
    }

    private static double[] errors(Sgd rule, SymmetryGroup group, ChargeRun charges) {
        ChargeRun.Table table = charges.table(group, "charge", "continuous", "violation");
        if (table.steps().isEmpty()) {
            return new double[0];
        }
        double first = Math.abs(table.value(0, 0));
        double settled = SETTLED / (1 - rule.momentum());
        double felt = table.rows()
                .filter(row -> table.value(row, 2) > FELT_VIOLATION)
                .mapToDouble(table::step)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
        return table.rows()
                .filter(row -> table.step(row) >= settled && table.step(row) < felt)
                .filter(row -> order(rule, group.family(), table.step(row)) >= LEAST_ORDER)
                .filter(row -> table.value(row, 0) != 0 && Math.abs(table.value(row, 0)) >= LEAST_SHARE * first)
                .mapToDouble(row -> Math.abs(table.value(row, 1) - table.value(row, 0))
                        / Math.max(first, Math.abs(table.value(row, 0)))
                        / order(rule, group.family(), table.step(row)))
                .toArray();
    }

    private static double order(Sgd rule, Family family, long step) {
        double h = rule.learningRate() * (1 - (rule.momentum() > 0 ? rule.dampening() : 0));
        double each = h * rule.weightDecay();
        boolean linear = family == Family.TRANSLATION;
        return rule.momentum() == 0
                ? each * each * step * (linear ? 0.5 : 2) + (linear ? 0 : 2 * each)
                : each / (1 - rule.momentum()) * (linear ? 0.5 : 1);
    }

    private void initialLoss(Item item, TrainParameters run, Map<Filters, Double> losses) {
        try {
            losses.put(new Filters(run.training().filters().scale(), item.seed()), batchLoss(run));
        } catch (DataException e) {
            residuals.add(Residual.untried(INITIAL, String.valueOf(e.getMessage()), INITIAL_BOUND));
        }
    }

    private void initialLosses(Map<Filters, Double> losses) {
        losses.forEach((filters, loss) -> {
            Double unscaled = losses.get(new Filters(1, filters.seed()));
            if (filters.scale() != 1 && unscaled != null && !Double.isNaN(loss)) {
                double value = Math.abs(loss / unscaled - 1);
                String run = "filters × " + filters.scale() + ", seed " + filters.seed();
                residuals.add(new Residual(INITIAL, run, value, INITIAL_BOUND, 1));
            }
        });
    }

    /// A twin by what tells the models of the plan apart.
    static String twin(TrainParameters run) {
        Map<String, String> settings = run.values();
        return "twin of " + run.preset() + ", " + settings.get("model") + " with norm " + settings.get("norm");
    }

    private void counts(Map<ModelSettings, String> models) {
        models.forEach((model, name) -> {
            TwinCheck twin = TwinCheck.of(model, SEED);
            double apart = twin.holds() ? 0 : Math.max(1, Math.abs(twin.search().laws() - twin.predicted()));
            residuals.add(new Residual(COUNT, name, apart, COUNT_BOUND, twin.predicted()));
        });
    }

    private void theory(String check, String name) {
        double residual = TheoryChecks.of(TheoryTopic.NOETHER).stream()
                .filter(found -> found.name().equals("noether." + name))
                .findFirst()
                .orElseThrow()
                .run()
                .residual();
        residuals.add(new Residual(check, "theory noether", residual, LAW_BOUND, 1));
    }
}
