/// P-values of a family of claims, adjusted so that the family can be read as one.
///
/// [calorimeter.statistics.multiplicity.Holm] bounds the chance of any false rejection,
/// [calorimeter.statistics.multiplicity.BenjaminiHochberg] the expected share of false ones. Imports nothing
/// but the JDK.
@NullMarked
package calorimeter.statistics.multiplicity;

import org.jspecify.annotations.NullMarked;
