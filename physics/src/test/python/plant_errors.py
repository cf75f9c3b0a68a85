"""Plants one error at a time in the formulas of the physics module and lists which statements the theory checks refute.

    python physics/src/test/python/plant_errors.py JDK_HOME JSPECIFY_JAR

works on a copy in a temporary folder; the sources are not touched. Fails if an error goes unnoticed. The table in
docs/theory.md was made with it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "main/java"
ROOT = "calorimeter/physics/"

# (file, what is there, what is planted)
ERRORS = [
    ("ensemble/CanonicalState.java", "return energy.reducedVariance();", "return beta() * energy.variance();"),
    ("ensemble/CanonicalState.java", "- 2 * specificHeat())", "- specificHeat())"),
    ("ensemble/GibbsMoments.java", "0 - direction * third.value()", "direction * third.value()"),
    ("ensemble/GibbsMoments.java", "return excessLogPartition - slope * excessMean;", "return excessLogPartition;"),
    ("attention/FisherMetric.java", "p[i] * (1 - p[i]) : -p[i] * p[j]", "p[i] : -p[i] * p[j]"),
    ("attention/DipoleResponse.java", "double weight = beta * probabilities", "double weight = probabilities"),
    ("attention/FieldResponse.java", "(1 + 0.5 * beta * work[j])", "(1 + beta * work[j])"),
    ("attention/FieldResponse.java", "change[a] /= 1 + growth.value();", "change[a] /= 1;"),
    ("information/FreeEnergyFunctional.java", "temperature * (1 + StrictMath.log(p[j]))", "temperature * StrictMath.log(p[j]) * 2"),
    ("information/KullbackLeibler.java", "- (p - r);", "+ (p - r);"),
    ("information/FisherRao.java", "? 4 * StrictMath.asin", "? 2 * StrictMath.asin"),
    ("information/FisherRao.java", ": 2 * StrictMath.acos", ": StrictMath.acos"),
    ("information/FreeEnergyMinimisers.java", "* decrement;", "* decrement * decrement;"),
    ("entropy/Tsallis.java", "StrictMath.pow(p, alpha - 2)", "StrictMath.pow(p, alpha - 1)"),
    ("entropy/Kaniadakis.java", "Math.sqrt((1 - kappa) * (1 + kappa))", "1"),
    ("entropy/Abe.java", "double gap = -2 * a - difference() * y;", "double gap = -a - difference() * y;"),
    ("entropy/GeneralisedState.java", "return total(mobility) / temperature *", "return 1 / temperature / temperature *"),
    ("entropy/Sparsemax.java", "threshold = (sum - 1) / k;", "threshold = (sum - 0.9) / k;"),
    ("action/SphereLagrangian.java", "force[j] = -0.5 * x[j]", "force[j] = -x[j]"),
    ("action/SphereLagrangian.java", "0.5 * h / mass, damping, 1)", "h / mass, damping, 1)"),
    ("action/SphereLagrangian.java", "StrictMath.exp(-0.5 * friction", "StrictMath.exp(-friction"),
    ("action/GradientFlow.java", "-StrictMath.expm1(-potential.temperature() * t / friction)",
     "-StrictMath.expm1(-2 * potential.temperature() * t / friction)"),
    ("action/DiscretePath.java", "angle / sine;", "1;"),
    ("action/DepthAction.java", "sum -= 0.5 * (potentials[l] + potentials[l + 1]);", "sum -= potentials[l];"),
    ("action/FirstLaw.java", "heat.add(0.5 * (eBefore[j] + eAfter[j])", "heat.add((eAfter[j])"),
    ("action/Jarzynski.java", "paid += levels[k][level] - levels[k - 1][level];", "paid += levels[k][0] - levels[k - 1][0];"),
    ("positions/Rotary.java", "projected[2 * f] = cosine * x - sine * y;", "projected[2 * f] = cosine * x + sine * y;"),
    ("positions/PhaseHessian.java", "keyCurvature(j, plane) - 2 * contentProduct", "keyCurvature(j, plane) - contentProduct"),
    ("positions/PhaseHessian.java", "beta * (1 - p[j]) * reaction", "beta * reaction"),
    ("positions/GoldstoneMode.java", "return frequency * frequency *", "return frequency *"),
    ("noether/LearningRule.java", "return learningRate * (1 - dampening);", "return learningRate;"),
    ("noether/LearningRule.java", "return timeStep() * (1 + momentum) / 2;", "return timeStep() * (1 + momentum);"),
    ("noether/LearningRule.java", "decay / (scale * scale), kind);", "decay, kind);"),
    ("noether/QuadraticCharge.java", "double force = rule.coupledDecay() * charge + violation;", "double force = violation;"),
    ("noether/QuadraticCharge.java", "double force = rule.coupledDecay() * charge + violation;",
     "double force = rule.coupledDecay() * charge;"),
    ("noether/QuadraticCharge.java", "(1 - rule.dampening()) * force;", "force;"),
    ("noether/QuadraticCharge.java", "double kept = rule.retention();", "double kept = 1;"),
    ("noether/QuadraticCharge.java", "rule.retention() - h * rule.coupledDecay();", "1;"),
    ("noether/TranslationCharge.java", "rule.retention() * charge", "charge"),
    ("noether/AngularMomentum.java", "rule.retention() * (rule.momentum()", "(rule.momentum()"),
    ("noether/DiscreteOscillator.java", "2 * rule.timeStep() * rule.requireCoupled()", "rule.timeStep() * rule.requireCoupled()"),
    ("noether/DiscreteOscillator.java", "(kinetic[n + 1] + rule.momentum() * kinetic[n]);", "kinetic[n + 1];"),
    ("noether/DiscreteOscillator.java", "momentum * eta * (2 * start.radial() - eta * start.kinetic())",
     "momentum * eta * 2 * start.radial()"),
    ("noether/DiscreteOscillator.java", "return 2 * (1 + momentum);", "return 2 * (1 - momentum);"),
    ("noether/DiscreteOscillator.java", "theta == 0 ? n :", "theta < 1e-3 ? n :"),
    ("noether/ModifiedEquation.java", " - rule.decay() / rule.mass() * overlap;", ";"),
    ("noether/ModifiedEquation.java", "(2 * beta * velocity[i]", "(beta * velocity[i]"),
    ("noether/ModifiedEquation.java", "(gradient[i] + weight * curved[i])", "gradient[i]"),
    ("noether/NeuralMechanics.java", "return 2 * kinetic / (undamped * undamped);", "return 2 * kinetic;"),
    ("noether/NeuralMechanics.java", "return of(rule, 4);", "return of(rule, 2);"),
    ("noether/NeuralMechanics.java", "(2 * rule.momentum() * velocity", "(rule.momentum() * velocity"),
    ("noether/DrivenOscillator.java", "{-squaredFrequency * time * time,", "{squaredFrequency * time * time,"),
    ("noether/NormEquation.java", "return new NormEquation(rule, 1 / (rule.friction() * (1 + rule.momentum())));",
     "return coherent(rule);"),
    ("noether/NormEquation.java", "return 4 * rule.decay() / rule.friction();", "return 2 * rule.decay() / rule.friction();"),
    ("noether/NormEquation.java", "return persistence * speedCoefficient();", "return speedCoefficient();"),
    ("noether/SteadyNorm.java", "(rule.friction() * rule.requireCoupled() * (2 - share(rule)))",
     "(2 * rule.friction() * rule.requireCoupled())"),
    ("noether/SteadyNorm.java", "return epsilon / (variance + epsilon) *", "return epsilon / variance *"),
    ("noether/symmetry/AttentionSymmetries.java", "blocks.add(columns(biases.get(0), queryHead));", "continue;"),
    ("noether/symmetry/AttentionSymmetries.java", "blocks.add(columns(biases.get(2), head));", "columns(biases.get(2), head);"),
    ("noether/symmetry/AttentionSymmetries.java",
     "            blocks.add(columns(biases.get(1), head).negative());\n", "            blocks.size();\n"),
    ("noether/symmetry/Symmetries.java", "List.of(in.columns(unit, 1), bias.columns(unit, 1))", "List.of(in.columns(unit, 1))"),
    ("noether/symmetry/Symmetry.java", "(forth + back) / 2", "forth"),
    ("noether/symmetry/LawCount.java", "symmetric(size) + (biases ? size : 0);", "symmetric(size);"),
    ("noether/symmetry/LawCount.java", "sum += equal * equal;", "sum += equal;"),
]

RUNNER = """
import calorimeter.physics.theory.*;

public class Runner {
    public static void main(String[] arguments) {
        for (TheoryCheck check : TheoryChecks.all()) {
            TheoryResult result = check.run();
            if (result.verdict() == TheoryResult.Verdict.REFUTED) {
                System.out.printf("%s (%.1e) ", check.name(), result.residual());
            }
        }
    }
}
"""


def main():
    java_home, annotations = Path(sys.argv[1]), sys.argv[2]
    javac, java = str(java_home / "bin/javac"), str(java_home / "bin/java")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        base = folder / "base"
        (folder / "Runner.java").write_text(RUNNER)
        everything = [str(path) for path in SOURCES.rglob("*.java")] + [str(folder / "Runner.java")]
        subprocess.run([javac, "-nowarn", "-d", base, "-cp", annotations, *everything], check=True)
        unnoticed = 0
        for number, (name, old, new) in enumerate([(None, "", "")] + ERRORS):
            planted = folder / f"planted{number}"
            planted.mkdir()
            if name:
                text = (SOURCES / ROOT / name).read_text()
                if text.count(old) != 1:
                    raise SystemExit(f"{name} has {text.count(old)} times: {old}")
                (planted / Path(name).name).write_text(text.replace(old, new))
                subprocess.run([javac, "-nowarn", "-d", planted, "-cp", f"{base}:{annotations}",
                                str(planted / Path(name).name)], check=True)
            refuted = subprocess.run([java, "-cp", f"{planted}:{base}", "Runner"], check=False,
                                     capture_output=True, text=True).stdout.strip()
            unnoticed += bool(name) != bool(refuted)
            print(f"{name or 'nothing planted'} | {old} | {new} | {refuted or 'nothing refuted'}", flush=True)
        raise SystemExit(f"{unnoticed} errors unnoticed" if unnoticed else 0)


if __name__ == "__main__":
    main()
