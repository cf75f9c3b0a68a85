package calorimeter.lab.sweep;

/// How many threads a run gets. As long as at least as many runs are left as there are cores, one each, which
/// wastes nothing on waiting for one another; the last runs share the cores that become free. The bits do not
/// depend on it.
final class ThreadAllotment {

    /// As many as a run can use: a batch is cut into eight shards.
    static final int MOST = 8;

    private ThreadAllotment() {}

    /// @param free cores that no run is using, at least 1
    /// @param left runs that have not ended, this one and those being computed included, at least 1
    static int threads(int cores, int free, int left) {
        int share = (cores + left - 1) / left;
        return Math.max(1, Math.min(MOST, Math.min(free, share)));
    }
}
