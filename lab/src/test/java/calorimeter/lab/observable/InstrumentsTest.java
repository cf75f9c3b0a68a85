// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.training.TrainingStep;
import calorimeter.engine.transformer.settings.Mask;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstrumentsTest {

    private final SmallTraining training = new SmallTraining(1, 1, Mask.CAUSAL);

    @AfterEach
    void endItsThreads() {
        training.close();
    }

    private Moment moment() {
        TrainingStep.Ready step = (TrainingStep.Ready) training.trainer().gradient();
        return new Moment(training.trainer(), step.batch(), new int[] {0, 1});
    }

    /// Counts the logged steps.
    private static final class Counter implements Instrument {

        private double count;

        @Override
        public List<Quantity> quantities() {
            return List.of(new Quantity("count", "n", "logged steps"), new Quantity("twice", "2n", "twice as many"));
        }

        @Override
        public double[] measure(Moment moment) {
            count++;
            return new double[] {count, 2 * count};
        }

        @Override
        public SortedMap<String, double[]> state() {
            return new TreeMap<>(Map.of("instrument/count", new double[] {count}));
        }

        @Override
        public void restore(SortedMap<String, double[]> saved) {
            count = Instrument.saved(saved, "instrument/count")[0];
        }
    }

    private static Instrument step() {
        return Instrument.of(new Quantity("step", "t", "updates so far"), Moment::step);
    }

    @Test
    void aRowHoldsTheRunsOwnColumnsInTheirOrder() {
        Instruments all = new Instruments(List.of(step(), new Counter()), List.of("step", "count", "twice"));
        Instruments some = new Instruments(List.of(step(), new Counter()), List.of("twice", "step"));
        training.steps(4);

        assertThat(all.row(all.measure(moment()))).containsExactly(4, 1, 2);
        assertThat(some.row(some.measure(moment()))).containsExactly(2, 4);
    }

    @Test
    void anInstrumentWithoutAColumnIsNotAsked() {
        Instrument never = Instrument.of(new Quantity("never", "N", "what nobody records"), moment -> {
            throw new IllegalStateException("asked");
        });
        Instruments instruments = new Instruments(List.of(never, step()), List.of("step"));

        assertThat(instruments.row(instruments.measure(moment()))).containsExactly(0);
    }

    @Test
    void aColumnThatNobodyMeasuresIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Instruments(List.of(step()), List.of("step", "gone")))
                .withMessage("no instrument measures 'gone'");
    }

    /// One would write over what the other has saved. Who has no column does not count.
    @Test
    void statesOfOneNameAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Instruments(List.of(step(), new Counter(), new Counter()), List.of("count")))
                .withMessage("two instruments keep their state under the name 'instrument/count', the second of them"
                        + " measures 'count'; give it a name of its own");
        assertThatIllegalArgumentException()
                .as("also of what has measured nothing yet")
                .isThrownBy(() -> new Instruments(List.of(new Ledger(), new Ledger()), List.of("ledger.work")))
                .withMessageContaining("ledger/");
        new Instruments(List.of(step(), new Counter(), new Counter()), List.of("step"));
    }

    @Test
    void theStateIsCarriedOn() {
        Instruments whole = new Instruments(List.of(new Counter(), new Ledger()), List.of("count", "ledger.work"));
        whole.measure(moment());
        Instruments resumed = new Instruments(List.of(new Counter(), new Ledger()), List.of("count", "ledger.work"));
        resumed.restore(whole.state());
        training.steps(3);

        assertThat(whole.state())
                .containsOnlyKeys("instrument/count", "ledger/energies", "ledger/probabilities", "ledger/totals");
        double[] row = resumed.row(resumed.measure(moment()));
        assertThat(row[0]).isEqualTo(2);
        assertThat(row[1]).isNotZero();
        assertThat(row).isEqualTo(whole.row(whole.measure(moment())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resumed.restore(new TreeMap<>()))
                .withMessageContaining("instrument/count");
    }

    /// What was measured stays; what was not would be measured on other parameters.
    @Test
    void aMomentIsOverWithItsUpdate() {
        Moment moment = moment();
        double loss = moment.test().loss();
        training.trainer().update();

        assertThat(moment.test().loss()).isEqualTo(loss);
        assertThatThrownBy(moment::attention)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the moment of step 0 was asked for something new after update 1");
    }

    @Test
    void aMomentHasTheGradientOfItsNorm() {
        Moment moment = moment();
        double squares = 0;
        for (float value : moment.gradient()) {
            squares += (double) value * value;
        }

        assertThat(Math.sqrt(squares)).isPositive().isCloseTo(moment.gradientNorm(), within(1e-9));
    }
}
