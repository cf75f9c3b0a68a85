package calorimeter.bench;

/// A process with the processes that it has started: compilers of torch.compile, the pip of a new virtual
/// environment.
final class ProcessTree {

    private ProcessTree() {}

    /// Ends all of them at once; does nothing when they have ended.
    static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
