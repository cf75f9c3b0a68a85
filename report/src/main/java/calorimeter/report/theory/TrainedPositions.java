// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.theory;

import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.physics.positions.Learned;
import calorimeter.physics.positions.LinearBias;
import calorimeter.physics.positions.NoPositions;
import calorimeter.physics.positions.PositionalEncoding;
import calorimeter.physics.positions.Rotary;
import calorimeter.physics.positions.Sinusoidal;
import calorimeter.physics.theory.TheoryCheck;
import calorimeter.physics.theory.TheoryTopic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the positions of a trained model cost: the symmetry of a global shift tried on the weights of a run, with
/// the encoding it was trained with and with others in its place.
///
/// @param system  which weights, for a reader
/// @param spectra the encoding the model was trained with first
public record TrainedPositions(String system, String source, boolean invariant, List<GoldstoneSpectrum> spectra) {

    private static final int EXAMPLES = 64;

    /// Above this share of the energy a symmetry counts as broken: far above rounding, far below what a code of
    /// the content's size would cost. A model may learn codes that hardly differ, for the operands of a
    /// commutative operation, and still break the symmetry.
    public static final double BROKEN = 1e-6;

    private static final String SINUSOIDAL = new Sinusoidal(1).name();

    private static final String METHOD = "root mean square over rows, relative to the energy";

    /// Largest residual of a symmetry that holds: rounding.
    public static final double EXACT = 1e-12;

    /// Largest residual of a broken symmetry, [#BROKEN] over its cost.
    public static final double AT_LEAST_BROKEN = 1;

    public TrainedPositions {
        spectra = List.copyOf(spectra);
    }

    /// Measures a run.
    ///
    /// @throws StoreException if the run has no checkpoint or it cannot be read
    /// @throws IllegalArgumentException if the head size is odd, so that there are no planes, or the model has no
    ///     room for a shift
    public static TrainedPositions of(RunStore store, RunRecord run) {
        return of(TrainedRun.of(store, run));
    }

    /// Measures a run at one of its steps, as [#of(RunStore, RunRecord)].
    public static TrainedPositions of(TrainedRun run) {
        TransformerSettings model = run.settings();
        if (!model.attention().equals(AttentionSettings.SOFTMAX)) {
            throw new IllegalArgumentException("the attention of run "
                    + run.run().name() + " is not softmax at temperature 1, which these measurements are made for");
        }
        if (model.headSize() % 2 != 0) {
            throw new IllegalArgumentException("the heads of run " + run.run().name() + " have size " + model.headSize()
                    + " but must have an even one to have planes");
        }
        TrainedRows rows = new TrainedRows(run, EXAMPLES);
        PositionalEncoding own = rows.encoding();
        double[] frequencies = new Rotary(model.rotaryBase(), model.headSize()).frequencies();
        double beta = 1 / Math.sqrt(model.headSize());
        List<GoldstoneSpectrum> spectra = new ArrayList<>();
        spectra.add(GoldstoneSpectrum.of(own.name() + " (as trained)", rows.asTrained(), beta, 1, frequencies));
        others(own, model, rows)
                .forEach((name, other) ->
                        spectra.add(GoldstoneSpectrum.of(name, rows.under(other), beta, 1, frequencies)));
        String name = "run " + run.run().name();
        String system = name + ", step " + run.step() + ", layer 0, "
                + spectra.getFirst().rows() + " rows of " + model.sequence() + " keys in " + model.heads() + " heads";
        return new TrainedPositions(system, name, isInvariant(own), spectra);
    }

    private static Map<String, PositionalEncoding> others(
            PositionalEncoding own, TransformerSettings model, TrainedRows rows) {
        Map<String, PositionalEncoding> others = new LinkedHashMap<>();
        for (PositionalEncoding relative :
                List.of(new Rotary(model.rotaryBase(), model.headSize()), new LinearBias(0.25), new NoPositions())) {
            if (!relative.name().equals(own.name())) {
                others.put(relative.name(), relative);
            }
        }
        if (!(own instanceof Sinusoidal)) {
            others.put(SINUSOIDAL, Learned.of(rows.sinusoidal()));
        }
        return others;
    }

    private static boolean isInvariant(PositionalEncoding encoding) {
        return switch (encoding) {
            case Rotary rotary -> true;
            case LinearBias bias -> true;
            case NoPositions none -> true;
            case Sinusoidal sinusoidal -> false;
            case Learned learned -> false;
        };
    }

    /// The statements that these measurements support or refute.
    public List<TheoryCheck> checks() {
        GoldstoneSpectrum own = spectra.getFirst();
        double shift = own.shiftCost();
        double stiffness = own.largestUniformStiffness();
        double exchanged = 0;
        for (GoldstoneSpectrum spectrum : spectra.subList(1, spectra.size())) {
            if (!spectrum.code().equals(SINUSOIDAL)) {
                exchanged = Math.max(exchanged, Math.max(spectrum.shiftCost(), spectrum.largestUniformStiffness()));
            }
        }
        double largest = exchanged;
        return List.of(
                invariant
                        ? check(
                                "trained-shift",
                                "trained: a global shift costs no energy: " + own.code(),
                                METHOD,
                                shift,
                                EXACT)
                        : broken("trained-shift", "trained: a global shift costs energy: " + own.code(), shift),
                invariant
                        ? check(
                                "trained-zero-mode",
                                "trained: no uniform stiffness: " + own.code(),
                                METHOD,
                                stiffness,
                                EXACT)
                        : broken("trained-massive-mode", "trained: uniform stiffness: " + own.code(), stiffness),
                check(
                        "trained-exchanged",
                        "trained weights with another code: no shift cost, no uniform stiffness",
                        METHOD,
                        largest,
                        EXACT));
    }

    private TheoryCheck broken(String name, String statement, double measured) {
        return check(
                name,
                statement,
                "10⁻⁶ over the root mean square over rows, relative to the energy",
                BROKEN / measured,
                AT_LEAST_BROKEN);
    }

    private TheoryCheck check(String name, String statement, String method, double residual, double tolerance) {
        return new TheoryCheck(
                TheoryTopic.POSITIONS,
                "positions." + name,
                statement,
                "trained weights",
                spectra.getFirst().rows() + " rows",
                method,
                tolerance,
                source,
                () -> residual);
    }
}
