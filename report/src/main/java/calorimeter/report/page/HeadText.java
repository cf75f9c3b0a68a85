// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import calorimeter.lab.observable.StepDissipation;
import calorimeter.report.figure.ReportedRun;
import java.util.ArrayList;
import java.util.List;

/// What a run's page says of single heads beside the ledger: a table of what each travelled and wasted, and
/// whether its C is structure or size.
final class HeadText {

    private static final List<Object> HEADER = List.of(
            "head", "length ℒ", "wasted Σ KL", "ℒ²/2N", "C", new Html("C<sub>r</sub>"), new Html("C/C<sub>r</sub>"));

    private HeadText() {}

    static Html section(ReportedRun run) {
        if (run.layers() == 0 || !run.rows().hasColumn(StepDissipation.LENGTH)) {
            return Html.NOTHING;
        }
        int steps = run.rows().size() - 1;
        List<List<?>> rows = new ArrayList<>();
        for (int layer = 0; layer < run.layers(); layer++) {
            for (int head = 0; head < run.heads(); head++) {
                String place = ".layer" + layer + ".head" + head;
                double length = last(run, StepDissipation.LENGTH + place);
                double heat = last(run, "attention.C.read" + place);
                double random = last(run, "attention.C.random" + place);
                rows.add(List.of(
                        layer + "." + head,
                        Text.rounded(length),
                        Text.rounded(last(run, StepDissipation.DISSIPATION + place)),
                        Text.rounded(length * length / (2 * steps)),
                        Text.rounded(heat),
                        Text.rounded(random),
                        Text.rounded(heat / random)));
            }
        }
        return Html.of("""
                {}<p class="note">At the last logged step. A training of N short steps over the thermodynamic length ℒ wastes ℒ²/2N or \
                more, and just that at constant speed; here N = {} logged steps. C is that of the rows that are read, \
                C<sub>r</sub> that of random energies of the same variance: a quotient near 1 is size, not structure.</p>
                """, Html.table("facts", HEADER, rows), Text.step(steps));
    }

    private static double last(ReportedRun run, String column) {
        double[] values = run.rows().column(column);
        return values[values.length - 1];
    }
}
