// SPDX-License-Identifier: Apache-2.0
/// What is measured on attention rows: [calorimeter.scan.measure.Measurement] streams them into
/// [calorimeter.scan.measure.HeadMeasures].
@NullMarked
package calorimeter.scan.measure;

import org.jspecify.annotations.NullMarked;
