/// Training as a deterministic process: settings and a seed in, a sequence of parameter vectors out.
///
/// Read [calorimeter.engine.training.Trainer] first. Imports the other packages of the engine. What is measured
/// along the way, and where it is kept, is the laboratory's business, not this package's.
@NullMarked
package calorimeter.engine.training;

import org.jspecify.annotations.NullMarked;
