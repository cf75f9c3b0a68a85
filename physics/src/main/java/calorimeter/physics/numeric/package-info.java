// SPDX-License-Identifier: Apache-2.0
/// Two pieces of arithmetic the physics leans on: summation that does not lose small terms, and the eigenvalues
/// of a small symmetric matrix. No physics here.
///
/// Imports nothing but the JDK.
@NullMarked
package calorimeter.physics.numeric;

import org.jspecify.annotations.NullMarked;
