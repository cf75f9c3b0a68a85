// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.Samples.largestDifference;
import static calorimeter.physics.theory.Samples.relative;
import static calorimeter.physics.theory.TheoryCheck.DERIVED;
import static calorimeter.physics.theory.TheoryCheck.KIM;

import calorimeter.physics.action.SphereLagrangian;
import calorimeter.physics.action.SphereState;
import calorimeter.physics.attention.FisherMetric;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.FisherRao;
import calorimeter.physics.information.FreeEnergyFunctional;
import java.util.List;
import java.util.random.RandomGenerator;

/// §3, first part: inertial orbits on the information manifold.
final class OrbitChecks {

    private OrbitChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                TheoryTopic.LAGRANGIAN.check(
                        "energy-bounded",
                        "H = (m/2)|ẋ|² + V is conserved: its error does not grow",
                        "inertial orbit inside the simplex",
                        "n = 4, 10⁶ steps",
                        "difference from 1 of the largest |H − H₀| in the last tenth over that in the first",
                        0.1,
                        KIM,
                        OrbitChecks::energyBounded),
                TheoryTopic.LAGRANGIAN.check(
                        "energy-order",
                        "the energy error of geodesic leapfrog is O(h²)",
                        "inertial orbit, h = 0.02 and 0.01",
                        "n = 4, time 40",
                        "difference of the measured order from 2",
                        0.1,
                        "Leimkuhler & Patrick (1996)",
                        OrbitChecks::energyOrder),
                TheoryTopic.LAGRANGIAN.check(
                        "reversible",
                        "turning the velocity round retraces the path",
                        "inertial orbit",
                        "n = 4, 10⁴ steps and back",
                        "largest difference from the start, position and velocity",
                        1e-10,
                        KIM,
                        OrbitChecks::reversible),
                TheoryTopic.LAGRANGIAN.check(
                        "frequency",
                        "small oscillations about softmax have the one period 2π√(m/T)",
                        "three spectra, random directions, amplitude 10⁻⁴",
                        "n = 5, 12 orbits",
                        "largest distance from the start after a period, over the amplitude",
                        1e-3,
                        DERIVED,
                        OrbitChecks::frequency));
    }

    private static double energyBounded() {
        SphereLagrangian system = Samples.inertial(1.3, 0);
        SphereState state = Samples.moving();
        double initial = system.energy(state);
        double first = 0;
        double last = 0;
        int blocks = 20_000;
        for (int block = 0; block < blocks; block++) {
            state = system.advanced(state, 0.05, 50);
            double error = Math.abs(system.energy(state) - initial);
            first = block < blocks / 10 ? Math.max(first, error) : first;
            last = block >= blocks - blocks / 10 ? Math.max(last, error) : last;
        }
        return Math.abs(last / first - 1);
    }

    private static double energyOrder() {
        return Math.abs(Samples.order(energyError(0.02), energyError(0.01), 2) - 2);
    }

    private static double energyError(double h) {
        SphereLagrangian system = Samples.inertial(1.3, 0);
        SphereState state = Samples.moving();
        double initial = system.energy(state);
        double largest = 0;
        for (int step = 0; step < 40 / h; step++) {
            state = system.advanced(state, h, 1);
            largest = Math.max(largest, Math.abs(system.energy(state) - initial));
        }
        return largest;
    }

    private static double reversible() {
        SphereLagrangian system = Samples.inertial(1.3, 0);
        SphereState start = Samples.moving();
        SphereState end = system.advanced(system.advanced(start, 0.05, 10_000).reversed(), 0.05, 10_000)
                .reversed();
        return Math.max(
                largestDifference(start.position(), end.position()),
                largestDifference(start.velocity(), end.velocity()));
    }

    private static double frequency() {
        RandomGenerator random = Samples.random(401);
        List<EnergySpectrum> spectra = List.of(
                EnergySpectrum.of(0, 0, 0, 0, 0), EnergySpectrum.of(0, 1, 2, 3, 4), Samples.spectrum(random, 5, 1));
        double largest = 0;
        for (EnergySpectrum spectrum : spectra) {
            for (int k = 0; k < 4; k++) {
                largest = Math.max(largest, frequencyError(spectrum, random));
            }
        }
        return largest;
    }

    /// Error of an orbit that leaves softmax in a random direction: it must be back after a period, and an
    /// amplitude away after a quarter of it.
    private static double frequencyError(EnergySpectrum spectrum, RandomGenerator random) {
        double amplitude = 1e-4;
        int steps = 2000;
        double mass = 0.5 + random.nextDouble();
        double temperature = 1 + random.nextDouble();
        FreeEnergyFunctional functional = new FreeEnergyFunctional(spectrum, temperature);
        SphereLagrangian system = new SphereLagrangian(functional, mass, 0);
        double[] softmax = functional.equilibrium();
        double[] rate = FisherMetric.at(softmax).times(Samples.gaussian(random, 5, 1));
        double speed = Math.sqrt(FisherRao.squaredSpeed(softmax, rate));
        double wanted = amplitude * Math.sqrt(temperature / mass);
        for (int j = 0; j < rate.length; j++) {
            rate[j] *= wanted / speed;
        }
        SphereState start = SphereState.of(softmax, rate);
        double period = 2 * Math.PI / system.frequency();
        SphereState end = system.advanced(start, period / steps, steps);
        SphereState quarter = system.advanced(start, period / steps, steps / 4);
        return Math.max(
                largestDifference(start.position(), end.position()) / amplitude,
                relative(FisherRao.distance(softmax, quarter.distribution()), amplitude));
    }
}
