// SPDX-License-Identifier: Apache-2.0
/// The arithmetic of the engine behind one narrow seam, [calorimeter.engine.kernel.Kernel], with two implementations
/// that give the same bits: a plain scalar one, to read and to test against, and one written with the Vector API.
///
/// Read first `Kernel`, which says what each operation computes, then `ScalarKernel`, then `VectorKernel`.
///
/// - `VectorTiles`: the tiles of a product. It is a generated file; read `TileGenerator` among the tests instead.
/// - `VectorReductions`, `VectorFunctions`: sums along a row; exponentials and GELU.
/// - `Exponential`, `NormalDistribution`: the polynomials that both implementations evaluate.
/// - `SoftmaxRows`: softmax for many short rows. `AdaptiveStep`: the numbers of one update of Adam.
/// - `Matrix`, `PackedMatrix`, `Padding`: how matrices lie in memory.
/// - `Workers`: runs numbered tasks on threads. `Chunks`: cuts arrays and rows into such tasks.
///
/// Imports the JDK and `jdk.incubator.vector` only. `AdaptiveStep`, `Chunks`, `Kernel`, `Kernels`, `Matrix`,
/// `PackedMatrix`, `Padding`, `SoftmaxRows` and `Workers` are for the rest of the engine.
///
/// **Why the bits do not depend on the machine.** An element of a product is one chain of fused multiply-adds over the
/// inner index in increasing order; tiles, lanes and threads decide only *where* it is computed. A reduction along a
/// row has [calorimeter.engine.kernel.Kernel#STRIPES] partial sums and a fixed tree, whatever the width of a register.
@NullMarked
package calorimeter.engine.kernel;

import org.jspecify.annotations.NullMarked;
