// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import java.util.Optional;

/// One matrix product on some threads, in floating-point operations a second.
///
/// @param torch of torch.mm; empty when PyTorch was not there
public record ProductResult(ProductShape shape, int threads, Sample ours, Optional<Sample> torch) {

    public Optional<Sample> ratio() {
        return torch.map(theirs -> Sample.ratio(ours, theirs));
    }
}
