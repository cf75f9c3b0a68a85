// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

/// Work of sampled trajectories (see [Jarzynski]).
///
/// @param trajectories       number sampled
/// @param meanWork           ⟨W⟩, by the second law not below ΔF but for sampling error
/// @param freeEnergyChange   ΔF, exact
/// @param exponentialAverage ⟨e^(−β(W − ΔF))⟩, whose expectation is 1
/// @param standardError      of the exponential average; 0 when every trajectory costs ΔF
public record WorkSample(
        int trajectories, double meanWork, double freeEnergyChange, double exponentialAverage, double standardError) {

    /// (⟨e^(−β(W − ΔF))⟩ − 1)/standard error: standard normal for many trajectories.
    public double z() {
        return (exponentialAverage - 1) / standardError;
    }
}
