// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.entropy;

/// One-parameter families of functions that pass smoothly through the exponential, the logarithm and the
/// identity at h = 0, where the quotients that define them are 0/0.
final class Deformed {

    private Deformed() {}

    /// (e^(hy) − 1)/h, at h = 0 y.
    static double exponential(double h, double y) {
        return h == 0 ? y : StrictMath.expm1(h * y) / h;
    }

    /// ln(1 + hx)/h, at h = 0 x: the inverse of [#exponential].
    static double logarithm(double h, double x) {
        return h == 0 ? x : StrictMath.log1p(h * x) / h;
    }

    /// sinh(hy)/h, at h = 0 y.
    static double sine(double h, double y) {
        return h == 0 ? y : StrictMath.sinh(h * y) / h;
    }

    /// arsinh(hx)/h, at h = 0 x: the inverse of [#sine].
    static double inverseSine(double h, double x) {
        if (h == 0) {
            return x;
        }
        double z = Math.abs(h * x);
        // ln(z + √(1 + z²)) with the 1 taken out, exact for small z; for large z the square would overflow.
        double inverse = z > 1e150
                ? StrictMath.log(z) + StrictMath.log(2)
                : StrictMath.log1p(z + z * z / (1 + Math.sqrt(1 + z * z)));
        return Math.copySign(inverse, h * x) / h;
    }
}
