// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The instruments of one run, together: what they measure becomes a row of the run's own columns. A run that was begun
/// with fewer columns is measured by the instruments that have those, and by no others.
public final class Instruments {

    private final List<Instrument> instruments = new ArrayList<>();

    /// Where each column's value stands among those of all [#instruments].
    private final List<Integer> places = new ArrayList<>();

    /// @param available with distinct quantities
    /// @param columns names of the quantities to record, in the order of the row
    /// @throws IllegalArgumentException when no instrument measures a column, or two keep their state under
    ///     one name
    public Instruments(List<Instrument> available, List<String> columns) {
        Set<String> wanted = new HashSet<>(columns);
        Map<String, Integer> placeOf = new LinkedHashMap<>();
        Set<String> states = new HashSet<>();
        int count = 0;
        for (Instrument instrument : available) {
            List<Quantity> quantities = instrument.quantities();
            if (quantities.stream().map(Quantity::name).noneMatch(wanted::contains)) {
                continue;
            }
            instruments.add(instrument);
            requireOwnState(instrument, states);
            for (Quantity quantity : quantities) {
                placeOf.put(quantity.name(), count++);
            }
        }
        for (String column : columns) {
            Integer place = placeOf.get(column);
            if (place == null) {
                throw new IllegalArgumentException("no instrument measures '" + column + "'");
            }
            places.add(place);
        }
    }

    private static void requireOwnState(Instrument instrument, Set<String> names) {
        for (String name : instrument.state().keySet()) {
            if (!names.add(name)) {
                throw new IllegalArgumentException("two instruments keep their state under the name '" + name + "', the"
                        + " second of them measures '"
                        + instrument.quantities().getFirst().name() + "'; give it a name of its own");
            }
        }
    }

    /// Shows all of them a step, see [Instrument#follow].
    public void follow(Moment moment) {
        instruments.forEach(instrument -> instrument.follow(moment));
    }

    /// The values of this moment, instrument by instrument.
    public double[][] measure(Moment moment) {
        double[][] values = new double[instruments.size()][];
        for (int i = 0; i < values.length; i++) {
            Instrument instrument = instruments.get(i);
            values[i] = instrument.measure(moment);
            if (values[i].length != instrument.quantities().size()) {
                throw new IllegalStateException(
                        "an instrument gave " + values[i].length + " values for " + instrument.quantities());
            }
        }
        return values;
    }

    /// Completes values with what depends on the update, see [Instrument#updated].
    public void updated(float[] before, float[] after, double[][] values) {
        for (int i = 0; i < values.length; i++) {
            instruments.get(i).updated(before, after, values[i]);
        }
    }

    public double[] row(double[][] values) {
        double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
        return places.stream().mapToDouble(place -> all[place]).toArray();
    }

    public SortedMap<String, double[]> state() {
        SortedMap<String, double[]> state = new TreeMap<>();
        instruments.forEach(instrument -> state.putAll(instrument.state()));
        return state;
    }

    /// @throws IllegalArgumentException when that is not a state of these instruments
    public void restore(SortedMap<String, double[]> saved) {
        instruments.forEach(instrument -> instrument.restore(saved));
    }
}
