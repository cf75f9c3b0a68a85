// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether;

import calorimeter.physics.noether.DrivenOscillator.Motion;

/// Squared norm r² of a block whose scale the loss does not see, such as a filter before a normalisation, in
/// time t = hn. ĝ = r∇f is the gradient on the unit sphere.
///
///     (16)   m r̈² + μ ṙ² = −2kr² + 2mK|ĝ|²/r²                               (r² as one variable)
///     (17)   dr⁴/dt = −(4k/μ)r⁴ + (2h(1+β)K/(1−β))|ĝ|²
///     (17v)  dr⁴/dt = −(4k/μ)r⁴ + (2h(1+β)/(1−β)) r²|v|²/(1−δ)²
///     (18)   r⁴ = h(1+β)K G/(2k),   G_(n+1) = ρG_n + (1−ρ)|ĝ_n|²,   ρ = 1 − 4hk/(1−β)
///
/// K = |v|²/|g|² says how gradients add up in the velocity. The paper's formulas have K = 1/(1−β)², which supposes
/// gradients that agree over 1/(1−β) steps; for minibatch noise K = 1/(1−β²). (17v) needs no K. (17) and (17v) are
/// solved exactly over a step in which the drive is constant; (18) is RMSProp with one G per filter, and AdaGrad at
/// k = 0.
///
/// Source: Tanaka & Kunin, arXiv:2105.02716, Eq. 16–18; K, (17v) and h for η derived in docs/theory.md.
///
/// @param rule        with coupled decay
/// @param persistence K > 0
public record NormEquation(LearningRule rule, double persistence) {

    /// @throws IllegalArgumentException if the rule has decoupled decay or K is not positive
    public NormEquation {
        rule.requireCoupled();
        if (!(persistence > 0) || Double.isInfinite(persistence)) {
            throw new IllegalArgumentException("persistence is " + persistence + " but must be positive and finite");
        }
    }

    /// As printed: gradients that agree, K = 1/(1−β)².
    public static NormEquation coherent(LearningRule rule) {
        return new NormEquation(rule, 1 / (rule.friction() * rule.friction()));
    }

    /// Gradients of different steps uncorrelated, K = 1/(1−β²).
    public static NormEquation white(LearningRule rule) {
        return new NormEquation(rule, 1 / (rule.friction() * (1 + rule.momentum())));
    }

    /// K = [1 + 2Σ_j β^j c_j]/(1−β²), c_j the correlation of gradients j steps apart.
    ///
    /// @param correlations c_1, c_2, …
    public static NormEquation correlated(LearningRule rule, double... correlations) {
        double sum = 1;
        double weight = 2;
        for (double correlation : correlations) {
            weight *= rule.momentum();
            sum += weight * correlation;
        }
        return new NormEquation(rule, sum / (rule.friction() * (1 + rule.momentum())));
    }

    /// 4k/(1−β), the rate at which r⁴ relaxes; times h per step.
    public double relaxation() {
        return 4 * rule.decay() / rule.friction();
    }

    /// 2h(1+β)K/(1−β), the coefficient of |ĝ|² in (17).
    public double coefficient() {
        return persistence * speedCoefficient();
    }

    private double speedCoefficient() {
        return 2 * rule.timeStep() * (1 + rule.momentum()) / rule.friction();
    }

    /// r⁴ one step later by (17).
    ///
    /// @param fourthPower     r⁴
    /// @param angularGradient |ĝ|² = r²|∇f|²
    public double after(double fourthPower, double angularGradient) {
        return relaxed(fourthPower, coefficient() * angularGradient);
    }

    /// r⁴ one step later by (17v); does not depend on K.
    ///
    /// @param fourthPower r⁴
    /// @param square      r², as measured
    /// @param kinetic     |v|² during the step, that is after it
    public double afterSpeed(double fourthPower, double square, double kinetic) {
        double undamped = 1 - rule.dampening();
        return relaxed(fourthPower, speedCoefficient() * square * kinetic / (undamped * undamped));
    }

    private double relaxed(double fourthPower, double source) {
        double h = rule.timeStep();
        double decay = relaxation();
        double lost = -StrictMath.expm1(-decay * h);
        return (1 - lost) * fourthPower + source * (decay == 0 ? h : lost / decay);
    }

    /// r² and its rate one step later by (16). The drive is taken at the mean of r² before the step and of a first
    /// estimate after it.
    public Motion after(Motion square, double angularGradient) {
        double inertia = rule.timeStep() * (1 + rule.momentum());
        DrivenOscillator step =
                new DrivenOscillator(rule.friction() / inertia, 4 * rule.decay() / inertia, rule.timeStep());
        double drive = 2 * persistence * angularGradient;
        double estimate = step.after(square, drive / square.value()).value();
        return step.after(square, 2 * drive / (square.value() + estimate));
    }

    /// ρ = 1 − 4hk/(1−β) of (18).
    public double forgetting() {
        return 1 - relaxation() * rule.timeStep();
    }

    /// G one step later by (18).
    public double accumulated(double accumulator, double angularGradient) {
        return forgetting() * accumulator + (1 - forgetting()) * angularGradient;
    }

    /// r⁴ of an accumulator G, at k > 0.
    public double fourthPower(double accumulator) {
        return accumulator * rule.timeStep() * (1 + rule.momentum()) * persistence / (2 * rule.decay());
    }

    /// G of r⁴, at k > 0.
    public double accumulator(double fourthPower) {
        return fourthPower / fourthPower(1);
    }

    /// sqrt(2hk/((1+β)K))/(1−β), the learning rate with which RMSProp would turn a slow gradient's direction as this
    /// block does: sqrt(2hk/(1+β)) if coherent, sqrt(2hk/(1−β)) if white.
    public double effectiveLearningRate() {
        return Math.sqrt(2 * rule.timeStep() * rule.decay() / ((1 + rule.momentum()) * persistence)) / rule.friction();
    }
}
