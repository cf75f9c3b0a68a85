// SPDX-License-Identifier: Apache-2.0
/// Models that can be had without an account: [calorimeter.scan.catalogue.KnownModel] lists them,
/// [calorimeter.scan.catalogue.ModelLibrary] fetches and keeps them.
@NullMarked
package calorimeter.scan.catalogue;

import org.jspecify.annotations.NullMarked;
