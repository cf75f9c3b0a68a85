// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

/// A place between layers.
///
/// @param index in [Activations#values]
/// @param gradient index in [Activations#gradients]: its own, or that of another slot of the same shape whose gradient
///     takes its place
record Slot(int index, Shape shape, int gradient) {}
