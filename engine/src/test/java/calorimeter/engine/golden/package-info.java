// SPDX-License-Identifier: Apache-2.0
/// Golden numbers made with PyTorch, and their reader: what the engine's own derivation of losses and gradients
/// is held against.
///
/// Read [calorimeter.engine.golden.GoldenFile] first: it opens `src/test/resources/golden`, written by
/// `src/test/python/make_engine_goldens.py`. The files hold results only;
/// [calorimeter.engine.golden.GoldenParameters] and [calorimeter.engine.golden.GoldenExample] repeat the
/// formulas of what went in. Imports nothing but the JDK, so that a fault of the engine cannot hide itself
/// here.
@NullMarked
package calorimeter.engine.golden;

import org.jspecify.annotations.NullMarked;
