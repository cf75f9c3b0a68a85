// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

/// How one parameter tensor of a trajectory begins.
///
/// @param name canonical name, such as `layer0.attention.query.bias`
/// @param start elements of all tensors before it in the canonical order, for [GoldenParameters#fill]
public record GoldenStart(String name, int start, int rows, int columns, GoldenParameters.Kind kind) {

    /// Initial values, row-major and unpadded.
    public float[] parameters() {
        return GoldenParameters.fill(start, rows, columns, kind);
    }
}
