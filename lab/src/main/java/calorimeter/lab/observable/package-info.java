// SPDX-License-Identifier: Apache-2.0
/// What is recorded of a model in training, and how.
///
/// Read [calorimeter.lab.observable.Instrument] first: something that is measured at logged steps. `Moment` is what
/// an instrument looks at. `Catalogue` lists the instruments of a run in the order of their columns; each is one file,
/// with its quantities and equations: `Losses`, `Attention`, `Norms`, `Ledger`, `EmbeddingSpectrum`, `ReadRows`.
/// `Quantity` is a column's name, symbol, unit and words, for everything that shows it. `AttentionProbe` turns
/// attention scores into statistical mechanics once for all instruments.
///
/// Imports `engine` and `physics`; nothing of the store.
@NullMarked
package calorimeter.lab.observable;

import org.jspecify.annotations.NullMarked;
