package calorimeter.engine.network;

/// A place between layers.
///
/// @param index in [Activations#values] and [Activations#gradients]
record Slot(int index, Shape shape) {}
