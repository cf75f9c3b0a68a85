// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import java.util.HashSet;
import java.util.Set;

/// Which steps are logged: 0, the last, every multiple of `every`, and `spaced` steps evenly spaced in the
/// logarithm from 1 to the last (rounded, duplicates once).
public final class LogSchedule {

    private final int every;
    private final long last;
    private final Set<Long> spacedSteps = new HashSet<>();

    public LogSchedule(int every, int spaced, int last) {
        this.every = every;
        this.last = last;
        for (int i = 0; i < spaced; i++) {
            double exponent = spaced == 1 ? 0 : (double) i / (spaced - 1);
            spacedSteps.add(StrictMath.round(StrictMath.pow(last, exponent)));
        }
    }

    public boolean logs(long step) {
        return step % every == 0 || step == last || spacedSteps.contains(step);
    }
}
