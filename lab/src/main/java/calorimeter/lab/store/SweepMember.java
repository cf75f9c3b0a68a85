// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

/// A run that belongs to a sweep, whether or not it has begun.
///
/// @param identity of the run, from [RunIdentity]
/// @param configurationJson as the run's own [RunRecord#configurationJson]
public record SweepMember(String identity, String configurationJson) {}
