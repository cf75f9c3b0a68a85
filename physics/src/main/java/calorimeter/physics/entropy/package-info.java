// SPDX-License-Identifier: Apache-2.0
/// Attention from other entropies: the same functional ⟨E⟩ − T·S(p) with Tsallis's, Kaniadakis's or Abe's
/// entropy in place of Shannon's gives α-entmax, κ-attention and q-attention in place of softmax.
///
/// Read first: [calorimeter.physics.entropy.GeneralisedEntropy] (the entropies), then
/// [calorimeter.physics.entropy.GeneralisedState] (the attention operator, its free energy, its responses and
/// its optimality residual) and [calorimeter.physics.entropy.ThermodynamicIdentities] (which identities of
/// thermodynamics survive the change of entropy, measured). [calorimeter.physics.entropy.Sparsemax] is the one
/// case with a finite exact algorithm. Derivations are in docs/theory.md.
///
/// Imports the JDK, [calorimeter.physics.numeric] and [calorimeter.physics.ensemble].
@NullMarked
package calorimeter.physics.entropy;

import org.jspecify.annotations.NullMarked;
