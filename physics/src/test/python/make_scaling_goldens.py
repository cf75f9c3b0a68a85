"""Golden values of GaussianRandomEnergiesTest: random energies at finite n.

Independent of the Java code: <ln Z> = int (e^-t - phi(t)^n) dt/t with both integrals by Gauss-Legendre panels (numpy),
and its derivatives in b by central differences of <ln Z> alone.

    python physics/src/test/python/make_scaling_goldens.py            compares
    python physics/src/test/python/make_scaling_goldens.py --write    rewrites

random_energies.csv. Written with numpy 2.4.1.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[4] / "src/test/python"))
import golden_files  # noqa: E402

RESOURCES = Path(__file__).parents[1] / "resources/calorimeter/physics"


def panels(low, high, count):
    """Nodes and weights of 16-point Gauss-Legendre on equal panels."""
    nodes, weights = np.polynomial.legendre.leggauss(16)
    edges = np.linspace(low, high, count + 1)
    half = np.diff(edges)[:, None] / 2
    return (edges[:-1, None] + half * (1 + nodes)).ravel(), (half * weights).ravel()


def mean_log_partition(n, b):
    x, dx = panels(-10, 10, 40 + int(20 * b))
    y, dy = panels(-50 - np.log(n) - b * b / 2, max(4, 10 * b), 120)
    density = dx * np.exp(-x * x / 2) / np.sqrt(2 * np.pi)
    lost = np.array([-(density @ np.expm1(-np.exp(np.minimum(at + b * x, 7)))) for at in y])
    log_phi = np.log1p(-np.minimum(lost, 1 - 1e-16))
    return float(dy @ (np.expm1(-np.exp(y)) - np.expm1(n * log_phi)))


def derivatives(n, b):
    """Differences of order eight in b."""
    h = 0.03 * b
    values = [mean_log_partition(n, b + k * h) for k in range(-4, 5)]
    first = np.array([3, -32, 168, -672, 0, 672, -168, 32, -3]) / 840
    second = np.array([-9, 128, -1008, 8064, -14350, 8064, -1008, 128, -9]) / 5040
    return values[4], first @ values / h, b * b * (second @ values) / h**2


def make(folder):
    (folder / "exact").mkdir()
    with (folder / "exact/random_energies.csv").open("w", newline="\n") as out:
        out.write("count;b;mean_log_partition;first_derivative;mean_specific_heat\n")
        for n, b in [(2, 0.3), (2, 2.0), (16, 1.0), (113, 2.4), (1024, 1.0), (1024, 4.0), (16384, 3.0)]:
            value, first, heat = derivatives(n, b)
            out.write(f"{n};{b!r};{value!r};{float(first)!r};{float(heat)!r}\n")


if __name__ == "__main__":
    golden_files.main(__doc__, RESOURCES, make)
