/// Feed-forward networks: multilayer perceptrons on tokens, convolutional networks on images, with batch norm.
///
/// Read [calorimeter.engine.network.MlpSettings] or [calorimeter.engine.network.VggSettings] first: a network is a chain
/// of layers, put together there. [calorimeter.engine.network.Network] runs the chain over a batch. Imports
/// `computation`, `data`, `kernel`, `model`.
@NullMarked
package calorimeter.engine.network;

import org.jspecify.annotations.NullMarked;
