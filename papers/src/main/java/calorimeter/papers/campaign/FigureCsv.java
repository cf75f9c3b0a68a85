package calorimeter.papers.campaign;

import calorimeter.papers.campaign.PaperFigure.Curve;
import calorimeter.papers.campaign.PaperFigure.Panel;
import calorimeter.papers.campaign.PaperFigure.Point;
import org.jspecify.annotations.Nullable;

/// The numbers behind a figure: panel, curve, x, y and the interval's ends; x of a category is its place, and its
/// name stands beside it.
final class FigureCsv {

    private FigureCsv() {}

    static String of(PaperFigure figure) {
        StringBuilder csv = new StringBuilder("panel,curve,category,x,y,lower,upper\n");
        for (Panel panel : figure.panels()) {
            for (Curve curve : panel.curves()) {
                for (Point point : curve.points()) {
                    csv.append(cell(panel.title()))
                            .append(',')
                            .append(cell(curve.name()))
                            .append(',');
                    csv.append(cell(category(panel, point)))
                            .append(',')
                            .append(point.x())
                            .append(',');
                    csv.append(point.y()).append(',').append(end(point.lower())).append(',');
                    csv.append(end(point.upper())).append('\n');
                }
            }
        }
        return csv.toString();
    }

    private static String category(Panel panel, Point point) {
        int place = (int) Math.round(point.x());
        boolean named = place >= 0 && place < panel.x().categories().size();
        return named ? panel.x().categories().get(place) : "";
    }

    private static String end(@Nullable Double value) {
        return value == null ? "" : value.toString();
    }

    static String cell(String text) {
        return text.matches("[^,\"\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
