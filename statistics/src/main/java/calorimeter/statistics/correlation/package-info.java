/// Whether one quantity predicts another across runs, by ranks.
///
/// Imports the JDK, Hipparchus and [calorimeter.statistics.estimate].
@NullMarked
package calorimeter.statistics.correlation;

import org.jspecify.annotations.NullMarked;
