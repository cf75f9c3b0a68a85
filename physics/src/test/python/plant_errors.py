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
