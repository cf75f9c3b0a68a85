// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.theory;

import calorimeter.physics.positions.GoldstoneMode;
import calorimeter.physics.positions.PhaseHessian;
import calorimeter.physics.positions.PositionalEncoding;
import calorimeter.physics.positions.PositionedRow;
import calorimeter.physics.positions.ShiftCost;
import java.util.ArrayList;
import java.util.List;

/// What a way to encode positions costs, averaged over attention rows: all positions moved together, and content
/// turned in each plane of query and key space.
///
/// @param code             the encoding, as a reader knows it
/// @param rows             how many were averaged
/// @param shiftCost        root mean square of E′ − E over that of E, for a shift of all positions
/// @param freeEnergyChange root mean square of F′ − F for that shift, in units of energy
/// @param divergence       mean KL(p‖p′) for that shift, in nats
/// @param modes            by plane: mean energy scale, root mean squares of both stiffnesses, in units of energy
public record GoldstoneSpectrum(
        String code,
        int rows,
        double shiftCost,
        double freeEnergyChange,
        double divergence,
        List<GoldstoneMode> modes) {

    /// One row under its encoding.
    ///
    /// @param shorter the part of the row that may be moved by `shift` without leaving the range of the code
    public record EncodedRow(PositionedRow row, PositionedRow shorter, PositionalEncoding encoding) {}

    public GoldstoneSpectrum {
        modes = List.copyOf(modes);
    }

    /// The spectrum of `rows`, which have one head size.
    ///
    /// @param frequencies θ of each plane, in radians per position
    /// @throws IllegalArgumentException if there are no rows, the head size is odd or an encoding does not fit
    public static GoldstoneSpectrum of(
            String code, List<EncodedRow> rows, double beta, int shift, double[] frequencies) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("there are no rows to measure");
        }
        double squaredChange = 0;
        double squaredEnergy = 0;
        double squaredFree = 0;
        double divergence = 0;
        double[][] sums = new double[3][frequencies.length];
        for (EncodedRow encoded : rows) {
            ShiftCost cost = ShiftCost.of(encoded.shorter(), encoded.encoding(), beta, shift);
            squaredChange += cost.typicalEnergyChange() * cost.typicalEnergyChange();
            squaredEnergy += meanSquare(encoded.shorter().energies(encoded.encoding()));
            squaredFree += cost.freeEnergyChange() * cost.freeEnergyChange();
            divergence += cost.divergence();
            add(PhaseHessian.of(encoded.row(), encoded.encoding(), beta).modes(frequencies), sums);
        }
        int n = rows.size();
        return new GoldstoneSpectrum(
                code,
                n,
                squaredEnergy == 0 ? 0 : Math.sqrt(squaredChange / squaredEnergy),
                Math.sqrt(squaredFree / n),
                divergence / n,
                modes(frequencies, sums, n));
    }

    /// The largest uniform stiffness relative to the energy scale of its plane.
    public double largestUniformStiffness() {
        return modes.stream()
                .filter(mode -> mode.energyScale() > 0)
                .mapToDouble(mode -> mode.uniformStiffness() / mode.energyScale())
                .max()
                .orElse(0);
    }

    private static void add(List<GoldstoneMode> modes, double[][] sums) {
        for (int f = 0; f < modes.size(); f++) {
            GoldstoneMode mode = modes.get(f);
            sums[0][f] += mode.energyScale();
            sums[1][f] += mode.uniformStiffness() * mode.uniformStiffness();
            sums[2][f] += mode.relativeStiffness() * mode.relativeStiffness();
        }
    }

    private static List<GoldstoneMode> modes(double[] frequencies, double[][] sums, int n) {
        List<GoldstoneMode> modes = new ArrayList<>();
        for (int f = 0; f < frequencies.length; f++) {
            modes.add(new GoldstoneMode(
                    frequencies[f], sums[0][f] / n, Math.sqrt(sums[1][f] / n), Math.sqrt(sums[2][f] / n)));
        }
        return modes;
    }

    private static double meanSquare(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum / values.length;
    }
}
