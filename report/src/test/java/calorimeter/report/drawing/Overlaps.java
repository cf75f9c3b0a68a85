// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Looks for words of a drawing that cover each other, or that leave the sheet.
final class Overlaps {

    private static final double TOUCH = 0.2;

    private Overlaps() {}

    static void assertNone(Drawing drawing) {
        List<Drawing.Text> texts = drawing.elements().stream()
                .filter(Drawing.Text.class::isInstance)
                .map(Drawing.Text.class::cast)
                .toList();
        List<String> found = new ArrayList<>();
        Rectangle2D sheet =
                new Rectangle2D.Double(-TOUCH, -TOUCH, drawing.width() + 2 * TOUCH, drawing.height() + 2 * TOUCH);
        for (int i = 0; i < texts.size(); i++) {
            Drawing.Text one = texts.get(i);
            if (!sheet.contains(one.bounds())) {
                found.add("'" + one.words().text() + "' leaves the sheet: " + one.bounds());
            }
            for (int j = 0; j < i; j++) {
                Rectangle2D common =
                        one.bounds().createIntersection(texts.get(j).bounds());
                if (common.getWidth() > TOUCH && common.getHeight() > TOUCH) {
                    found.add("'" + one.words().text() + "' covers '"
                            + texts.get(j).words().text() + "'");
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
