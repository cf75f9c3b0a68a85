// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.OptimizerSettings.Sgd;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.training.WeightSettings;
import calorimeter.lab.observable.Instrument;
import calorimeter.lab.observable.Moment;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.symmetry.ModelSymmetries;
import calorimeter.physics.noether.LearningRule;
import calorimeter.physics.noether.LearningRule.Decay;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Noether charges of all symmetries of a model, followed at every step and recorded at logged ones, beside what they
/// should be:
///
///     R = ⟨X(q), q⟩   P = ⟨X(q), v⟩   N = ⟨v, v⟩   ρ = ⟨X(q), ∇f⟩        one step: R′ = R′(R, P, N′, ρ)
///
/// by the exact law of the learning rule, and as the papers predict it in continuous time. Laws are known for gradient
/// descent with or without momentum. Clipping, gradient filters, frozen norms, dampening 1, Adam and a controlled decay
/// have none: then only charges are recorded.
///
/// Sources: docs/theory.md; Kunin et al., arXiv:2012.04728; Tanaka & Kunin, arXiv:2105.02716.
public final class NoetherCharges implements Instrument {

    private static final String STATE = "instrument/noether/";
    private static final String CLOCK = STATE + "clock";

    private final List<GroupCharges> groups;
    private final @Nullable LearningRule rule;
    private final Carried carried = new Carried();

    /// The step after the last one that was followed (0 before the first), η of the update behind it, and 1 if it was
    /// logged.
    private final double[] clock = carried.numbers(3);

    /// @param controlled whether something changes the weight decay on the way
    public NoetherCharges(TrainingSettings settings, boolean controlled) {
        rule = controlled ? null : rule(settings);
        groups = ModelSymmetries.of(settings).stream()
                .map(group -> new GroupCharges(group, rule))
                .toList();
    }

    /// The rule as the engine applies it, with constants of single precision; null if no exact law is known.
    private static @Nullable LearningRule rule(TrainingSettings settings) {
        boolean direct = settings.gradientClip() == 0
                && settings.gradientFilter().equals(GradientFilterSettings.NONE)
                && !settings.orthogonalGradient()
                && !settings.filters().frozen()
                && settings.weights().equals(WeightSettings.FREE);
        if (!direct || !(settings.optimizer() instanceof Sgd sgd) || sgd.dampening() == 1) {
            return null;
        }
        double dampening = sgd.momentum() == 0 ? 0 : 1 - (double) (float) (1 - sgd.dampening());
        return new LearningRule(
                sgd.learningRate(), (float) sgd.momentum(), dampening, (float) sgd.weightDecay(), Decay.COUPLED);
    }

    @Override
    public List<Quantity> quantities() {
        return groups.stream().flatMap(group -> group.quantities().stream()).toList();
    }

    /// A step that is repeated after a checkpoint is followed once.
    @Override
    public void follow(Moment moment) {
        if (clock[0] == moment.step() + 1) {
            return;
        }
        if (clock[2] == 1) {
            groups.forEach(GroupCharges::forgetWindow);
        }
        Update update = rule == null || moment.step() == 0
                ? null
                : Update.of(rule.withLearningRate(clock[1]), moment.step() == 1);
        float[] buffer = rule == null ? null : moment.momentum().orElse(null);
        groups.forEach(group -> group.follow(moment, buffer, update));
        clock[0] = moment.step() + 1;
        clock[1] = (float) moment.learningRate();
        clock[2] = 0;
    }

    @Override
    public double[] measure(Moment moment) {
        clock[2] = 1;
        return groups.stream()
                .flatMap(group -> Stream.of(group.values()))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    @Override
    public SortedMap<String, double[]> state() {
        SortedMap<String, double[]> state = new TreeMap<>();
        state.put(CLOCK, carried.copy());
        groups.forEach(group -> state.put(STATE + group.name(), group.carried().copy()));
        return state;
    }

    @Override
    public void restore(SortedMap<String, double[]> saved) {
        carried.restore(CLOCK, Instrument.saved(saved, CLOCK));
        for (GroupCharges group : groups) {
            String name = STATE + group.name();
            group.carried().restore(name, Instrument.saved(saved, name));
        }
    }
}
