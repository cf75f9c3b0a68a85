// SPDX-License-Identifier: Apache-2.0
/// `calorimeter constraints explain`: did training keep to its constraints, and what do the multipliers mean.
///
/// May import `lab`, `command` and `text`.
@NullMarked
package calorimeter.app.cli.constraints;

import org.jspecify.annotations.NullMarked;
