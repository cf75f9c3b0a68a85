// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import calorimeter.report.drawing.Drawing.Dash;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Hue;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Style;
import java.util.ArrayList;
import java.util.List;

/// How a curve is drawn, in its panel and in the legend.
///
/// @param symbol of points that stand by themselves
/// @param width of lines, in points
record Look(Style style, Ink ink, Dash dash, Symbol symbol, double width) {

    private static final double WIDTH = 1;
    private static final double WIDE = 4;
    private static final double THIN = 0.4;

    /// Without the end of viridis that paper swallows.
    private static final double DARK = 0.82;

    private static final double ONLY = 0.3;

    /// Curves beyond the seventh repeat the colours with another dash.
    private static final List<Dash> DASHES = List.of(Dash.SOLID, Dash.LONG, Dash.SHORT);

    /// How far apart, in shares of the axis, curves are that are seen as one.
    private static final double APART = 0.006;

    /// The curves of a panel in their order. One that lies on an earlier one has gaps through which that
    /// is seen.
    static List<Look> of(Panel panel, Scale y) {
        List<Look> looks = new ArrayList<>();
        for (int index = 0; index < panel.curves().size(); index++) {
            Curve curve = panel.curves().get(index);
            Look look = of(curve, index);
            boolean over = look.isJoined()
                    && panel.curves().subList(0, index).stream()
                            .anyMatch(other -> of(other, 0).isJoined() && coincide(curve, other, y));
            looks.add(over ? new Look(look.style, look.ink, Dash.OVER, look.symbol, look.width) : look);
        }
        return looks;
    }

    private static boolean coincide(Curve one, Curve other, Scale y) {
        int seen = 0;
        if (one.style() == Style.THIN
                || other.style() == Style.THIN
                || one.points().size() != other.points().size()) {
            return false;
        }
        for (int i = 0; i < one.points().size(); i++) {
            double first = y.share(one.points().get(i).y());
            double second = y.share(other.points().get(i).y());
            boolean both = Double.isFinite(first) && Double.isFinite(second);
            if (one.points().get(i).x() != other.points().get(i).x()
                    || (both ? Math.abs(first - second) > APART : Double.isFinite(first) || Double.isFinite(second))) {
                return false;
            }
            seen += both ? 1 : 0;
        }
        return seen > 1;
    }

    /// @param index of the curve in its panel
    private static Look of(Curve curve, int index) {
        Hue hue = curve.hue();
        boolean ordered = hue != null && hue.sequential();
        int place = hue == null ? index : hue.place();
        Ink ink = hue != null && hue.sequential() ? Palette.viridis(DARK * share(hue)) : Palette.line(place);
        Dash dash = curve.style() == Style.FIT
                ? hue == null || place < Palette.LINES ? Dash.LONG : dash(place)
                : ordered ? Dash.SOLID : dash(place);
        return switch (curve.style()) {
            case WIDE -> new Look(curve.style(), ink.faint(0.4), Dash.SOLID, Symbol.DISC, WIDE);
            case THIN -> new Look(curve.style(), ink.faint(0.45), Dash.SOLID, Symbol.DISC, THIN);
            default -> new Look(curve.style(), ink, dash, Symbol.of(place, hue != null), WIDTH);
        };
    }

    private static double share(Hue hue) {
        return hue.of() > 1 ? hue.place() / (hue.of() - 1.0) : ONLY;
    }

    static Dash dash(int place) {
        return DASHES.get(place / Palette.LINES % DASHES.size());
    }

    boolean isJoined() {
        return switch (style) {
            case LINE, PLACES, FIT, THIN, WIDE -> true;
            case POINTS, BOUND, PEAK -> false;
        };
    }
}
