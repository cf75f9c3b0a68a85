// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.remote;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/// What an executor of a cluster has found on its host.
///
/// @param host its name
/// @param executor the engine's own number of it
/// @param java version of its JDK
/// @param collector the garbage collector's name
/// @param cores of the host
/// @param heap largest, in bytes
/// @param secondsAhead its clock's time less that of this process; right to half the way of a message
/// @param program digest of its class files
/// @param seesShared whether it reads what this process has written to the shared folder, and can write
///     there; true if there is none
/// @param bits digest of a short run
public record ExecutorReport(
        String host,
        String executor,
        String java,
        String collector,
        int cores,
        long heap,
        double secondsAhead,
        String program,
        boolean seesShared,
        String bits)
        implements Serializable {

    private static final long serialVersionUID = 1;

    private static final int LEAST_JAVA = 25;

    /// The first update of JDK 25 in which G1 does not corrupt pinned arrays (JDK-8377811).
    private static final int FIRST_SOUND_UPDATE = 3;

    private static final double MOST_SECONDS_AHEAD = 60;

    /// What makes the executor unfit, a line each.
    ///
    /// @param ownProgram digest of this process's class files
    /// @param ownBits digest of the same short run here
    public List<String> problems(String ownProgram, String ownBits) {
        List<String> problems = new ArrayList<>();
        javaProblems(problems);
        if (!program.equals(ownProgram)) {
            problems.add(
                    place() + " runs another build of Calorimeter (class files " + program.substring(0, 8) + ", here "
                            + ownProgram.substring(0, 8) + "); remove its own copy, since the cluster sends this one");
        }
        if (!seesShared) {
            problems.add(place() + " does not see what this machine wrote to the folder of --shared, or cannot write"
                    + " there; give a folder that all hosts see under the same path and may write to");
        }
        if (!bits.equals(ownBits)) {
            problems.add(place() + " computes a run of 50 steps with other bits than this machine; compare both with"
                    + " `doctor`");
        }
        if (Math.abs(secondsAhead) > MOST_SECONDS_AHEAD) {
            problems.add(place() + " has a clock that is " + Math.round(secondsAhead)
                    + " seconds ahead of this one; set the time on all hosts");
        }
        return problems;
    }

    private void javaProblems(List<String> problems) {
        Runtime.Version version = Runtime.Version.parse(java);
        if (version.feature() < LEAST_JAVA) {
            problems.add(tooOld(place(), java));
        } else if (version.feature() == LEAST_JAVA
                && version.update() < FIRST_SOUND_UPDATE
                && collector.startsWith("G1")) {
            problems.add(place() + " runs Java " + java + " with G1, which corrupts arrays (JDK-8377811); install"
                    + " 25.0.3 or newer, or set -XX:+UseSerialGC in spark.executor.extraJavaOptions");
        }
    }

    /// What to say of a JDK that cannot run this program.
    public static String tooOld(String place, String java) {
        return place + " runs " + (java.isEmpty() ? "an older Java" : "Java " + java) + " but " + LEAST_JAVA
                + " or newer is needed; install a JDK " + LEAST_JAVA + " on every host and set JAVA_HOME there";
    }

    private String place() {
        return "executor " + executor + " on " + host;
    }
}
