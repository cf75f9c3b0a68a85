// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.lab.run.ChargeFindings;
import calorimeter.report.figure.ReportedRun;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a run's page says of its Noether charges before it shows them: a sentence, and a table of what each group's
/// predictions miss.
final class ChargeText {

    private ChargeText() {}

    static Html section(ReportedRun run) {
        return run.findings().charges().map(ChargeText::section).orElse(Html.NOTHING);
    }

    private static Html section(ChargeFindings charges) {
        Set<String> predictors = new LinkedHashSet<>(ChargeFindings.PREDICTORS.keySet());
        predictors.removeIf(predictor ->
                charges.groups().stream().noneMatch(group -> group.predictions().containsKey(predictor)));
        boolean lawful = !Double.isNaN(charges.residual());
        List<Object> header = new ArrayList<>(
                List.of("group", "charge of step 0", "of step " + Text.step(charges.steps()), "violation"));
        if (lawful) {
            header.add("residual");
        }
        predictors.forEach(predictor -> header.add(ChargeFindings.PREDICTORS.get(predictor)));
        List<List<?>> rows = new ArrayList<>();
        for (ChargeFindings.Group group : charges.groups()) {
            List<Object> row = new ArrayList<>(List.of(
                    group.name(),
                    Text.rounded(group.start()),
                    Text.rounded(group.charge()),
                    String.format(Locale.ROOT, "%.1e", group.violation())));
            if (lawful) {
                row.add(String.format(Locale.ROOT, "%.2g", group.residual()));
            }
            predictors.forEach(predictor -> row.add(group.miss(predictor)));
            rows.add(row);
        }
        String columns = predictors.isEmpty()
                ? ""
                : " Predictions: by how much they miss the measured charge of the last row, in percent of that of step"
                        + " 0, or predicted/measured as ×; – where the charge begins at 0.";
        return Html.of(
                "<p>Charges: {}.</p>\n{}<p class=\"note\">{}</p>\n",
                Text.grouped(charges.summary()),
                Html.table("facts", header, rows),
                "Violation: the largest |cos(X, ∇f)| of the run" + (lawful ? "; residual: in roundings." : ".")
                        + columns);
    }
}
