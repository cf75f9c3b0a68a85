// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import java.util.List;
import java.util.stream.Stream;

/// §6: Noether's learning dynamics.
final class NoetherChecks {

    private NoetherChecks() {}

    static List<TheoryCheck> all() {
        return Stream.of(
                        NoetherLawChecks.all(),
                        NoetherOscillatorChecks.all(),
                        NoetherContinuumChecks.all(),
                        NoetherNormChecks.all(),
                        NoetherCountChecks.all())
                .flatMap(List::stream)
                .toList();
    }
}
