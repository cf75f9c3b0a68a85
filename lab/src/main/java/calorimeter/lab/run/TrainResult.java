// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

/// What a training run ended with.
///
/// @param parametersSha256 of the final parameters
/// @param wallSeconds computation over all sessions
public record TrainResult(TrainFindings findings, String parametersSha256, double wallSeconds) {

    public double stepsPerSecond() {
        return wallSeconds > 0 ? findings.steps() / wallSeconds : 0;
    }
}
