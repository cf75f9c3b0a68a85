// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

/// One way to make the training steps of a case: a variant of a library.
///
/// @param library `engine`, `torch` or `jax`
/// @param variant as the peer knows it
/// @param name as tables show it
/// @param startSeconds from the start of the process until the library was loaded
/// @param firstStepSeconds from then to the first finished step, with all compiling
public record Contestant(String library, String variant, String name, double startSeconds, double firstStepSeconds) {}
