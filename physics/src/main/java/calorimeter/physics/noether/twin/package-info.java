// SPDX-License-Identifier: Apache-2.0
/// Small twins of networks in double precision, with gradients: enough to try a symmetry on, or to count the laws of an
/// architecture. Not for training anything large.
///
/// Read first [calorimeter.physics.noether.twin.Twin] (parameters, loss, gradient) and
/// [calorimeter.physics.noether.twin.Twins] (the networks). [calorimeter.physics.noether.twin.Tape] records what a loss
/// does and differentiates it, [calorimeter.physics.noether.twin.Layout] says which tensor lies where.
///
/// Imports the JDK and [calorimeter.physics.noether.symmetry].
@NullMarked
package calorimeter.physics.noether.twin;

import org.jspecify.annotations.NullMarked;
