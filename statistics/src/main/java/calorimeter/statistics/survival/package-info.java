/// Times until an event that some runs never reach. A run that ended without it is censored, not dropped.
///
/// Read [calorimeter.statistics.survival.Lifetimes] first. Imports the JDK, Hipparchus and
/// [calorimeter.statistics.estimate].
@NullMarked
package calorimeter.statistics.survival;

import org.jspecify.annotations.NullMarked;
