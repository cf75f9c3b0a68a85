// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import calorimeter.report.page.PanelFigure.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where values stand on an axis, and where it has ticks.
///
/// A logarithmic axis with values that are exactly 0 has a place for them at its beginning, below all
/// others.
final class Scale {

    /// Share of a logarithmic axis between 0 and the least value.
    private static final double ROOM_OF_ZERO = 0.09;

    private static final int FEWEST = 3;
    private static final int MOST = 8;
    private static final double LINEAR_MARGIN = 0.04;
    private static final double LOGARITHMIC_MARGIN = 0.03;

    private final Axis axis;
    private final double low;
    private final double high;
    private final boolean zero;

    /// @param label empty for one that only helps to count
    record Tick(double share, String label) {}

    private Scale(Axis axis, double low, double high, boolean zero) {
        this.axis = axis;
        this.low = low;
        this.high = high;
        this.zero = zero;
    }

    /// @param values all that it has to hold; what is not finite has no place
    /// @param headroom share of the axis that is left free above them
    static Scale of(Axis axis, double[] values, double headroom) {
        if (!axis.categories().isEmpty()) {
            return new Scale(axis, -0.5, axis.categories().size() - 0.5, false);
        }
        double[] shown = Arrays.stream(values)
                .filter(Double::isFinite)
                .filter(value -> !axis.logarithmic() || value > 0)
                .map(value -> axis.logarithmic() ? Math.log10(value) : value)
                .toArray();
        double least = Arrays.stream(shown).min().orElse(0);
        double greatest = Arrays.stream(shown).max().orElse(1);
        Double first = axis.low() == null || !axis.logarithmic() ? axis.low() : Double.valueOf(Math.log10(axis.low()));
        Double last =
                axis.high() == null || !axis.logarithmic() ? axis.high() : Double.valueOf(Math.log10(axis.high()));
        double range = (last == null ? greatest : last) - (first == null ? least : first);
        double margin = range > 0
                ? range * (axis.logarithmic() ? LOGARITHMIC_MARGIN : LINEAR_MARGIN)
                : axis.logarithmic() ? 0.3 : least == 0 ? 0.5 : Math.abs(least) * 0.1;
        boolean zero = axis.logarithmic() && Arrays.stream(values).anyMatch(value -> value == 0);
        double low = first != null ? first : least - margin;
        double high = last != null ? Math.max(last, low + margin) : greatest + margin;
        return new Scale(axis, low, high + headroom * (high - low), zero);
    }

    boolean isLogarithmic() {
        return axis.logarithmic();
    }

    /// 0 at the axis's beginning, 1 at its end; what lies beyond is moved there. NaN for what has no place.
    double share(double value) {
        if (axis.logarithmic() && value <= 0) {
            return zero && value == 0 ? 0 : Double.NaN;
        }
        return ofInner(axis.logarithmic() ? Math.log10(value) : value);
    }

    private double ofInner(double value) {
        double share = Math.clamp((value - low) / (high - low), 0, 1);
        return zero ? ROOM_OF_ZERO + (1 - ROOM_OF_ZERO) * share : share;
    }

    /// @param wanted about how many there should be
    List<Tick> ticks(int wanted) {
        List<Tick> ticks = new ArrayList<>();
        if (!axis.categories().isEmpty()) {
            for (int place = 0; place < axis.categories().size(); place++) {
                ticks.add(new Tick(share(place), axis.categories().get(place)));
            }
            return ticks;
        }
        if (zero) {
            ticks.add(new Tick(0, "0"));
        }
        ticks.addAll(axis.logarithmic() ? logarithmic(wanted) : even(low, high, wanted));
        return ticks;
    }

    /// Multiples of 1, 2 or 5 times a power of ten; no fewer than three.
    private List<Tick> even(double from, double to, int wanted) {
        List<Tick> ticks = multiples(from, to, wanted);
        for (int more = wanted + 1; ticks.size() < FEWEST && more <= MOST; more++) {
            ticks = multiples(from, to, more);
        }
        return ticks;
    }

    private List<Tick> multiples(double from, double to, int wanted) {
        double least = (to - from) / Math.max(1, wanted);
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double step = 10 * power;
        for (int factor : new int[] {5, 2, 1}) {
            step = factor * power >= least * (1 - 1e-9) ? factor * power : step;
        }
        List<Tick> ticks = new ArrayList<>();
        double slack = 1e-9 * (to - from);
        for (long index = (long) Math.ceil((from - slack) / step); index * step <= to + slack; index++) {
            double value = index == 0 ? 0 : index * step;
            ticks.add(new Tick(axis.logarithmic() ? share(value) : ofInner(value), Numeral.multiple(value, step)));
        }
        return ticks;
    }

    /// Whole decades with small ticks between them; where there are fewer than two, at 1, 2, 5 times
    /// powers of ten; evenly where even those are too far apart.
    private List<Tick> logarithmic(int wanted) {
        int stride = Math.max(1, (int) Math.ceil((high - low) / wanted));
        int[] labelled = high - low >= 2 ? new int[] {1} : new int[] {1, 2, 5};
        List<Tick> ticks = new ArrayList<>();
        int named = 0;
        int begin = Math.floorDiv((int) Math.floor(low), stride) * stride;
        for (int exponent = begin; exponent <= high; exponent += stride) {
            for (int mantissa = 1; mantissa <= 9; mantissa++) {
                double place = exponent + Math.log10(mantissa);
                int of = mantissa;
                boolean name = Arrays.stream(labelled).anyMatch(one -> one == of);
                if (place >= low - 1e-9 && place <= high + 1e-9 && (name || stride == 1)) {
                    String label = labelled.length == 1
                            ? Numeral.power(exponent)
                            : Numeral.of(mantissa * Math.pow(10, exponent));
                    ticks.add(new Tick(ofInner(place), name ? label : ""));
                    named += name ? 1 : 0;
                }
            }
        }
        return named > 1 ? ticks : even(Math.pow(10, low), Math.pow(10, high), wanted);
    }
}
