// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.random;

import java.nio.charset.StandardCharsets;

/// A node in a tree of seeds: every consumer of randomness takes a child named after its purpose, so adding a
/// consumer, or a draw to one of them, never shifts the draws of another.
///
/// ```java
/// Seed run = Seed.of(0);
/// RandomStream initial = run.child("initialization").child("embedding").stream();
/// ```
///
/// The value of a child is a hash of the parent's value and the child's name: FNV-1a over the name's UTF-8 bytes, then
/// the SplitMix64 finaliser (Steele, Lea & Flood, OOPSLA 2014). Both are integer arithmetic, the same everywhere.
public record Seed(long value) {

    private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /// The root of the tree for a user's seed number.
    public static Seed of(long number) {
        return new Seed(RandomStream.mix(number + RandomStream.GOLDEN_GAMMA));
    }

    public Seed child(String name) {
        long hash = FNV_OFFSET_BASIS ^ value;
        for (byte symbol : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (symbol & 0xff)) * FNV_PRIME;
        }
        return new Seed(RandomStream.mix(hash ^ Long.rotateLeft(value, 32)));
    }

    /// The child for one of a numbered family: an epoch, a layer, a replica. The rotation keeps (parent 3, child 5)
    /// apart from (parent 5, child 3).
    public Seed child(long index) {
        return new Seed(
                RandomStream.mix(Long.rotateLeft(value, 29) + RandomStream.mix(index + RandomStream.GOLDEN_GAMMA)));
    }

    public RandomStream stream() {
        return new RandomStream(value);
    }
}
