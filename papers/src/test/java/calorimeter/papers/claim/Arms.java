// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

/// Arms of experiments that tests plant effects in, equal to those of the reproductions.
public final class Arms {

    public static final Arm SECOND_MODEL = arm("SECOND_MODEL", "second model");
    public static final Arm NO_DECAY = arm("NO_DECAY", "null: weight decay 0");
    public static final Arm RANDOM_LABELS = arm("RANDOM_LABELS", "null: random labels");
    public static final Arm UNORDERED = arm("UNORDERED", "control: unordered split");
    public static final Arm BASELINE = arm("BASELINE", "baseline");
    public static final Arm COLD_START = arm("COLD_START", "z-score, cold start");
    public static final Arm DISCRETE = arm("DISCRETE", "discrete step");
    public static final Arm EQUAL_MEAN = arm("EQUAL_MEAN", "constant, equal mean");

    private Arms() {}

    private static Arm arm(String name, String title) {
        return new Arm(name, title, Arm.Role.JUDGED);
    }
}
