// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.model.Tensor;
import java.util.Arrays;
import java.util.List;

/// Fourier power of the embedding over Z_p (Nanda et al., arXiv:2301.05217, §4): with W the embedding of the operands,
///
///     P_k = Σ_columns |Σ_a W_a e^{−2πika/p}|²,   k = 1 … ⌊p/2⌋
///     Φ₅ = Σ_{five strongest k} P_k / Σ_k P_k
///
/// the constant part k = 0 left out. A network that has learned modular addition by trigonometry keeps a few
/// frequencies.
final class EmbeddingSpectrum implements Instrument {

    /// Frequencies that count as the leading ones.
    static final int LEADING = 5;

    private final int modulus;
    private final double[] cosine;
    private final double[] sine;

    EmbeddingSpectrum(int modulus) {
        this.modulus = modulus;
        cosine = new double[modulus];
        sine = new double[modulus];
        for (int a = 0; a < modulus; a++) {
            double angle = 2 * StrictMath.PI * a / modulus;
            cosine[a] = StrictMath.cos(angle);
            sine[a] = StrictMath.sin(angle);
        }
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(new Quantity(
                "embedding.fourier",
                "Φ₅",
                "fraction",
                "share of the embedding's non-constant Fourier power in its five strongest frequencies"));
    }

    @Override
    public double[] measure(Moment moment) {
        Tensor embedding = moment.layout().tensor("embedding");
        return new double[] {concentration(power(moment.tensor(embedding.name()), embedding.columns()))};
    }

    /// P_1 … P_⌊p/2⌋ of an embedding [tokens × width], row-major, of which the first p rows are the operands.
    double[] power(float[] embedding, int width) {
        double[] power = new double[modulus / 2];
        double[] real = new double[width];
        double[] imaginary = new double[width];
        for (int k = 1; k <= power.length; k++) {
            Arrays.fill(real, 0);
            Arrays.fill(imaginary, 0);
            for (int a = 0; a < modulus; a++) {
                double c = cosine[(int) ((long) k * a % modulus)];
                double s = sine[(int) ((long) k * a % modulus)];
                for (int i = 0; i < width; i++) {
                    double w = embedding[a * width + i];
                    real[i] += c * w;
                    imaginary[i] += s * w;
                }
            }
            for (int i = 0; i < width; i++) {
                power[k - 1] += real[i] * real[i] + imaginary[i] * imaginary[i];
            }
        }
        return power;
    }

    /// Share of the power in the five strongest frequencies: 5/⌊p/2⌋ or somewhat more for noise, 1 when all is in five.
    static double concentration(double[] power) {
        double[] sorted = power.clone();
        Arrays.sort(sorted);
        double total = 0;
        double leading = 0;
        for (int i = 0; i < sorted.length; i++) {
            total += sorted[i];
            leading += i >= sorted.length - LEADING ? sorted[i] : 0;
        }
        return total > 0 ? leading / total : Double.NaN;
    }
}
