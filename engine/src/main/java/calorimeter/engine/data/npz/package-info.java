// SPDX-License-Identifier: Apache-2.0
/// Arrays that numpy wrote. [calorimeter.engine.data.npz.NpzFile] reads a file, which holds
/// [calorimeter.engine.data.npz.NpyArray]s under their names. Whoever streams values reads a
/// [calorimeter.engine.data.npz.NpyHeader] first. Nothing in it is executed: pickles are refused.
///
/// Imports nothing of ours.
@NullMarked
package calorimeter.engine.data.npz;

import org.jspecify.annotations.NullMarked;
