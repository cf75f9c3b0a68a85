// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import java.util.List;

/// What a run is for: the part of an experiment it belongs to. A reproduction has arms of its own beside those here.
///
/// @param name as predictions and designs declare it, `COLD_START`: part of identities in stores, never to be changed
/// @param title as tables and sentences show it
public record Arm(String name, String title, Role role) {

    /// The experiment itself.
    public static final Arm MAIN = new Arm("MAIN", "main", Role.JUDGED);

    /// A control parameter swept over a grid.
    public static final Arm SWEPT = new Arm("SWEPT", "sweep", Role.JUDGED);

    /// Chooses a setting for the others.
    public static final Arm PILOT = new Arm("PILOT", "pilot", Role.CHOOSING);

    /// What claims and designs make of an arm's runs.
    public enum Role {
        /// evidence, from runs that the size of the experiment chooses
        JUDGED,
        /// evidence that is the same at every size, so that having it is no look at this one
        SHARED,
        /// no evidence: chooses settings, by a rule that is part of the design
        CHOOSING
    }

    /// A list of arms as predictions and designs declare it: `[MAIN, SECOND_MODEL]`.
    public static String names(List<Arm> arms) {
        return "[" + String.join(", ", arms.stream().map(Arm::name).toList()) + "]";
    }
}
