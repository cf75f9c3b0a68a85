// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import calorimeter.cluster.remote.ExecutorReport;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.sweep.SweepException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;

/// What Spark says of a job that it gave up, in one line for a person.
final class SparkFailure {

    /// As `Lost task 0.3 in stage 3.0 (TID 12) (host executor 1): java.lang.Error: text`.
    private static final Pattern LOST = Pattern.compile("\\(TID \\d+\\) \\(([^)]*)\\): (.*)");

    private SparkFailure() {}

    /// A [SweepException] if no run can be computed, and a [StoreException] if this one could not.
    static RuntimeException of(Throwable failure, JavaSparkContext spark) {
        String text = String.valueOf(failure.getMessage());
        Matcher lost = LOST.matcher(text);
        String reason = lost.find() ? lost.group(2) : text.lines().findFirst().orElse("no reason");
        if (text.contains("UnsupportedClassVersionError")) {
            return new SweepException(ExecutorReport.tooOld(lost.reset().find() ? lost.group(1) : "an executor", ""));
        }
        if (text.contains("InvalidClassException")) {
            return new SweepException("an executor runs another build of Calorimeter or Spark: " + reason
                    + "; the cluster sends this program's jar, so remove its own copies");
        }
        if (spark.sc().isStopped()) {
            return new SweepException("the cluster " + spark.master() + " has ended this application: " + reason
                    + "; run the same command again to go on");
        }
        return new StoreException("its task was lost too often, at last by " + reason
                + "; run the same command again to go on, and see what the executor's log says");
    }
}
