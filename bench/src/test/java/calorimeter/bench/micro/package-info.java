// SPDX-License-Identifier: Apache-2.0
/// Micro-benchmarks (JMH) of the arithmetic that a training step spends its time in: matrix products
/// ([calorimeter.bench.ProductBenchmark]), elementwise functions ([calorimeter.bench.FunctionBenchmark]), whole
/// steps ([calorimeter.bench.StepBenchmark]). The comparison with other libraries is `./calorimeter bench`,
/// whose code is the package `calorimeter.bench`.
///
/// Run one with `java --add-modules jdk.incubator.vector -cp … org.openjdk.jmh.Main ProductBenchmark`; compare
/// ratios within one run only. Imports `engine` and `physics`.
@NullMarked
package calorimeter.bench.micro;

import org.jspecify.annotations.NullMarked;
