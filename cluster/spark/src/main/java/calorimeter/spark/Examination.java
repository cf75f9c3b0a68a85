// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import calorimeter.cluster.remote.ExecutorReport;
import org.apache.spark.api.java.function.Function;

/// A task that examines the host it comes to.
final class Examination implements Function<Integer, ExecutorReport> {

    private static final long serialVersionUID = 1;

    /// Long enough that no executor does the work of another one.
    private static final int MILLISECONDS = 100;

    private final TaskOrder.Terms terms;
    private final long driverMillis;
    private final boolean shortRun;

    Examination(TaskOrder.Terms terms, long driverMillis, boolean shortRun) {
        this.terms = terms;
        this.driverMillis = driverMillis;
        this.shortRun = shortRun;
    }

    @Override
    public ExecutorReport call(Integer number) throws InterruptedException {
        long arrived = System.currentTimeMillis();
        ExecutorReport report = Fitness.report(terms, arrived - driverMillis, shortRun ? Fitness.bits() : "");
        Thread.sleep(MILLISECONDS);
        return report;
    }
}
