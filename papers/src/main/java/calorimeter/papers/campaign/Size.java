// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import java.util.Locale;

/// How much of an experiment is run.
public enum Size {
    /// minutes on two cores; too few seeds for most claims, and says so
    QUICK,
    /// what the verdicts in docs/claims.md stand on
    STANDARD,
    /// more seeds and all primes, for many cores
    FULL;

    public String key() {
        return this == STANDARD ? "default" : name().toLowerCase(Locale.ROOT);
    }

    /// The option that asks for it; empty for the default.
    public String option() {
        return this == STANDARD ? "" : " --" + key();
    }
}
