"""Golden values of the canonical ensemble that EnsembleGoldenTest compares with.

An implementation independent of the Java one: brute-force sums in arbitrary precision, no reference level, no
rearrangement against cancellation. Only mpmath is needed (written with 1.3.0):

    python physics/src/test/python/make_ensemble_goldens.py            compares
    python physics/src/test/python/make_ensemble_goldens.py --write    rewrites

physics/src/test/resources/calorimeter/physics/ensemble/goldens.csv. Levels are written as value*multiplicity
with the shortest decimal that reads back as the same double, so both sides start from the same numbers.
"""

import math
import random
import sys
from pathlib import Path

from mpmath import mp, mpf, exp, log, nstr

sys.path.append(str(Path(__file__).resolve().parents[4] / "src/test/python"))
import golden_files  # noqa: E402

TARGET = Path(__file__).parents[1] / "resources/calorimeter/physics/ensemble"
DIGITS = 50
SMALLEST_DOUBLE = mpf(10) ** -330


def once(levels):
    return [(float(level), 1) for level in levels]


def gaussian(n, sigma, offset, seed):
    draw = random.Random(seed)
    return once(offset + sigma * draw.gauss(0, 1) for _ in range(n))


def uniform(n, reach, seed):
    draw = random.Random(seed)
    return once(draw.uniform(-reach, reach) for _ in range(n))


def cases():
    """(name, beta, [(level, multiplicity)])"""
    two = once([0, 1])
    for beta in [0.0, 1e-8, 0.5, 2.3994, 30.0, 700.0, 744.0, 1e4, 1e300, -0.5, -30.0, -1e4]:
        yield f"two levels at beta {beta:g}", beta, two
    yield "one level", 2.0, once([3.5])
    yield "one level at beta zero", 0.0, once([-3.5])
    yield "five equal levels", 7.0, [(-2.25, 5)]
    yield "degenerate ground", 1.5, [(0.0, 3), (1.0, 2)]
    yield "degenerate ground, frozen", 1e5, [(-1.0, 3), (1.0, 2)]
    yield "one against a million at the peak", 14.0, [(0.0, 1), (1.0, 999_999)]
    yield "one against a million, cold", 300.0, [(0.0, 1), (1.0, 999_999)]
    yield "a million against one", 3.0, [(0.0, 999_999), (1.0, 1)]
    yield "a million in a thousand steps", 0.01, [(0.1 * j, 1000) for j in range(1000)]
    yield "a million flat", 0.25, [(1e4, 1_000_000)]
    yield "ladder of ten, hot", 0.01, once(range(10))
    yield "ladder of ten", 1.0, once(range(10))
    yield "ladder of ten, cold", 20.0, once(range(10))
    yield "ladder of ten, inverted", -1.0, once(range(10))
    yield "ladder of a thousand", 0.05, once(range(1000))
    yield "three levels far apart", 1e-3, once([0, 1, 1e4])
    yield "near tie and a far level", 1e12, once([0, 1e-12, 1])
    yield "near tie on an offset", 1e6, once([1e4, 1e4 + 1e-6, 1e4 + 3e-6])
    yield "nearly flat", 1.0, once(1e-6 * j for j in range(8))
    yield "nearly flat on an offset", 1.0, once(9999 + 1e-4 * j for j in range(8))
    yield "large energies, small beta", 1e-100, once([-1e100, 0, 2e100])
    yield "small energies, large beta", 1e100, once([-1e-100, 0, 2e-100])
    yield "symmetric at beta zero", 0.0, once([-2, -1, 0, 1, 2])
    yield "skewed at beta zero", 0.0, once([0, 0, 0, 1, 5])
    yield "two keys at the score limits", 1.0, once([-1e4, 1e4])
    yield "a head of size 64", 0.125, gaussian(16, 20.0, 0.0, 1)
    yield "gaussian 64", 1.0, gaussian(64, 1.0, 0.0, 2)
    yield "gaussian 64, cold", 5.0, gaussian(64, 1.0, 0.0, 2)
    yield "gaussian 64, inverted", -2.0, gaussian(64, 1.0, 0.0, 2)
    yield "gaussian 64 on an offset", 1.0, gaussian(64, 1.0, 1e4, 3)
    yield "gaussian 64 on a negative offset", 1.0, gaussian(64, 0.01, -1e4, 4)
    yield "gaussian 257", 2.0, gaussian(257, 1.5, -3.0, 5)
    yield "uniform 64 at the score limits", 1.0, uniform(64, 1e4, 6)
    yield "uniform 64 at the score limits, warm", 1e-3, uniform(64, 1e4, 6)
    yield "uniform 200, narrow", 1.0, uniform(200, 1e-3, 7)


def thermodynamics(beta, levels):
    width = max(e for e, _ in levels) - min(e for e, _ in levels)
    # A level with weight e^-x needs x/ln(10) digits to be seen beside 1, and a double can hold weights down to e^-745.
    mp.dps = DIGITS + int(2 * min(abs(beta) * width, 800) / math.log(10))
    b = mpf(beta)
    weights = [(mpf(e), g, exp(-b * mpf(e))) for e, g in levels]
    z = sum(g * w for _, g, w in weights)
    u = sum(g * w * e for e, g, w in weights) / z
    variance = sum(g * w * (e - u) ** 2 for e, g, w in weights) / z
    third = sum(g * w * (e - u) ** 3 for e, g, w in weights) / z
    entropy = -sum(g * (w / z) * log(w / z) for _, g, w in weights)
    return [log(z), u, entropy, b * b * variance, third]


def decimal(x):
    return "0" if abs(x) < SMALLEST_DOUBLE else nstr(x, 25, strip_zeros=True)


def make(folder):
    with (folder / "goldens.csv").open("w", newline="\n") as out:
        out.write("name;beta;lnZ;U;S;C;kappa3;levels\n")
        for name, beta, levels in cases():
            values = ";".join(decimal(x) for x in thermodynamics(beta, levels))
            spectrum = " ".join(f"{e!r}*{g}" for e, g in levels)
            out.write(f"{name};{beta!r};{values};{spectrum}\n")


if __name__ == "__main__":
    golden_files.main(__doc__, TARGET, make)
