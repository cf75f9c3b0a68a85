// SPDX-License-Identifier: Apache-2.0
/// Settings of runs as options, in files, and the complaint about those without effect.
///
/// Read [calorimeter.app.cli.settings.SettingOptions] first. May import `lab` and `command`; `train` and `sweep` import
/// it.
@NullMarked
package calorimeter.app.cli.settings;

import org.jspecify.annotations.NullMarked;
