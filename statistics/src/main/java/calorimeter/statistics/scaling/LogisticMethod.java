// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

/// What a logistic fit maximises.
public enum LogisticMethod {
    /// The likelihood. The slope is infinite when the outcomes are separated by x.
    MAXIMUM_LIKELIHOOD,

    /// The likelihood times the square root of the determinant of its information, Jeffreys' prior (D. Firth,
    /// Biometrika 80 (1993) 27; for separated outcomes G. Heinze & M. Schemper, Stat. Med. 21 (2002) 2409):
    /// always finite, less biased in small samples.
    FIRTH
}
