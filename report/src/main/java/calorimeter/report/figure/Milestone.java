// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import calorimeter.lab.run.TrainFindings;
import calorimeter.statistics.peaks.Onset;
import java.util.OptionalLong;

/// Something that happens once in a run, when an observable reaches a level and keeps it.
///
/// @param name [#MEMORISATION] or [#GENERALISATION]
/// @param observable what is compared with the level, for example "test accuracy"
/// @param onset when it happened, or how far the record tells that it did not
/// @param sustain steps for which the level must be kept
public record Milestone(String name, String observable, double level, Onset onset, int sustain) {

    public static final String MEMORISATION = "memorisation";
    public static final String GENERALISATION = "generalisation";

    /// The first step at which the level holds for good; empty if there is none.
    public OptionalLong step() {
        return onset instanceof Onset.Occurred occurred
                ? OptionalLong.of((long) occurred.step())
                : OptionalLong.empty();
    }

    /// Whether the level was held where the record ends, but not for so many steps that it counts.
    public boolean isUndecided() {
        return onset instanceof Onset.Pending;
    }

    /// What the table of one run says instead of a step.
    public String reason() {
        return onset instanceof Onset.Occurred ? "" : TrainFindings.told(onset, sustain);
    }

    /// The same in a word or two, for tables of many runs.
    public String brief() {
        return switch (onset) {
            case Onset.Occurred occurred -> "";
            case Onset.Pending pending -> "undecided since " + (long) pending.step();
            case Onset.NotOccurred never -> "not by " + (long) never.observedUntil();
        };
    }
}
