/// `calorimeter bench`: this engine, PyTorch and JAX side by side, on the presets.
///
/// Read [calorimeter.lab.benchmark.Benchmark] first: it plays one case after the other. Every contestant is a
/// [calorimeter.lab.benchmark.Peer], a process that answers lines of JSON and sleeps in between; the engine is
/// one too ([calorimeter.lab.benchmark.EnginePeer] in a JVM of its own), the others are the Python scripts
/// among the resources. [calorimeter.lab.benchmark.AgreementGate] lets only those race that compute the same
/// losses, [calorimeter.lab.benchmark.Race] interleaves their turns, [calorimeter.lab.benchmark.NecessaryWork]
/// counts what a step needs, [calorimeter.lab.benchmark.Targets] judges,
/// [calorimeter.lab.benchmark.BenchmarkMarkdown] and [calorimeter.lab.benchmark.BenchmarkDocument] write it
/// down.
///
/// May import `engine`, [calorimeter.lab.experiment] and [calorimeter.lab.store]. Micro-benchmarks are in the
/// module `bench`.
@NullMarked
package calorimeter.lab.benchmark;

import org.jspecify.annotations.NullMarked;
