/// What is measured of a model in training, and how.
///
/// Read [calorimeter.lab.observable.Observable] first, then `TrainingObservables` (the list, which
/// docs/extending.md shows how to extend) and `TrainingSnapshot` (what an observable may look at).
/// `AttentionProbe` turns attention scores into statistical mechanics; `EmbeddingSpectrum` and `WeightNorms`
/// look at parameters; `LandscapeSensor` is the one quantity that controllers read. Imports `engine` and `physics`;
/// nothing of the store.
@NullMarked
package calorimeter.lab.observable;

import org.jspecify.annotations.NullMarked;
