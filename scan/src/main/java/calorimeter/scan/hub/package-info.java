// SPDX-License-Identifier: Apache-2.0
/// Model folders as the Hugging Face hub ships them, computed by our own engine.
/// [calorimeter.scan.hub.ModelFolder] is the front door; [calorimeter.scan.hub.Architecture] is what
/// config.json says, [calorimeter.scan.hub.Weights] what the safetensors files hold, and a
/// [calorimeter.scan.hub.Family] knows where its architecture keeps which weight.
/// [calorimeter.scan.hub.Forward] runs all of them.
@NullMarked
package calorimeter.scan.hub;

import org.jspecify.annotations.NullMarked;
