// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.model;

/// Loss, in nats if it is a cross entropy, averaged over `count` examples, and how many of them were answered
/// correctly.
public record Evaluation(double loss, int correct, int count) {

    public double accuracy() {
        return (double) correct / count;
    }
}
