// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

/// How many images a data set has.
public record ImageCount(int train, int test) {}
