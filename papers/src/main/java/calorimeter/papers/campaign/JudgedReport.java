package calorimeter.papers.campaign;

import calorimeter.lab.store.DurableFile;
import calorimeter.papers.claim.Verdict;
import calorimeter.report.page.HtmlPage;
import calorimeter.statistics.estimate.Estimate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The files of a report: `index.html`, `result.json`, `claims.csv` and a CSV file for every figure.
public final class JudgedReport {

    private JudgedReport() {}

    /// @return the page
    /// @throws IOException when the folder cannot be made or written
    public static Path write(Path folder, Judged judged, Origin origin) throws IOException {
        Files.createDirectories(folder);
        List<PaperFigure> figures = judged.reproduction().figures(judged.evidence());
        for (PaperFigure figure : figures) {
            write(folder.resolve(figure.id() + ".csv"), figure.csv());
        }
        write(folder.resolve("claims.csv"), claims(judged));
        write(folder.resolve("result.json"), JudgedJson.of(judged).toPrettyString() + "\n");
        Path page = folder.resolve("index.html");
        HtmlPage.write(page, new JudgedPage(judged, figures, origin).render());
        return page;
    }

    private static void write(Path file, String text) throws IOException {
        DurableFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String claims(Judged judged) {
        StringBuilder csv = new StringBuilder("claim,verdict,quantity,estimate,lower,upper,n,adjusted_p_value\n");
        for (Judged.Verdicted verdicted : judged.verdicts()) {
            csv.append(PaperFigure.cell(verdicted.claim().id())).append(',');
            csv.append(verdicted.verdict().word()).append(',').append(numbers(verdicted.verdict()));
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String numbers(Verdict verdict) {
        if (!(verdict instanceof Verdict.Tested tested)) {
            return ",,,,,";
        }
        Estimate estimate = tested.grounds().estimate();
        return PaperFigure.cell(tested.grounds().quantity()) + "," + estimate.value() + ","
                + estimate.interval().lower() + "," + estimate.interval().upper() + "," + estimate.n() + ","
                + (tested.pValue().isPresent() ? tested.pValue().getAsDouble() : "");
    }
}
