// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import java.util.function.Supplier;

/// A way to start a peer.
///
/// @param library `engine`, `torch` or `jax`
/// @param start may throw a [PeerException], which leaves the library out
public record Rival(String library, String name, Supplier<Peer> start) {}
