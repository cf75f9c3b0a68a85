// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.source;

/// Receives attention rows.
public interface RowVisitor {

    /// Looks at nothing.
    RowVisitor NONE = (layer, prompt, part) -> new Part() {
        @Override
        public void row(int head, int query, double[] scores, int[] positions, int first, int count) {}

        @Override
        public void end() {}
    };

    /// Some consecutive queries of one prompt in one layer, visited by one thread.
    ///
    /// @param part counts the parts of a prompt in a layer from 0; its queries come before those of the
    ///     next part
    Part part(int layer, int prompt, int part);

    /// Receives the rows of one part: for each query, every head in turn.
    interface Part {

        /// One row.
        ///
        /// @param scores scaled scores of the visible keys, from index 0 on; valid during the call alone
        /// @param positions of these keys in the prompt, rising, from `first` on
        /// @param count of visible keys, at least 1
        void row(int head, int query, double[] scores, int[] positions, int first, int count);

        /// Called after the last row.
        void end();
    }
}
