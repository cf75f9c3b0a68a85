// SPDX-License-Identifier: Apache-2.0
/// Calorimeter's home: the folder that holds runs and, if the user puts them there, data sets. Imports
/// `range` only.
@NullMarked
package calorimeter.engine.home;

import org.jspecify.annotations.NullMarked;
