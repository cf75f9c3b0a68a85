// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import calorimeter.lab.observable.Quantity;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One figure as `figures.json` describes it: its panels, and the words and the equation under them (trusted
/// HTML).
///
/// @param id anchor in the page and name of its CSV file
/// @param kind how it is drawn
public record Figure(
        String id,
        Kind kind,
        String title,
        List<Panel> panels,
        String caption,
        @Nullable String equation) {

    private static final String PARTS = ".*";

    public Figure {
        panels = List.copyOf(panels);
        for (Panel panel : panels) {
            if (kind == Kind.LINES && panel.label() == null) {
                throw new IllegalArgumentException(
                        "panel '" + panel.title() + "' of figure '" + id + "' has no label for its value axis");
            }
        }
    }

    public enum Kind {
        /// series against step
        LINES,
        /// heads against step, the value as colour
        HEAD_MAPS,
        /// the heads' latest values, one quantity against another
        HEAD_PLANES
    }

    /// One coordinate system.
    ///
    /// @param title heading; plain text
    /// @param label symbol on the value axis, or of both axes of a plane
    /// @param series names of the quantities shown; `weights.norm.*` selects all parts of a whole, `*` whatever
    ///     else is recorded
    /// @param steps "log" or "linear" for a step axis that does not follow the reader's choice
    /// @param peaks key of the quantity whose peaks are marked
    /// @param logarithmic whether the value axis is, in which case values ≤ 0 are left out
    /// @param absolute whether magnitudes are drawn, for errors of either sign
    /// @param zero whether the value axis always reaches zero
    /// @param style how curves are drawn and named if not by their place and description
    public record Panel(
            String title,
            @Nullable String label,
            List<String> series,
            @Nullable String steps,
            @Nullable String peaks,
            boolean logarithmic,
            boolean absolute,
            boolean zero,
            @Nullable Style style) {

        /// One quantity on a linear axis, for whatever no figure was made for.
        static Panel of(Quantity quantity) {
            List<String> series = List.of(quantity.name());
            return new Panel(quantity.description(), quantity.symbol(), series, null, null, false, false, false, null);
        }

        boolean selects(String name) {
            return series.stream().anyMatch(pattern -> selects(pattern, name));
        }

        static boolean selects(String pattern, String name) {
            return pattern.endsWith(PARTS)
                    ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                    : name.equals(pattern);
        }

        Panel withSeries(List<String> keys) {
            return new Panel(title, label, keys, steps, peaks, logarithmic, absolute, zero, style);
        }
    }

    /// How the curves of a panel are drawn and named.
    ///
    /// @param names words of the legend, by series
    /// @param predictions whether a measured charge is wide and pale, its exact law thin, predictions dashed
    /// @param charge whether the axis is that of a charge, which is 0 below some roundings of single precision
    public record Style(Map<String, String> names, boolean predictions, boolean charge) {}

    /// Whether a series of this name would be drawn against step, if it is recorded.
    boolean selects(String name) {
        return kind == Kind.LINES && panels.stream().anyMatch(panel -> panel.selects(name));
    }

    /// Whether the series of this name is drawn against step.
    public boolean draws(String name) {
        return kind == Kind.LINES
                && panels.stream().anyMatch(panel -> panel.series().contains(name));
    }

    Figure withPanels(List<Panel> others) {
        return new Figure(id, kind, title, others, caption, equation);
    }

    /// Which quantities have curves on the page of a sweep; each panel shows one.
    public static List<Figure> ofSweeps() {
        return read("sweep.json");
    }

    static List<Figure> read(String resource) {
        try (InputStream json = Figure.class.getResourceAsStream(resource)) {
            return List.of(new ObjectMapper().readValue(json, Figure[].class));
        } catch (IOException failure) {
            throw new UncheckedIOException("resource " + resource + " is not a list of figures", failure);
        }
    }
}
