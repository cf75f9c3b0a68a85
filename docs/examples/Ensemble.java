// Four energy levels as a canonical ensemble.

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;

void main() {
    EnergySpectrum spectrum = EnergySpectrum.of(0, 1, 1, 2);
    IO.println("beta       U       S       C");
    for (double beta : new double[] {0.5, 1, 2, 4}) {
        CanonicalState state = CanonicalState.of(spectrum, beta);
        IO.println(String.format(
                Locale.ROOT,
                "%4.1f %7.4f %7.4f %7.4f",
                beta,
                state.meanEnergy(),
                state.entropy(),
                state.specificHeat()));
    }
}

// Prints:
// beta       U       S       C
//  0.5  0.7551  1.3257  0.1175
//  1.0  0.5379  1.1644  0.3932
//  2.0  0.2384  0.7307  0.8399
//  4.0  0.0360  0.1802  0.5652
