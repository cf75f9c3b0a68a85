// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.lab.store.DurableFile;
import calorimeter.papers.claim.Verdict;
import calorimeter.report.export.CsvWriter;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigure;
import calorimeter.statistics.estimate.Estimate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files of a report: `index.html`, `result.json`, `claims.csv` and a CSV file for every figure.
public final class JudgedReport {

    private static final String PAGE = "index.html";
    private static final String RESULT = "result.json";
    private static final String CLAIMS = "claims.csv";

    private static final List<String> CLAIM_COLUMNS =
            List.of("claim", "verdict", "quantity", "estimate", "lower", "upper", "n", "adjusted_p_value");

    private JudgedReport() {}

    /// Whether a folder is empty or holds a report, which may be replaced.
    public static boolean mayTake(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty()
                    || Stream.of(PAGE, RESULT, CLAIMS).allMatch(name -> Files.exists(folder.resolve(name)));
        }
    }

    /// @return the page
    /// @throws IOException when the folder cannot be made or written
    public static Path write(Path folder, Judged judged, Origin origin) throws IOException {
        Files.createDirectories(folder);
        List<PanelFigure> figures = judged.reproduction().figures(judged.evidence());
        for (PanelFigure figure : figures) {
            table(folder.resolve(figure.id() + ".csv"), PanelFigure.COLUMNS, figure.rows());
        }
        table(folder.resolve(CLAIMS), CLAIM_COLUMNS, judged.verdicts().stream().map(JudgedReport::row));
        write(folder.resolve(RESULT), JudgedJson.of(judged).toPrettyString() + "\n");
        Path page = folder.resolve(PAGE);
        HtmlPage.write(page, JudgedPage.render(judged, figures, origin));
        return page;
    }

    private static void write(Path file, String text) throws IOException {
        DurableFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void table(Path file, List<String> header, Stream<? extends List<?>> rows) throws IOException {
        StringBuilder csv = new StringBuilder();
        CsvWriter.write(csv, header, rows);
        write(file, csv.toString());
    }

    private static List<?> row(Judged.Verdicted verdicted) {
        Verdict verdict = verdicted.verdict();
        String id = verdicted.claim().id();
        if (!(verdict instanceof Verdict.Tested tested)) {
            return List.of(id, verdict.word(), "", "", "", "", "", "");
        }
        Estimate estimate = tested.grounds().estimate();
        return List.of(
                id,
                verdict.word(),
                tested.grounds().quantity(),
                estimate.value(),
                estimate.interval().lower(),
                estimate.interval().upper(),
                estimate.n(),
                tested.pValue().isPresent() ? tested.pValue().getAsDouble() : "");
    }
}
