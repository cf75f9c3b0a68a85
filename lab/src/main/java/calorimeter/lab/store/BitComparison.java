// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares two computations of one identity: ends, rows, the tensors that both have of a step, and the digest of the
/// parameters. Machines and times may differ. One may have come further than the other, unless the other has ended.
final class BitComparison {

    /// The key under which a result holds the digest of the parameters at the end.
    private static final String DIGEST = "parameters_sha256";

    private BitComparison() {}

    /// @param place of `here`, for the message
    /// @param otherPlace of `there`
    /// @throws ReproducibilityException naming the first difference, and by what each was computed
    static void requireSame(RunBundle here, String place, RunBundle there, String otherPlace) {
        String difference = differenceOfEnds(here.run(), there.run());
        if (difference == null) {
            difference = differenceOfRows(here, there);
        }
        if (difference == null) {
            difference = differenceOfTensors(here.checkpoint(), there.checkpoint());
        }
        if (difference == null) {
            difference = differenceOfKept(here, there);
        }
        if (difference == null) {
            difference = differenceOfDigests(here.run(), there.run());
        }
        if (difference != null) {
            throw new ReproducibilityException(
                    "run " + there.run().name() + " of " + otherPlace + " has the identity of run "
                            + here.run().name() + " in " + place + " but other bits: " + difference + "; " + place
                            + "'s was computed by " + inWords(here.sessions()) + "; " + otherPlace
                            + "'s by " + inWords(there.sessions()));
        }
    }

    private static String inWords(List<Provenance> sessions) {
        return sessions.stream().map(Provenance::inWords).distinct().collect(Collectors.joining("; then "));
    }

    private static @Nullable String differenceOfEnds(RunRecord here, RunRecord there) {
        boolean hereEnded = here.hasEnded();
        boolean thereEnded = there.hasEnded();
        boolean otherEnd = hereEnded && thereEnded && here.status() != there.status();
        boolean beyondEnd = (hereEnded && there.step() > here.step()) || (thereEnded && here.step() > there.step());
        return otherEnd || beyondEnd
                ? "it has " + here.status() + " at step " + here.step() + ", not " + there.status() + " at step "
                        + there.step()
                : null;
    }

    /// Columns that only one of them records, as a newer program may, are no difference.
    private static @Nullable String differenceOfRows(RunBundle hereBundle, RunBundle thereBundle) {
        RunSeries here = hereBundle.series();
        RunSeries there = thereBundle.series();
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < there.columns().size(); i++) {
            positions.put(there.columns().get(i).name(), i);
        }
        for (int row = 0; row < Math.min(here.size(), there.size()); row++) {
            if (here.step(row) != there.step(row)) {
                return "row " + (row + 1) + " is of step " + here.step(row) + ", not " + there.step(row);
            }
            for (int i = 0; i < here.columns().size(); i++) {
                String column = here.columns().get(i).name();
                Integer position = positions.get(column);
                if (position != null && !sameBits(here.value(row, i), there.value(row, position))) {
                    return "at step " + here.step(row) + " column " + column + " is "
                            + ReproducibilityException.withBits(here.value(row, i)) + ", not "
                            + ReproducibilityException.withBits(there.value(row, position));
                }
            }
        }
        RunBundle shorter = here.size() < there.size() ? hereBundle : thereBundle;
        boolean complete = shorter.run().hasEnded();
        return complete && here.size() != there.size() ? "it has " + here.size() + " rows, not " + there.size() : null;
    }

    private static boolean sameBits(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    /// Parameters and whatever else both checkpoints of a step hold.
    private static @Nullable String differenceOfTensors(@Nullable Checkpoint here, @Nullable Checkpoint there) {
        if (here == null || there == null || here.step() != there.step()) {
            return null;
        }
        Map<String, TensorData> tensors =
                here.tensors().stream().collect(Collectors.toMap(TensorData::name, tensor -> tensor));
        return there.tensors().stream()
                .filter(tensor -> tensors.containsKey(tensor.name()) && !tensor.equals(tensors.get(tensor.name())))
                .findFirst()
                .map(tensor -> "the checkpoints of step " + there.step() + " differ in " + tensor.name())
                .orElse(null);
    }

    private static @Nullable String differenceOfKept(RunBundle here, RunBundle there) {
        for (Checkpoint ours : here.kept()) {
            for (Checkpoint theirs : there.kept()) {
                String difference = differenceOfTensors(ours, theirs);
                if (difference != null) {
                    return difference;
                }
            }
        }
        return null;
    }

    /// Checkpoints may be gone; a result stays.
    private static @Nullable String differenceOfDigests(RunRecord here, RunRecord there) {
        String ours = digest(here);
        String theirs = digest(there);
        return ours.isEmpty() || theirs.isEmpty() || ours.equals(theirs)
                ? null
                : "its " + DIGEST + " is " + ours + ", not " + theirs;
    }

    private static String digest(RunRecord run) {
        return run.resultJson() == null || !run.hasEnded()
                ? ""
                : Json.requireObject("result", run.resultJson()).path(DIGEST).asText("");
    }
}
