// SPDX-License-Identifier: Apache-2.0
/// Values that settings cannot have: one exception that every record of settings throws. Imports nothing.
@NullMarked
package calorimeter.engine.range;

import org.jspecify.annotations.NullMarked;
