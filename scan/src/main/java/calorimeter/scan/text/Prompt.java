package calorimeter.scan.text;

import java.util.BitSet;

/// The tokens of one prompt.
///
/// @param separators positions of tokens such as `[SEP]`, the first left out; empty where they are not known
public record Prompt(int[] tokens, BitSet separators) {}
