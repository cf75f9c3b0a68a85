// SPDX-License-Identifier: Apache-2.0
/// `calorimeter bench`: this engine, PyTorch and JAX side by side, on the presets.
///
/// Read [calorimeter.bench.Benchmark] first: it plays one case after the other. Every contestant runs in a
/// [calorimeter.bench.Peer], a process that answers lines of JSON and sleeps in between. The engine is one too
/// ([calorimeter.bench.EnginePeer] in a JVM of its own); the others are the Python scripts among the resources,
/// run by [calorimeter.bench.PeerProcess] in a [calorimeter.bench.PythonEnvironment].
/// [calorimeter.bench.AgreementGate] lets only those race that compute the same losses,
/// [calorimeter.bench.Race] interleaves their turns, [calorimeter.bench.NecessaryWork] counts what a step needs,
/// [calorimeter.bench.Target] judges, [calorimeter.bench.BenchmarkMarkdown] and
/// [calorimeter.bench.BenchmarkDocument] write it down.
///
/// May import `engine`, [calorimeter.lab.run] and [calorimeter.lab.store]. Micro-benchmarks are among the tests,
/// so that JMH is on nobody's path.
@NullMarked
package calorimeter.bench;

import org.jspecify.annotations.NullMarked;
