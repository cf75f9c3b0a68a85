package calorimeter.lab.observable;

import java.util.function.ToDoubleFunction;

/// A number measured of a state X. Open: scientists add their own.
public interface Observable<X> {

    /// Unique within an experiment; dots separate levels, as in `attention.C.layer0.head2`.
    String name();

    /// As docs/glossary.md defines it.
    String symbol();

    /// "1" for pure numbers; energies are in units of k_B T at T = 1, that is pure numbers too, since k_B = 1.
    String unit();

    /// One sentence for a table or a tooltip.
    String description();

    /// NaN where the quantity does not exist in this state.
    double at(X state);

    static <X> Observable<X> of(
            String name, String symbol, String unit, String description, ToDoubleFunction<X> measure) {
        record Named<X>(String name, String symbol, String unit, String description, ToDoubleFunction<X> measure)
                implements Observable<X> {
            @Override
            public double at(X state) {
                return measure.applyAsDouble(state);
            }
        }
        return new Named<>(name, symbol, unit, description, measure);
    }
}
