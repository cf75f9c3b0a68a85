// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import static calorimeter.engine.range.OutOfRangeException.require;

/// What a multilayer perceptron reads.
public sealed interface MlpInput {

    /// x₀ = (E[t₀], E[t₁], …): the embeddings of all tokens side by side.
    ///
    /// @param vocabulary number of distinct tokens
    /// @param sequence number of positions
    /// @param width of an embedding
    record Tokens(int vocabulary, int sequence, int width) implements MlpInput {

        public Tokens {
            require(vocabulary >= 2, "vocabulary", vocabulary, "at least 2");
            require(sequence >= 1, "sequence", sequence, "at least 1");
            require(width >= 1, "width", width, "an integer of at least 1");
        }

        @Override
        public int features() {
            return sequence * width;
        }
    }

    /// The pixels of an image, line by line, the channels of a pixel side by side.
    record Pixels(int height, int width, int channels) implements MlpInput {

        @Override
        public int features() {
            return height * width * channels;
        }
    }

    /// Inputs of the first affine map.
    int features();
}
