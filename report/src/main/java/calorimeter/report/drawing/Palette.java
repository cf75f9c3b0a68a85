// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import calorimeter.report.page.LightColours;
import java.util.List;

/// The colours of files.
final class Palette {

    static final Ink TEXT = Ink.of(LightColours.of("text"));
    static final Ink MUTED = Ink.of(LightColours.of("muted"));
    static final Ink GRID = Ink.of(LightColours.of("grid"));
    static final Ink WHITE = Ink.of(LightColours.of("surface"));

    /// How many curves have a colour of their own.
    static final int LINES = LightColours.lines().size();

    private static final List<Ink> COLOURS =
            LightColours.lines().stream().map(Ink::of).toList();
    private static final List<Ink> VIRIDIS =
            LightColours.viridis().stream().map(Ink::of).toList();

    private Palette() {}

    static Ink line(int index) {
        return COLOURS.get(index % LINES);
    }

    /// @param share of the scale, 0 to 1
    static Ink viridis(double share) {
        double place = Math.clamp(share, 0, 1) * (VIRIDIS.size() - 1);
        int below = Math.min(VIRIDIS.size() - 2, (int) place);
        return VIRIDIS.get(below).mixed(VIRIDIS.get(below + 1), place - below);
    }
}
