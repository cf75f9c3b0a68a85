// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reproductions judged without a store, and what is written of them.
public final class Synthetic {

    private static final Origin ORIGIN =
            new Origin("./calorimeter reproduce kim2026 --quick", Provenance.ofThisProcess("test", null, "scalar", 1));

    private Synthetic() {}

    /// @param before how many runs had begun when the design was declared
    public static Judged judged(
            Reproduction reproduction, CampaignPlan plan, Evidence evidence, int before, int missing) {
        List<Claim> claims = reproduction.claims();
        List<Verdict> verdicts = Family.judge(claims, evidence);
        List<Judged.Verdicted> verdicted = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            verdicted.add(new Judged.Verdicted(claims.get(i), verdicts.get(i), declaredBefore(0)));
        }
        return new Judged(
                reproduction, plan, evidence, verdicted, declaredBefore(before), List.of(), List.of(), missing);
    }

    private static Judged.History declaredBefore(int runs) {
        return new Judged.History(Optional.of(Instant.EPOCH), runs, List.of());
    }

    public static Path report(Path folder, Judged judged) throws IOException {
        return JudgedReport.write(folder, judged, ORIGIN);
    }

    public static String section(Judged judged) {
        return ClaimsDocument.section(judged, ORIGIN);
    }

    public static String identity(Stage.Item item) {
        return StoreOutlook.identity(item);
    }

    /// A finished run of a store as the claims of a reproduction see it.
    public static RunEvidence evidence(RunStore store, Reproduction reproduction, Stage.Item item) {
        return new StoreOutlook(store, reproduction).finished(item).orElseThrow();
    }
}
