/// The arithmetic of the engine behind one narrow seam, [calorimeter.engine.kernel.Kernel], with two twins that
/// give the same bits: a plain scalar one, to read and to test against, and one written with the Vector API.
///
/// Read `Kernel` first, then `ScalarKernel`, then `VectorKernel`. `Exponential` and `NormalDistribution` hold
/// the polynomials that both twins evaluate; `VectorProducts` multiplies matrices in tiles; `SoftmaxRows` is
/// softmax for many short rows, `AdaptiveStep` the numbers of an update of Adam; `PackedMatrix` is the layout
/// of a weight matrix that a product reads; `Workers` runs numbered tasks on threads, into which `Chunks`
/// cuts arrays and rows. Imports the JDK and `jdk.incubator.vector` only.
///
/// **Why the bits do not depend on the machine.** Each element of a product is one chain of fused multiply-adds
/// over the inner index in increasing order, so tiles, lanes and threads decide only *where* it is computed.
/// Reductions along a row use [calorimeter.engine.kernel.Kernel#STRIPES] partial sums and a fixed tree,
/// whatever the width of a register.
@NullMarked
package calorimeter.engine.kernel;

import org.jspecify.annotations.NullMarked;
