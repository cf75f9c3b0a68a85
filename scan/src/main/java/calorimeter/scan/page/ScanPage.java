// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.page;

import calorimeter.report.page.DepthText;
import calorimeter.report.page.Html;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One self-contained page about a scan: a series first, then the newest model head by head.
public final class ScanPage {

    private ScanPage() {}

    public static List<PanelFigure> figures(List<ScannedModel> models) {
        List<PanelFigure> figures = new ArrayList<>();
        if (models.size() > 1) {
            figures.add(SeriesFigures.series(models));
        }
        ScannedModel newest = models.getLast();
        newest.contrast().ifPresent(contrast -> figures.add(SeriesFigures.contrast(contrast, newest.texts())));
        figures.addAll(new HeadFigures(newest).all());
        return figures;
    }

    /// @param origin which program made it
    /// @throws IOException if the file cannot be written
    public static void write(Path file, String origin, List<ScannedModel> models) throws IOException {
        ScannedModel newest = models.getLast();
        List<PanelFigure> figures = figures(models);
        int layers = newest.result().shape().layers();
        String what = (models.size() > 1 ? models.size() + " models in the order of training, the last " : "")
                + newest.model() + ", " + newest.source() + ": " + layers + (layers == 1 ? " layer of " : " layers of ")
                + newest.result().shape().heads() + " heads on " + newest.prompts()
                + (newest.prompts() == 1 ? " prompt" : " prompts")
                + (newest.texts().isEmpty() ? "" : " of " + newest.texts().getFirst()) + ", " + newest.tokens()
                + " tokens"
                + newest.loss()
                        .map(loss -> ", loss " + HtmlPage.rounded(loss.mean()) + " nats a token")
                        .orElse("");
        String title = "Attention of " + Path.of(newest.model()).getFileName();
        Html header = Html.of("<h1>{}</h1>\n<p class=\"origin\">{}</p>", title, origin);
        Html body = Html.of(
                "<p class=\"note\">{}</p>\n{}{}{}",
                what,
                models.size() > 1 ? SeriesFigures.courses(models) : Html.NOTHING,
                Html.each(figures, PanelFigures::section),
                DepthText.section(newest.result().lastRows(), "prompt"));
        HtmlPage page = new HtmlPage(
                title,
                Html.NOTHING,
                header,
                Html.of(
                        "{}{}",
                        models.size() > 1 ? HtmlPage.link("courses", Html.of("What happened when")) : Html.NOTHING,
                        PanelFigures.navigation(figures)),
                body,
                PanelFigures.json(figures));
        HtmlPage.write(file, page.render(PanelFigures.script()));
    }
}
