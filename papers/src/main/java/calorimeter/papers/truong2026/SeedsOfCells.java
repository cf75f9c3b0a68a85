// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import java.util.List;

/// Cells, and the seeds that have a finished run in each of them: the independent units, since the runs of a seed share
/// initial weights and split.
///
/// @param cells in the order asked for
/// @param seeds rising
record SeedsOfCells(List<Cell> cells, List<Long> seeds) {

    SeedsOfCells {
        cells = List.copyOf(cells);
        seeds = List.copyOf(seeds);
    }

    static SeedsOfCells of(List<Cell> cells) {
        List<Long> seeds = cells.getFirst().runs().stream()
                .map(RunEvidence::seed)
                .filter(seed -> cells.stream().allMatch(cell -> cell.has(seed)))
                .toList();
        return new SeedsOfCells(cells, seeds);
    }

    int count() {
        return seeds.size();
    }

    /// The cells with the runs of some of the seeds, which may repeat.
    ///
    /// @param drawn places among the seeds
    List<Cell> drawn(int[] drawn) {
        long[] chosen = new long[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            chosen[i] = seeds.get(drawn[i]);
        }
        return cells.stream().map(cell -> cell.withSeeds(chosen)).toList();
    }

    /// The cells with the runs of one seed.
    List<Cell> seed(int place) {
        return drawn(new int[] {place});
    }

    List<String> names() {
        return Evidence.names(
                cells.stream().flatMap(cell -> cell.runs().stream()).toList());
    }
}
