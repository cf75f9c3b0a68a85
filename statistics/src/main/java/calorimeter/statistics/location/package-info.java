/// The centre of a sample, with an interval.
///
/// Imports the JDK, Hipparchus and [calorimeter.statistics.estimate].
@NullMarked
package calorimeter.statistics.location;

import org.jspecify.annotations.NullMarked;
