// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

import calorimeter.physics.noether.DrivenOscillator.Motion;

/// The continuous predictions of Neural mechanics for charges in time t = hn, as printed and corrected.
///
///     S̈ + 2γṠ + ω²S = drive,   γ = (1−β)/D,   D = h(1+β),   ω² = 2k/D (translation), 4k/D (quadratic)
///
/// | | printed | corrected |
/// |---|---|---|
/// | Ṡ(0) of a translation | 0 | (2βV_0/(1−δ) − kS_0)/(1+β) |
/// | Ṙ(0) of a quadratic charge | 0 | 2(2βP_0/(1−δ) − kR_0)/(1+β) |
/// | drive of a quadratic charge | 2N/(1−δ)²; its released code has 2N | 2(N_(n+1) + βN_n)/((1+β)(1−δ)²) |
/// | relative error | ≈ hk/2μ, O(η); twice that for quadratic charges | O(η²) |
///
/// For gradient descent without momentum it predicts first-order decay. The drive is constant during a step.
/// [QuadraticCharge], [TranslationCharge] and [DiscreteOscillator] have the exact laws.
///
/// Source: Kunin et al., arXiv:2012.04728, §5 and its released code; corrections derived in docs/theory.md.
///
/// @param damping          γ
/// @param squaredFrequency ω²
/// @param timeStep         h
public record NeuralMechanics(double damping, double squaredFrequency, double timeStep) {

    /// The mechanics of a translation's charge.
    public static NeuralMechanics translation(LearningRule rule) {
        return of(rule, 2);
    }

    /// The mechanics of a quadratic charge.
    public static NeuralMechanics quadratic(LearningRule rule) {
        return of(rule, 4);
    }

    private static NeuralMechanics of(LearningRule rule, double factor) {
        double inertia = rule.timeStep() * (1 + rule.momentum());
        return new NeuralMechanics(
                rule.friction() / inertia, factor * rule.requireCoupled() / inertia, rule.timeStep());
    }

    /// One step of the learning rule, solved exactly.
    public DrivenOscillator step() {
        return new DrivenOscillator(damping, squaredFrequency, timeStep);
    }

    /// The charge after some steps without drive.
    public double at(int steps, Motion start) {
        return steps == 0
                ? start.value()
                : new DrivenOscillator(damping, squaredFrequency, steps * timeStep)
                        .after(start, 0)
                        .value();
    }

    /// Predictions at steps 0 … n.
    ///
    /// @param drive constant during step n → n+1; n values
    public double[] course(Motion start, double[] drive) {
        DrivenOscillator step = step();
        double[] course = new double[drive.length + 1];
        course[0] = start.value();
        Motion motion = start;
        for (int n = 0; n < drive.length; n++) {
            motion = step.after(motion, drive[n]);
            course[n + 1] = motion.value();
        }
        return course;
    }

    /// Charge and rate as printed, from rest: Ṡ(0) = 0.
    public static Motion printedStart(double charge) {
        return new Motion(charge, 0);
    }

    /// The start that gives second order in η, of a translation.
    public static Motion correctedStart(LearningRule rule, TranslationCharge start) {
        return new Motion(start.charge(), rate(rule, start.velocity(), rule.requireCoupled() * start.charge()));
    }

    /// The start that gives second order in η, of a quadratic charge.
    public static Motion correctedStart(LearningRule rule, QuadraticCharge start) {
        return new Motion(start.charge(), 2 * rate(rule, start.radial(), rule.requireCoupled() * start.charge()));
    }

    private static double rate(LearningRule rule, double velocity, double force) {
        return (2 * rule.momentum() * velocity / (1 - rule.dampening()) - force) / (1 + rule.momentum());
    }

    /// 2N/(1−δ)², the drive as printed.
    ///
    /// @param kinetic N = ⟨v, v⟩ during the step, that is after it: v_(n+1) carries q_n to q_(n+1)
    public static double printedDrive(LearningRule rule, double kinetic) {
        double undamped = 1 - rule.dampening();
        return 2 * kinetic / (undamped * undamped);
    }

    /// 2N, the drive of the released code; right at δ = 0 alone.
    public static double releasedDrive(double kinetic) {
        return 2 * kinetic;
    }

    /// 2(N_(n+1) + βN_n)/((1+β)(1−δ)²), the drive of second order in η.
    ///
    /// @param kinetic     N_n, before the step
    /// @param nextKinetic N_(n+1), after it
    public static double correctedDrive(LearningRule rule, double kinetic, double nextKinetic) {
        double mean = (nextKinetic + rule.momentum() * kinetic) / (1 + rule.momentum());
        return printedDrive(rule, mean);
    }

    /// Σw(t) = e^(−kt)Σw(0), a translation under gradient descent without momentum; relative error ηk²t/2.
    public static double descentTranslation(LearningRule rule, double start, int steps) {
        return start * StrictMath.exp(-rule.requireCoupled() * rule.timeStep() * steps);
    }

    /// |w|²(t) = e^(−2kt)|w_0|² + h²Σe^(−2k(t−t_n))|d_n|², a quadratic charge under gradient descent without momentum,
    /// at steps 0 … n. Printed with d = g + kw: relative error 2ηk²t. With g alone it is ηk²t.
    ///
    /// @param squares ⟨d_n, d_n⟩ (as printed) or ⟨g_n, g_n⟩ at the beginning of every step, t_n = hn
    public static double[] descentQuadratic(LearningRule rule, double start, double[] squares) {
        double h = rule.timeStep();
        double kept = StrictMath.exp(-2 * rule.requireCoupled() * h);
        double[] course = new double[squares.length + 1];
        course[0] = start;
        for (int n = 0; n < squares.length; n++) {
            course[n + 1] = kept * (course[n] + h * h * squares[n]);
        }
        return course;
    }
}
