// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

/// Is told how a run goes on; called from the computing thread, so quick.
public interface ProgressListener {

    ProgressListener NONE = new ProgressListener() {
        @Override
        public void started(String run, boolean resumed) {}

        @Override
        public void row(long step, double[] values) {}

        @Override
        public void step(long step) {}
    };

    /// @param resumed from a checkpoint
    void started(String run, boolean resumed);

    /// A row of the run's columns was recorded.
    void row(long step, double[] values);

    /// The run has come so far.
    void step(long step);
}
