// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.lab.store.Provenance;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// All that one benchmark has measured.
///
/// @param peakAlone operations a second of fused multiply-adds on one thread
/// @param peak on the threads of the run
/// @param memoryBytes largest resident set of a process that trains `nanda`
/// @param remarks what was left out as a whole, and why
public record BenchmarkReport(
        Provenance provenance,
        BenchmarkSettings settings,
        Optional<Sample> peakAlone,
        Optional<Sample> peak,
        List<CaseResult> cases,
        List<ProductResult> products,
        OptionalLong memoryBytes,
        List<String> remarks) {

    Optional<CaseResult> find(String key) {
        return cases.stream()
                .filter(result -> result.benchmark().key().equals(key))
                .findFirst();
    }
}
