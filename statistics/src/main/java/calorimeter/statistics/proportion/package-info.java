/// Proportions of seeds, runs or peaks, with exact intervals.
///
/// Imports the JDK, Hipparchus and [calorimeter.statistics.estimate].
@NullMarked
package calorimeter.statistics.proportion;

import org.jspecify.annotations.NullMarked;
