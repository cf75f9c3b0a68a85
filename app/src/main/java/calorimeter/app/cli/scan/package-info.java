// SPDX-License-Identifier: Apache-2.0
/// `scan`: pretrained models.
@NullMarked
package calorimeter.app.cli.scan;

import org.jspecify.annotations.NullMarked;
