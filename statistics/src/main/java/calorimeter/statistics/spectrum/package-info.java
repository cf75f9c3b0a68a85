/// Spectra of covariances.
///
/// Read [calorimeter.statistics.spectrum.CovarianceSpectrum]. Imports the JDK, Hipparchus (eigenvalues) and
/// [calorimeter.statistics.estimate].
@NullMarked
package calorimeter.statistics.spectrum;

import org.jspecify.annotations.NullMarked;
