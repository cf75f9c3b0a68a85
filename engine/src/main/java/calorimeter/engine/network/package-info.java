// SPDX-License-Identifier: Apache-2.0
/// Feed-forward networks: multilayer perceptrons on tokens, convolutional networks on images, with batch norm.
///
/// Read [calorimeter.engine.network.MlpSettings] or [calorimeter.engine.network.VggSettings] first: a network is a
/// chain of layers, put together there by `NetworkChain`. [calorimeter.engine.network.Network] runs the chain over a
/// batch; between its `Layer`s lie `Activations`, a `Slot` each, of a `Shape` that says where a pixel lies. Imports
/// `computation`, `data`, `kernel`, `model` and `range`.
@NullMarked
package calorimeter.engine.network;

import org.jspecify.annotations.NullMarked;
