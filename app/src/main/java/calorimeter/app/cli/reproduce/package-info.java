// SPDX-License-Identifier: Apache-2.0
/// The commands `reproduce` and `detectors`: claims of papers, and how often their detectors err.
///
/// Read [calorimeter.app.cli.reproduce.ReproduceCommand] first. May import no other family of commands.
@NullMarked
package calorimeter.app.cli.reproduce;

import org.jspecify.annotations.NullMarked;
