// SPDX-License-Identifier: Apache-2.0
/// What array jobs and tasks of Spark have in common: some runs of a sweep are computed on a host's own
/// disk and handed in.
///
/// Read [calorimeter.cluster.share.Share] first. It computes in a [calorimeter.cluster.share.ScratchHome]
/// and hands in to an [calorimeter.cluster.share.Exchange]: a [calorimeter.cluster.share.BundleFolder] that
/// all hosts see, or whatever carries a bundle back. [calorimeter.cluster.share.ProgramFiles] tells whether
/// two hosts run the same program. Imports `lab`.
@NullMarked
package calorimeter.cluster.share;

import org.jspecify.annotations.NullMarked;
