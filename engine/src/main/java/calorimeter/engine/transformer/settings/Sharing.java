// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.settings;

/// Who has a trained constant of their own.
public enum Sharing {
    /// Nobody: it is fixed.
    NONE,
    LAYER,
    HEAD;

    /// How many a layer has.
    public int count(int heads) {
        return switch (this) {
            case NONE -> 0;
            case LAYER -> 1;
            case HEAD -> heads;
        };
    }

    /// Which of them a head has.
    public int index(int head) {
        return this == HEAD ? head : 0;
    }
}
