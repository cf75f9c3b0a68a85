"""Golden values that GeneralisedStateGoldenTest and SphereLagrangianGoldenTest compare with.

Independent of the Java code: attention under other entropies is solved in the absolute chemical potential with 25
digits (mpmath), from the entropy's own derivative written with powers; orbits are integrated in the coordinates p of the
simplex, not on the sphere, by an adaptive Runge-Kutta method of order 8 (scipy).

    python physics/src/test/python/make_theory_goldens.py            compares
    python physics/src/test/python/make_theory_goldens.py --write    rewrites

generalised.csv and orbits.csv. Written with mpmath 1.3.0 and scipy 1.17.1.
"""

import random
import sys
from pathlib import Path

import numpy as np
from mpmath import mp, mpf, nstr
from scipy.integrate import solve_ivp

sys.path.append(str(Path(__file__).resolve().parents[4] / "src/test/python"))
import golden_files  # noqa: E402

RESOURCES = Path(__file__).parents[1] / "resources/calorimeter/physics"
mp.dps = 25


def slope(kind, h, p):
    """s'(p)"""
    if kind == "tsallis":
        return (1 - h * p ** (h - 1)) / (h * (h - 1))
    if kind == "kaniadakis":
        return -((1 + h) * p**h - (1 - h) * p ** (-h)) / (2 * h)
    return -(h * p ** (h - 1) - p ** (1 / h - 1) / h) / (h - 1 / h)


def entropy(kind, h, p):
    if p == 0:
        return mpf(0)
    if kind == "tsallis":
        return (p - p**h) / (h * (h - 1))
    if kind == "kaniadakis":
        return -p * (p**h - p ** (-h)) / (2 * h)
    return -(p**h - p ** (1 / h)) / (h - 1 / h)


def bisect(f, low, high, steps=90):
    """The root of a falling f."""
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) > 0 else (low, middle)
    return (low + high) / 2


def occupation(kind, h, x):
    """p with s'(p) = x: closed forms in powers where there are any, else bisection in ln p."""
    if kind == "tsallis" and h > 1 and x >= 1 / (h * (h - 1)):
        return mpf(0)
    if x <= slope(kind, h, mpf(1)):
        return mpf(1)
    if kind == "tsallis":
        return ((1 - h * (h - 1) * x) / h) ** (1 / (h - 1))
    if kind == "kaniadakis":
        y = -x / mp.sqrt(1 - h * h)
        return ((1 - h) / (1 + h)) ** (1 / (2 * h)) * (mp.sqrt(1 + h * h * y * y) + h * y) ** (1 / h)
    return mp.exp(bisect(lambda y: slope(kind, h, mp.exp(y)) - x, mpf(-60), mpf(0)))


def attention(kind, h, temperature, energies):
    """A steep entropy shows a small weight in the last digits of s' alone: it takes more of them."""
    if kind == "tsallis" and h > 5 and mp.dps < 60:
        with mp.workdps(60):
            return attention(kind, h, temperature, energies)
    h, t = mpf(h), mpf(temperature)
    levels = [mpf(e) for e in energies]
    number = lambda mu: 1 - sum(occupation(kind, h, (e - mu) / t) for e in levels)
    ground = min(levels)
    mu = bisect(number, ground - t * slope(kind, h, mpf(1) / len(levels)) - t / 10**6,
                ground - t * slope(kind, h, mpf(1)) + t / 10**6, 4 * mp.dps - 10)
    p = [occupation(kind, h, (e - mu) / t) for e in levels]
    return mu, p, sum(entropy(kind, h, q) for q in p)


def write_generalised(folder):
    draw = random.Random(1)
    spectra = {"five": [0.0, 0.3, 0.7, 1.1, 2.0], "tied": [0.0, 0.0, 1.0, 4.0],
               "eight": [draw.gauss(0, 1) for _ in range(8)]}
    with (folder / "entropy/generalised.csv").open("w", newline="\n") as out:
        out.write("kind;parameter;temperature;mu;S;p;levels\n")
        for kind, parameters in [("tsallis", [0.5, 1.01, 1.5, 2.0, 3.0, 10.0, 20.0]), ("kaniadakis", [0.1, 0.5, 0.9]),
                                 ("abe", [0.3, 0.99, 2.0])]:
            for h in parameters:
                for name, levels in spectra.items():
                    for temperature in [5.0, 25.0] if kind == "tsallis" and h > 5 else [0.25, 1.5]:
                        mu, p, s = attention(kind, h, temperature, levels)
                        digits = lambda x: nstr(x, 20, strip_zeros=True)
                        out.write(f"{kind};{h!r};{temperature!r};{digits(mu)};{digits(s)};"
                                  f"{' '.join(digits(q) for q in p)};{' '.join(repr(e) for e in levels)}\n")


def orbit(energies, temperature, mass, friction, p0, rate0, times):
    """p'' = p'^2/(2p) - (p/m)(phi - lambda) - (gamma/m)p', lambda from sum p'' = 0."""
    e = np.array(energies)
    n = len(e)

    def right(_, y):
        p, v = y[:n], y[n:]
        phi = e + temperature * (1 + np.log(p))
        level = p @ phi - mass / 2 * np.sum(v * v / p)
        return np.concatenate([v, v * v / (2 * p) - p / mass * (phi - level) - friction / mass * v])

    return solve_ivp(right, (0, times[-1]), np.concatenate([p0, rate0]), "DOP853", times, rtol=1e-13, atol=1e-15).y[:n].T


def write_orbits(folder):
    with (folder / "action/orbits.csv").open("w", newline="\n") as out:
        out.write("temperature;mass;friction;time;start;rate;p;levels\n")
        for energies, temperature, mass, friction, p0, rate0 in [
            ([0.0, 0.4, 0.9, 1.5], 0.7, 1.3, 0.0, [0.42, 0.34, 0.16, 0.08], [0.02, -0.05, 0.02, 0.01]),
            ([0.0, 0.4, 0.9, 1.5], 0.7, 1.3, 0.4, [0.42, 0.34, 0.16, 0.08], [0.02, -0.05, 0.02, 0.01]),
            ([0.0, 1.0, 1.0], 0.5, 0.8, 0.0, [0.7, 0.2, 0.1], [0.02, -0.05, 0.03]),
        ]:
            times = [0.5, 2.0, 7.0]
            for time, p in zip(times, orbit(energies, temperature, mass, friction, np.array(p0), np.array(rate0), times)):
                row = lambda values: " ".join(repr(float(v)) for v in values)
                out.write(f"{temperature!r};{mass!r};{friction!r};{time!r};{row(p0)};{row(rate0)};{row(p)};{row(energies)}\n")


def make(folder):
    for package in ["entropy", "action"]:
        (folder / package).mkdir()
    write_generalised(folder)
    write_orbits(folder)


if __name__ == "__main__":
    golden_files.main(__doc__, RESOURCES, make)
