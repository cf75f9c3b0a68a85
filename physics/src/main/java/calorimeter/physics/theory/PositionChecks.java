// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.TheoryCheck.DERIVED;
import static calorimeter.physics.theory.TheoryCheck.KIM;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.positions.Learned;
import calorimeter.physics.positions.LinearBias;
import calorimeter.physics.positions.NoPositions;
import calorimeter.physics.positions.PhaseHessian;
import calorimeter.physics.positions.PositionalEncoding;
import calorimeter.physics.positions.PositionedRow;
import calorimeter.physics.positions.QueryKeyMap;
import calorimeter.physics.positions.Rotary;
import calorimeter.physics.positions.ShiftCost;
import calorimeter.physics.positions.Sinusoidal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// §5: positions, symmetry and Goldstone modes.
final class PositionChecks {

    private static final int KEYS = 12;
    private static final int WIDTH = 16;
    private static final int HEAD_SIZE = 8;
    private static final double BETA = 1 / Math.sqrt(HEAD_SIZE);
    private static final int SHIFT = 37;
    private static final List<PositionalEncoding> INVARIANT =
            List.of(new NoPositions(), new Rotary(10_000, HEAD_SIZE), new LinearBias(0.7));

    private PositionChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                check(
                        "energies",
                        "E_j = −Re Σ_f e^(iθ_f(m − t))q_f k_f* + a|m − t|, q = W_Q x, k = W_K x, θ_f = base^(−2f/d)",
                        "rotary, linear bias and none",
                        "largest difference from products of complex numbers, over the root mean square energy",
                        1e-12,
                        DERIVED,
                        PositionChecks::energies),
                check(
                        "shift-divergence",
                        "KL(p‖p′) and F′ − F of a global shift",
                        "learned and sinusoidal codes, shift of " + SHIFT,
                        "largest difference from Σ p ln(p/p′) and ln Σ e^(−βE) summed as they stand",
                        1e-12,
                        DERIVED,
                        PositionChecks::shiftDivergence),
                check(
                        "shift-invariance",
                        "a global shift costs no energy: rotary, linear bias, none",
                        "shift of " + SHIFT + ", random contents and weights",
                        "largest |ΔE| over the root mean square energy, and KL",
                        1e-12,
                        KIM,
                        PositionChecks::shiftInvariance),
                check(
                        "shift-cost",
                        "a global shift costs energy: learned, sinusoidal",
                        "shift of " + SHIFT + ", random contents, weights and table",
                        "typical |ΔE| per root mean square energy, outside [0.3, 3]",
                        1,
                        KIM,
                        PositionChecks::shiftCost),
                check(
                        "sinusoidal-codes",
                        "two bare sinusoidal codes of even width see only their distance",
                        "no content, identity weights, shift of " + SHIFT,
                        "largest |ΔE| over the root mean square energy",
                        1e-12,
                        DERIVED,
                        PositionChecks::sinusoidalCodes),
                check(
                        "relative-positions",
                        "moving the query alone does cost energy: rotary, linear bias",
                        "query moved by 3",
                        "typical |ΔE| per root mean square energy, outside [0.1, 3]",
                        1,
                        KIM,
                        PositionChecks::relativePositions),
                check(
                        "hessian",
                        "∂²F/∂φ_a∂φ_b of the phases of content",
                        "all five codes, every plane, random directions",
                        "against the finite difference of F, relative to the energy scale",
                        1e-7,
                        DERIVED,
                        PositionChecks::hessian),
                check(
                        "zero-mode",
                        "a common phase is a null vector of the Hessian: rotary, linear bias, none",
                        "every plane",
                        "largest component of H·1 and uniform stiffness, relative to the energy scale",
                        1e-13,
                        KIM,
                        PositionChecks::zeroMode),
                check(
                        "massive-mode",
                        "an added code gives the common phase a stiffness: learned, sinusoidal",
                        "every plane",
                        "|uniform stiffness| relative to the energy scale, outside [0.001, 2]",
                        1,
                        KIM,
                        PositionChecks::massiveMode),
                check(
                        "uniform-stiffness",
                        "uniform and relative stiffness are second derivatives of F in the common and the query's phase",
                        "all five codes, every plane",
                        "against the finite difference of F and Σ_ab H_ab, relative to the energy scale",
                        1e-7,
                        DERIVED,
                        PositionChecks::uniformStiffness),
                check(
                        "position-stiffness",
                        "moving the query by c changes F by cθ⟨u⟩ + ½c²θ²H_qq",
                        "rotary, content in one slow plane, query moved by ±30 positions",
                        "relative difference from either ΔF, and of H_qq from the second difference of F",
                        1e-5,
                        DERIVED,
                        PositionChecks::positionStiffness));
    }

    private static TheoryCheck check(
            String name,
            String statement,
            String system,
            String method,
            double tolerance,
            String source,
            TheoryCheck.Residual residual) {
        return TheoryTopic.POSITIONS.check(
                name,
                statement,
                system,
                "n = " + KEYS + ", width " + WIDTH + ", head size " + HEAD_SIZE,
                method,
                tolerance,
                source,
                residual);
    }

    /// Random weights and contents, in the order in which they are drawn.
    private static final class Contents {

        private final RandomGenerator random = Samples.random(701);
        private final double[][] queryWeights = Samples.gaussian(random, HEAD_SIZE, WIDTH, 1.5 / Math.sqrt(WIDTH));
        private final double[][] keyWeights = Samples.gaussian(random, HEAD_SIZE, WIDTH, 1.5 / Math.sqrt(WIDTH));
        private final double[] query = Samples.gaussian(random, WIDTH, 1);
        private final double[][] keys = Samples.gaussian(random, KEYS, WIDTH, 1);
    }

    private static PositionedRow row(int queryPosition) {
        Contents drawn = new Contents();
        int[] positions = IntStream.range(0, KEYS).toArray();
        QueryKeyMap map = QueryKeyMap.of(drawn.queryWeights, drawn.keyWeights);
        return PositionedRow.of(map, drawn.query, queryPosition, drawn.keys, positions);
    }

    /// e^(iθ(m − t)) turns query against key: the real part is q·k cos + (q×k) sin.
    private static double energies() {
        Contents drawn = new Contents();
        double largest = 0;
        for (PositionalEncoding encoding : INVARIANT) {
            double[] energies = row().energies(encoding);
            double rotation = encoding instanceof Rotary ? 1 : 0;
            double slope = encoding instanceof LinearBias ? 0.7 : 0;
            for (int j = 0; j < KEYS; j++) {
                int distance = KEYS - 1 - j;
                double expected = slope * distance;
                double angle = distance * rotation;
                for (int x = 0; x < HEAD_SIZE; x += 2) {
                    double qx = Samples.mean(drawn.query, drawn.queryWeights[x]);
                    double qy = Samples.mean(drawn.query, drawn.queryWeights[x + 1]);
                    double kx = Samples.mean(drawn.keys[j], drawn.keyWeights[x]);
                    double ky = Samples.mean(drawn.keys[j], drawn.keyWeights[x + 1]);
                    expected -= Math.cos(angle) * (qx * kx + qy * ky) + Math.sin(angle) * (qx * ky - qy * kx);
                    angle /= StrictMath.pow(10_000, 2.0 / HEAD_SIZE);
                }
                largest = Math.max(largest, Math.abs(energies[j] - expected) / rootMeanSquare(row(), encoding));
            }
        }
        return largest;
    }

    private static double shiftDivergence() {
        return Samples.largest(breaking(), encoding -> {
            ShiftCost cost = ShiftCost.of(row(), encoding, BETA, SHIFT);
            double[] before = row().energies(encoding);
            double[] after = row().shifted(SHIFT).energies(encoding);
            double divergence = logPartition(after) - logPartition(before);
            for (int j = 0; j < KEYS; j++) {
                double p = Math.exp(-BETA * before[j] - logPartition(before));
                divergence += p * BETA * (after[j] - before[j]);
            }
            double free = (logPartition(before) - logPartition(after)) / BETA;
            return Math.max(Math.abs(cost.divergence() - divergence), Math.abs(cost.freeEnergyChange() - free));
        });
    }

    private static double logPartition(double[] energies) {
        return Math.log(
                Arrays.stream(energies).map(energy -> Math.exp(-BETA * energy)).sum());
    }

    private static PositionedRow row() {
        return row(KEYS - 1);
    }

    private static Learned learned() {
        return Learned.of(Samples.gaussian(Samples.random(702), KEYS + SHIFT, WIDTH, 0.5));
    }

    private static List<PositionalEncoding> breaking() {
        return List.of(learned(), new Sinusoidal(1));
    }

    private static double rootMeanSquare(PositionedRow row, PositionalEncoding encoding) {
        double[] energies = row.energies(encoding);
        return Samples.norm(energies) / Math.sqrt(energies.length);
    }

    private static double shiftInvariance() {
        return Samples.largest(INVARIANT, encoding -> {
            ShiftCost cost = ShiftCost.of(row(), encoding, BETA, SHIFT);
            return Math.max(cost.largestEnergyChange() / rootMeanSquare(row(), encoding), cost.divergence());
        });
    }

    private static double shiftCost() {
        return Samples.outside(
                breaking().stream()
                        .map(encoding ->
                                ShiftCost.of(row(), encoding, BETA, SHIFT).typicalEnergyChange()
                                        / rootMeanSquare(row(), encoding))
                        .toList(),
                0.3,
                3);
    }

    private static double sinusoidalCodes() {
        int[] positions = {0, 1, 2, 5, 9};
        PositionedRow bare =
                PositionedRow.of(QueryKeyMap.identity(WIDTH), new double[WIDTH], 7, new double[5][WIDTH], positions);
        Sinusoidal encoding = new Sinusoidal(1);
        return ShiftCost.of(bare, encoding, BETA, SHIFT).largestEnergyChange() / rootMeanSquare(bare, encoding);
    }

    private static double relativePositions() {
        List<Double> changes = new ArrayList<>();
        for (PositionalEncoding encoding : INVARIANT.subList(1, 3)) {
            double[] before = row().energies(encoding);
            double[] after = row(KEYS + 2).energies(encoding);
            double squares = 0;
            for (int j = 0; j < KEYS; j++) {
                squares += (after[j] - before[j]) * (after[j] - before[j]) / KEYS;
            }
            changes.add(Math.sqrt(squares) / rootMeanSquare(row(), encoding));
        }
        return Samples.outside(changes, 0.1, 3);
    }

    private static List<PositionalEncoding> allCodes() {
        return Stream.concat(INVARIANT.stream(), breaking().stream()).toList();
    }

    /// A quantity of every plane under every code, over the energy scale of the plane.
    private static List<Double> overPlanes(
            List<PositionalEncoding> encodings, ToDoubleBiFunction<PhaseHessian, Integer> quantity) {
        List<Double> values = new ArrayList<>();
        for (PositionalEncoding encoding : encodings) {
            PhaseHessian hessian = PhaseHessian.of(row(), encoding, BETA);
            for (int plane = 0; plane < hessian.planes(); plane++) {
                values.add(quantity.applyAsDouble(hessian, plane) / hessian.energyScale(plane));
            }
        }
        return values;
    }

    private static double hessian() {
        RandomGenerator random = Samples.random(703);
        return Samples.largest(overPlanes(allCodes(), (hessian, plane) -> {
            double[][] matrix = hessian.matrix(plane);
            double largest = 0;
            for (int k = 0; k < 4; k++) {
                double[] direction = Samples.gaussian(random, KEYS + 1, 1);
                double measured = bend(hessian, plane, direction);
                largest = Math.max(largest, Math.abs(measured - quadraticForm(matrix, direction)));
            }
            return largest;
        }));
    }

    /// The second derivative of F along a direction of phases, by finite differences.
    private static double bend(PhaseHessian hessian, int plane, double[] direction) {
        return Samples.curvature(e -> hessian.freeEnergy(plane, scaled(direction, e)), 0, 2e-3);
    }

    private static double[] scaled(double[] direction, double factor) {
        double[] scaled = new double[direction.length];
        for (int a = 0; a < direction.length; a++) {
            scaled[a] = factor * direction[a];
        }
        return scaled;
    }

    private static double quadraticForm(double[][] matrix, double[] v) {
        double sum = 0;
        for (int a = 0; a < v.length; a++) {
            for (int b = 0; b < v.length; b++) {
                sum += v[a] * matrix[a][b] * v[b];
            }
        }
        return sum;
    }

    private static double zeroMode() {
        return Samples.largest(overPlanes(INVARIANT, (hessian, plane) -> {
            double largest = Math.abs(hessian.uniformStiffness(plane));
            for (double[] matrixRow : hessian.matrix(plane)) {
                double sum = 0;
                for (double entry : matrixRow) {
                    sum += entry;
                }
                largest = Math.max(largest, Math.abs(sum));
            }
            return largest;
        }));
    }

    private static double massiveMode() {
        return Samples.outside(
                overPlanes(breaking(), (hessian, plane) -> Math.abs(hessian.uniformStiffness(plane))), 0.001, 2);
    }

    private static double uniformStiffness() {
        double[] common = new double[KEYS + 1];
        Arrays.fill(common, 1);
        return Samples.largest(overPlanes(allCodes(), (hessian, plane) -> {
            double[] query = new double[KEYS + 1];
            query[0] = 1;
            double uniform = hessian.uniformStiffness(plane);
            return Samples.largest(List.of(
                    Math.abs(quadraticForm(hessian.matrix(plane), common) - uniform),
                    Math.abs(bend(hessian, plane, common) - uniform),
                    Math.abs(bend(hessian, plane, query) - hessian.relativeStiffness(plane))));
        }));
    }

    /// Head size 4 with base 10⁸: plane 1 turns by 10⁻⁴ a position, so ±30 positions are a small angle.
    /// Contents lie in that plane alone.
    private static double positionStiffness() {
        RandomGenerator random = Samples.random(704);
        Rotary rotary = new Rotary(1e8, 4);
        double[][] keys = new double[KEYS][];
        int[] positions = new int[KEYS];
        for (int j = 0; j < KEYS; j++) {
            keys[j] = new double[] {0, 0, random.nextGaussian(), random.nextGaussian()};
            positions[j] = 100 * j;
        }
        double[] query = {0, 0, 1.5, -0.5};
        QueryKeyMap map = QueryKeyMap.identity(4);
        int step = 30;
        double[] free = new double[3];
        for (int k = 0; k < 3; k++) {
            PositionedRow moved = PositionedRow.of(map, query, 500 + (k - 1) * step, keys, positions);
            free[k] = CanonicalState.of(moved.spectrum(rotary), BETA).freeEnergy();
        }
        double curvature = (free[0] - 2 * free[1] + free[2]) / (step * step);
        PositionedRow row = PositionedRow.of(map, query, 500, keys, positions);
        PhaseHessian hessian = PhaseHessian.of(row, rotary, BETA);
        double stiffness = hessian.modes(rotary.frequencies()).get(1).positionStiffness();
        double torque = rotary.frequency(1) * hessian.relativeTorque(1);
        double bend = 0.5 * step * step * stiffness;
        return Samples.largest(List.of(
                Samples.relative(stiffness, curvature),
                Samples.relative(step * torque + bend, free[2] - free[1]),
                Samples.relative(bend - step * torque, free[0] - free[1])));
    }
}
