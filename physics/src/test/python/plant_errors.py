"""Plants one error at a time in the formulas of the physics module and lists which statements the theory checks refute.

    python physics/src/test/python/plant_errors.py JDK_HOME JSPECIFY_JAR [WORD]

works on a copy in a temporary folder; the sources are not touched. Fails if an error goes unnoticed. WORD takes the
errors in files whose name holds it, such as "action/". The table in
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
    ("action/DepthMotion.java", "/ (2 * interval)", "/ interval"),
    ("action/Dissipation.java", "KullbackLeibler.divergence(p, present)", "KullbackLeibler.divergence(present, p)"),
    ("action/Dissipation.java", "return -2 * StrictMath.log", "return -StrictMath.log"),
    ("action/GradientFlow.java", "(square - mean * mean) / friction", "square / friction"),
    ("action/LinearDiffusion.java", "return sharedNoise * sharedNoise * difference", "return sharedNoise * difference"),
    ("action/LinearDiffusion.java", "area += 0.5 *", "area +="),
    ("action/Protocol.java", "(2 - relaxation) / (2 * relaxation)", "(1 - relaxation) / relaxation"),
    ("action/Trajectory.java", "transition(k, levels[k], levels[k - 1])", "transition(k, levels[k - 1], levels[k])"),
    ("attention/EffectiveAction.java", ".freeEnergy() + dot(query, moment)", ".freeEnergy() - dot(query, moment)"),
    ("attention/FieldResponse.java", "scores[j] + beta * work[j]", "scores[j] - beta * work[j]"),
    ("ensemble/SpecificHeatCurve.java", "(ends + 2 * inner + 4 * odd)", "(ends + 4 * inner + 2 * odd)"),
    ("exact/GaussianRandomEnergies.java", "return b * b * integral(beta).second();", "return b * integral(beta).second();"),
    ("exact/GaussianRandomEnergies.java", "? 0 : 1 - criticalBeta() / beta", "? 0 : 0.9 * (1 - criticalBeta() / beta)"),
    ("exact/GaussianRandomEnergies.java", "return Math.expm1(b * b) / count;", "return Math.expm1(b * b) / count / 2;"),
    ("exact/GaussianRandomEnergies.java", "1 - integral(beta).first() / (beta * sigma)", "1 - integral(beta).first() / beta"),
    ("exact/RandomEnergyIntegral.java", "count * (count - 1.0) *", "count * (double) count *"),
    ("action/DepthAction.java", "            sum += speed;", "            sum = direct;"),
    ("action/DepthAction.java", "return direct / length();", "return length() / direct;"),
    ("action/DepthAction.java", "            sum += kinetic;", "            sum = kinetic * speeds.length;"),
    ("action/SphereLagrangian.java", "Math.sqrt(potential.temperature() / mass)", "Math.sqrt(mass / potential.temperature())"),
    ("action/DiscretePath.java", "drag * (forward[j] - backward[j])", "drag * (backward[j] - forward[j])"),
    ("action/DiscretePath.java", "system.friction() / (2 * interval)", "system.friction() / interval"),
    ("action/Jarzynski.java", "Math.sqrt(variance / (trajectories - 1))", "Math.sqrt(variance)"),
    ("action/Jarzynski.java", "g[j] = (1 - protocol.relaxation()) * g[j] + protocol.relaxation() * gibbs[j] * total.value();",
     "g[j] *= total.value() / total.value();"),
    ("action/Jarzynski.java", "random.nextDouble() < relaxation", "random.nextDouble() < 0"),
    ("action/Protocol.java", "Math.min(smallestProduction, heat.entropyProduction())",
     "k == 1 ? heat.entropyProduction() : Math.max(smallestProduction, heat.entropyProduction())"),
    ("action/FirstLaw.java", "entropyChange.value() / rows", "entropyChange.value()"),
    ("attention/DipoleResponse.java", "Math.sqrt(beta * probabilities[j])", "Math.sqrt(probabilities[j])"),
    ("attention/LandscapeVariance.java", "within.value() / scores, between.value() / scores",
     "between.value() / scores, within.value() / scores"),
    ("attention/RowState.java", "return -scores.thirdCumulant() / (", "return scores.thirdCumulant() / ("),
    ("attention/RowState.java", "return -beta * (scores", "return beta * (scores"),
    ("attention/RowState.java", "/ (logKeys * logKeys)", "/ logKeys"),
    ("attention/RowState.java", "return -scores.mean() / beta;", "return scores.mean() / beta;"),
    ("ensemble/GroupedLevels.java", "nearest + sum / counts[groups]", "nearest"),
    ("ensemble/SpecificHeatCurve.java", "double beta = StrictMath.exp(0.5 * (rising + falling));\n"
     "        return new SpecificHeatPeak(beta, spectrum.moments(beta, buffer).reducedVariance());",
     "double beta = StrictMath.exp(0.5 * (rising + falling));\n"
     "        return new SpecificHeatPeak(beta, spectrum.moments(beta, buffer).variance());"),
    ("ensemble/SpecificHeatCurve.java", "StrictMath.log(beta / peak.get().beta())", "StrictMath.log(peak.get().beta() / beta)"),
    ("entropy/GeneralisedState.java", "(0 - derivative[j]) / temperature", "derivative[j] / temperature"),
    ("information/FisherRao.java", "(1 - t) * p[j] + t * r[j];", "t * p[j] + (1 - t) * r[j];"),
    ("positions/LinearBias.java", "return energyPerPosition *", "return -energyPerPosition *"),
    ("positions/PhaseHessian.java", "return curvature - beta * variance(torque, mean);", "return curvature;"),
    ("positions/PhaseHessian.java", "torque += p[j] * queryTorque(j, plane);", "torque += queryTorque(j, plane) / p.length;"),
    ("positions/QueryKeyMap.java", "Matrices.times(keyWeights, content)", "Matrices.times(queryWeights, content)"),
    ("positions/Rotary.java", "-2.0 * plane / dimension", "-2.0 * plane * plane / dimension"),
    ("positions/ShiftCost.java", "before.probabilities(beta), after.probabilities(beta)",
     "after.probabilities(beta), before.probabilities(beta)"),
]

# The topics that check a folder's formulas are tried first, the others only if they refute nothing.
NEAREST = {
    "action": ["lagrangian", "first-law", "scaling"],
    "attention": ["field", "ensemble"],
    "ensemble": ["ensemble"],
    "entropy": ["entropy"],
    "exact": ["scaling", "ensemble"],
    "information": ["information", "lagrangian"],
    "noether": ["noether"],
    "positions": ["positions"],
}
TOPICS = ["ensemble", "information", "entropy", "critical-beta", "scaling", "lagrangian", "first-law", "field", "positions",
          "noether", "constraints"]

RUNNER = """
import calorimeter.physics.theory.*;

public class Runner {
    public static void main(String[] arguments) {
        for (TheoryCheck check : TheoryChecks.all()) {
            if (!java.util.Arrays.asList(arguments).contains(check.topic().key())) {
                continue;
            }
            TheoryResult result = check.run();
            if (result.verdict() == TheoryResult.Verdict.REFUTED) {
                System.out.printf("%s (%.1e) ", check.name(), result.residual());
            }
        }
    }
}
"""


def main():
    java_home, annotations, word = Path(sys.argv[1]), sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else ""
    errors = [error for error in ERRORS if word in error[0]]
    javac, java = str(java_home / "bin/javac"), str(java_home / "bin/java")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        base = folder / "base"
        (folder / "Runner.java").write_text(RUNNER)
        everything = [str(path) for path in SOURCES.rglob("*.java")] + [str(folder / "Runner.java")]
        subprocess.run([javac, "-nowarn", "-d", base, "-cp", annotations, *everything], check=True)
        unnoticed = 0
        for number, (name, old, new) in enumerate([(None, "", "")] + errors):
            planted = folder / f"planted{number}"
            planted.mkdir()
            if name:
                text = (SOURCES / ROOT / name).read_text()
                if text.count(old) != 1:
                    raise SystemExit(f"{name} has {text.count(old)} times: {old}")
                (planted / Path(name).name).write_text(text.replace(old, new))
                subprocess.run([javac, "-nowarn", "-d", planted, "-cp", f"{base}:{annotations}",
                                str(planted / Path(name).name)], check=True)
            nearest = NEAREST[name.split("/")[0]] if name else []
            refuted = ""
            for topics in [nearest, [topic for topic in TOPICS if topic not in nearest]]:
                refuted = refuted or subprocess.run([java, "-cp", f"{planted}:{base}", "Runner", *topics], check=False,
                                                    capture_output=True, text=True).stdout.strip()
            unnoticed += bool(name) != bool(refuted)
            print(f"{name or 'nothing planted'} | {old} | {new} | {refuted or 'nothing refuted'}", flush=True)
        raise SystemExit(f"{unnoticed} errors unnoticed" if unnoticed else 0)


if __name__ == "__main__":
    main()
