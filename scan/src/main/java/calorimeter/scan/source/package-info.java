// SPDX-License-Identifier: Apache-2.0
/// Where attention rows come from. Read [calorimeter.scan.source.AttentionSource] first: a source visits its
/// rows one after another and never holds a whole attention tensor.
@NullMarked
package calorimeter.scan.source;

import org.jspecify.annotations.NullMarked;
