// SPDX-License-Identifier: Apache-2.0
/// `calorimeter symmetries`.
///
/// Imports `command`, `settings` and `text`, and the laboratory.
@NullMarked
package calorimeter.app.cli.symmetries;

import org.jspecify.annotations.NullMarked;
