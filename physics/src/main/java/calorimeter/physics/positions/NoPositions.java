// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

/// No positions: a bag of keys. Every permutation of positions costs nothing.
public record NoPositions() implements PositionalEncoding {

    @Override
    public String name() {
        return "none";
    }
}
