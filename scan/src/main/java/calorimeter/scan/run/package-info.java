// SPDX-License-Identifier: Apache-2.0
/// Runs of this laboratory as models to scan.
@NullMarked
package calorimeter.scan.run;

import org.jspecify.annotations.NullMarked;
