// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/// The origin of a report: the command that makes it again, and the program that judged.
///
/// @param command as typed
/// @param judge the process that judges now
public record Origin(String command, Provenance judge) {

    /// What a reader needs to know of where the numbers come from; the runs may come from several machines.
    Map<String, String> rows(Judged judged) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("judged", judge.startedAt() + " by " + program(judge) + ", " + judge.jvm());
        String warning = judged.design().designWarning();
        rows.put("design", judged.reproduction().design() + (warning.isEmpty() ? "" : " (" + warning + ")"));
        List<RunRecord> runs = judged.runs();
        rows.put("runs", String.valueOf(runs.size()));
        if (!judged.unfinished().isEmpty()) {
            rows.put("not finished", judged.unfinished());
        }
        if (!judged.evidence().excluded().isEmpty()) {
            rows.put("left out", judged.excluded());
        }
        if (!runs.isEmpty()) {
            Instant first = runs.stream()
                    .map(run -> run.provenance().startedAt())
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            double seconds = runs.stream().mapToDouble(RunRecord::wallSeconds).sum();
            rows.put("first run begun", first.toString());
            rows.put("hours of computation", String.format(Locale.ROOT, "%.2f", seconds / 3600));
            // a run may have been resumed elsewhere
            rows.put("programs", all(judged, Origin::program));
            rows.put("processors", all(judged, Provenance::processor));
            rows.put("Java", all(judged, Provenance::jvm));
            rows.put("kernels", all(judged, Provenance::kernel));
        }
        return rows;
    }

    static String program(Provenance provenance) {
        return "Calorimeter " + provenance.programVersion()
                + (provenance.commit() == null ? "" : ", commit " + provenance.commit());
    }

    private static String all(Judged judged, Function<Provenance, String> of) {
        return String.join(
                "; ", new TreeSet<>(judged.sessions().stream().map(of).toList()));
    }
}
