// SPDX-License-Identifier: Apache-2.0
/// The command `doctor`: Java, the machine, the plan of each preset, the store; or the executors of a cluster.
///
/// Read [calorimeter.app.cli.doctor.DoctorCommand] first. May import no other family of commands.
@NullMarked
package calorimeter.app.cli.doctor;

import org.jspecify.annotations.NullMarked;
