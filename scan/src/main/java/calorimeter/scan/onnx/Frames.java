// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

/// The language between this program and its child process, in little-endian binary. The child gets the
/// path of the model, threads, memory and prompts; it answers with frames, each an integer of these and
/// what follows:
///
/// - `SHAPE`: layers, heads, β, notes
/// - `PART`: layer, prompt, part, first query, queries, whether heads share their masks, whether scores are
///   doubles, length in bytes; for each query and head: the number of keys with the first of them, or −1
///   and all of them (of the first head alone when they share them), then the scores
/// - `FAILURE`: one line
/// - `DONE`
final class Frames {

    static final int SHAPE = 0x43414c01;
    static final int PART = 0x43414c02;
    static final int FAILURE = 0x43414c03;
    static final int DONE = 0x43414c04;

    /// Queries of a part.
    static final int QUERIES = 16;

    private Frames() {}
}
