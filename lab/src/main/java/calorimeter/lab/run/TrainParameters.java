// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.data.SequenceTask;
import calorimeter.engine.random.Seed;
import calorimeter.engine.range.OutOfRangeException;
import calorimeter.engine.training.FilterSettings;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.Sharing;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.constraint.ConstraintSettings;
import calorimeter.lab.control.WeightDecayControl;
import calorimeter.lab.text.ShellWord;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// All that decides the bits of a recorded training run.
///
/// @param preset the name it started from
/// @param recording what is measured when
/// @param stopping when it ends
/// @param control how the weight decay follows what is measured
/// @param initialWeights SHA-256 of the parameters that it starts from, see [InitialWeights]; `none` if they are drawn
/// @param constraints what it must keep to
public record TrainParameters(
        String preset,
        TrainingSettings training,
        Recording recording,
        Stopping stopping,
        WeightDecayControl control,
        String initialWeights,
        ConstraintSettings constraints) {

    /// With their energies and probabilities a gigabyte.
    private static final int MOST_SCORES = 1 << 26;

    public TrainParameters {
        require(
                !control.acts() || training.model() instanceof TransformerSettings,
                "weight decay controller",
                control.law().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                "none, since it follows the variance V of attention scores, which the model has none of");
        require(
                !recording.charges() || !trainsTemperature(training),
                "charges",
                true,
                "false where attention's temperature is trained: scaled against queries and keys it is a symmetry of its own,"
                        + " whose charge is not known");
        if (training.task() instanceof SequenceTask && training.model() instanceof TransformerSettings model) {
            requireKept(recording.probeSize(), model);
        }
        require(
                InitialWeights.FORM.matcher(initialWeights).matches(),
                "initial weights",
                initialWeights,
                "none or the 64 hexadecimal digits of a SHA-256");
        constraints.requireFits(training);
        require(
                !(constraints.present() && recording.charges()),
                "charges",
                true,
                "false with a constraint, which has not the loss's symmetries");
        FilterSettings filters = training.filters();
        require(
                initialWeights.equals(InitialWeights.DRAWN) || (filters.scale() == 1 && !filters.frozen()),
                "initial weights",
                initialWeights,
                "none with filter-scale or frozen-norm, which act on drawn parameters");
    }

    private static boolean trainsTemperature(TrainingSettings training) {
        return training.model() instanceof TransformerSettings model
                && model.attention().trainedTemperature() != Sharing.NONE;
    }

    /// All scores of the probe examples are kept at a logged step; those of pairs are few whatever is asked.
    private static void requireKept(int probeSize, TransformerSettings model) {
        long scores = (long) model.layers() * model.heads() * model.sequence() * model.sequence();
        long most = Math.max(1, MOST_SCORES / scores);
        require(
                probeSize <= most,
                "probe size",
                probeSize,
                "at most " + most + " for " + scores + " scores of each example");
    }

    /// The same run, started from parameters that are given.
    TrainParameters startingFrom(String sha256) {
        return new TrainParameters(preset, training, recording, stopping, control, sha256, constraints);
    }

    boolean startsFromDrawn() {
        return initialWeights.equals(InitialWeights.DRAWN);
    }

    /// @throws SettingException if the run starts from parameters that only their file has
    public void requireDrawn() {
        if (!startsFromDrawn()) {
            throw new SettingException(
                    "initial-weights is " + initialWeights + ", the SHA-256 of given parameters; begin"
                            + " such a run with `calorimeter train --from FILE`, where FILE holds them");
        }
    }

    /// @param every log every so many steps
    /// @param spaced and at this many log-spaced steps
    /// @param probeSize examples on which attention is measured
    /// @param charges whether the Noether charges of all symmetries are followed
    /// @param logits whether logits of all examples are measured
    /// @param kept when parameters are kept for good; decides nothing else
    public record Recording(
            int every, int spaced, int probeSize, boolean charges, boolean logits, KeptCheckpoints kept) {

        /// More than there are distinct steps in a run of ten million.
        private static final int MOST_SPACED = 1_000_000;

        /// Without logits, and keeping no parameters but those of the newest checkpoints.
        public Recording(int every, int spaced, int probeSize, boolean charges) {
            this(every, spaced, probeSize, charges, false, KeptCheckpoints.NONE);
        }

        public Recording {
            require(every >= 1, "log every", every, "an integer of at least 1");
            require(spaced >= 0, "log spaced", spaced, "an integer of at least 0");
            require(spaced <= MOST_SPACED, "log spaced", spaced, "at most " + MOST_SPACED);
            require(probeSize >= 1, "probe size", probeSize, "an integer of at least 1");
        }
    }

    /// @param maxSteps step budget
    /// @param whenSustained end early when test accuracy ≥ 0.99 was kept for `sustain` steps
    /// @param sustain steps that a level must be kept
    public record Stopping(int maxSteps, boolean whenSustained, int sustain) {

        public Stopping {
            require(maxSteps >= 1, "max steps", maxSteps, "an integer of at least 1");
            require(sustain >= 0, "sustain", sustain, "an integer of at least 0");
        }

        /// Whether the budget is so long that a level can be kept for the steps that count.
        public boolean decides() {
            return maxSteps >= sustain;
        }
    }

    /// A preset with other values for some of its settings, as `weight-decay` and `0.3`.
    ///
    /// @throws IllegalArgumentException as [#of(String, SettingValues)]
    public static TrainParameters of(String preset, Map<String, String> others) {
        SettingValues values = SettingValues.ofPreset(preset);
        values.putAll(others, "given");
        return of(preset, values);
    }

    /// Reads typed settings from text.
    ///
    /// @throws SettingException naming the setting, its value, where it was given and what is allowed
    /// @throws IllegalArgumentException when settings do not fit one another
    public static TrainParameters of(String preset, SettingValues values) {
        try {
            return new TrainParametersReader(values).read(preset);
        } catch (OutOfRangeException e) {
            throw values.located(e);
        }
    }

    /// Every setting that the run has, with its value as text, in the order of [Setting]: what is echoed into the run
    /// and read back by [#of].
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            setting.value(this).ifPresent(value -> values.put(setting.key(), value));
        }
        return values;
    }

    /// Numbers of the examples on which attention is measured, drawn from all, whichever side of the split they are on.
    ///
    /// @param examples how many there are
    public int[] probe(int examples) {
        int[] all = IntStream.range(0, examples).toArray();
        Seed.of(training.seed()).child("probe").stream().shuffle(all);
        int[] chosen = Arrays.copyOf(all, Math.min(recording.probeSize(), examples));
        Arrays.sort(chosen);
        return chosen;
    }

    /// The command that makes the same run: its preset and every setting that differs from it.
    ///
    /// @param program as it is called
    public String command(String program) {
        StringBuilder command = new StringBuilder(program + " train --preset " + preset);
        Map<String, String> standard =
                TrainParameters.of(preset, SettingValues.ofPreset(preset)).values();
        values().forEach((key, value) -> {
            if (!value.equals(standard.get(key))) {
                command.append(" --").append(key).append(' ').append(ShellWord.of(value));
            }
        });
        return command.toString();
    }
}
