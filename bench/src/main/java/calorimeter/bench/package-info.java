/// Micro-benchmarks (JMH) of the arithmetic that a training step spends its time in.
///
/// Run one with `java --add-modules jdk.incubator.vector -cp … org.openjdk.jmh.Main ProductBenchmark`; compare ratios
/// within one run only. Imports `engine` and `physics`.
@NullMarked
package calorimeter.bench;

import org.jspecify.annotations.NullMarked;
