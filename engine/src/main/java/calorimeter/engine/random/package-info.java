// SPDX-License-Identifier: Apache-2.0
/// Randomness that is always passed in and never shared: a tree of named seeds and the one generator grown from it.
///
/// Read [calorimeter.engine.random.Seed] first. Imports nothing but the JDK.
@NullMarked
package calorimeter.engine.random;

import org.jspecify.annotations.NullMarked;
