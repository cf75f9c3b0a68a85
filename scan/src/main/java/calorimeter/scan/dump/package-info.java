// SPDX-License-Identifier: Apache-2.0
/// Scores or probabilities that another program has written: [calorimeter.scan.dump.DumpedAttention] reads
/// .npy, .npz and .safetensors files.
@NullMarked
package calorimeter.scan.dump;

import org.jspecify.annotations.NullMarked;
