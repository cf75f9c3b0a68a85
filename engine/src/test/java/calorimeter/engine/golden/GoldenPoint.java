// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

/// An elementary function at one float: the double nearest to its exact value.
public record GoldenPoint(float input, double value) {}
