"""Goldens of calorimeter.statistics.peaks from SciPy: peak_goldens.txt beside the Java tests' resources.

    python statistics/src/test/python/make_peak_goldens.py            compares
    python statistics/src/test/python/make_peak_goldens.py --write    rewrites

Needs numpy and scipy. Each line of the output is `case|field|numbers separated by blanks`. Two kinds of cases:
- sequence: values, and scipy.signal.find_peaks / peak_prominences of them;
- series: steps and values of a record, and log-time smoothing written out a second time here as dense matrices
  (exact integrals of the hat functions over each cell, full Gaussian, rows renormalised), then SciPy's peaks.
"""

import sys
from pathlib import Path

import numpy as np
from scipy.signal import find_peaks, peak_prominences

sys.path.append(str(Path(__file__).resolve().parents[4] / "src/test/python"))
import golden_files  # noqa: E402

TARGET = Path(__file__).parents[1] / "resources/calorimeter/statistics/peaks"


def emit(out, case, **fields):
    for name, numbers in fields.items():
        print(case, name, " ".join(repr(float(x)) for x in numbers), sep="|", file=out)


def sequence(out, case, values):
    values = np.asarray(values, dtype=float)
    peaks, _ = find_peaks(values)
    prominences, left, right = peak_prominences(values, peaks)
    emit(out, case, values=values, peaks=peaks, prominences=prominences, left=left, right=right)


def antiderivatives(x, ends):
    """Row r, column k: integral of the hat function of sample k from x[0] to ends[r]."""
    result = np.zeros((len(ends), len(x)))
    widths = np.diff(x)
    for r, end in enumerate(ends):
        segment = min(max(np.searchsorted(x, end, side="right") - 1, 0), len(x) - 2)
        result[r, :segment] += widths[:segment] / 2
        result[r, 1 : segment + 1] += widths[:segment] / 2
        t = (end - x[segment]) / widths[segment]
        result[r, segment] += widths[segment] * (t - t * t / 2)
        result[r, segment + 1] += widths[segment] * t * t / 2
    return result


def smoothing_matrix(steps, per_decade, bandwidth):
    x = np.log10(np.asarray(steps) + 1)
    nodes = x[0] + np.arange(int(np.floor((x[-1] - x[0]) * per_decade + 1e-9)) + 1) / per_decade
    low = np.maximum(nodes - 0.5 / per_decade, x[0])
    high = np.minimum(nodes + 0.5 / per_decade, x[-1])
    cells = (antiderivatives(x, high) - antiderivatives(x, low)) / (high - low)[:, None]
    kernel = np.exp(-0.5 * ((nodes[:, None] - nodes[None, :]) / bandwidth) ** 2)
    return nodes, kernel / kernel.sum(axis=1, keepdims=True) @ cells


def series(out, case, steps, values, per_decade, bandwidth):
    nodes, matrix = smoothing_matrix(steps, per_decade, bandwidth)
    smooth = matrix @ values
    peaks, _ = find_peaks(smooth)
    prominences, _, _ = peak_prominences(smooth, peaks)
    emit(
        out,
        case,
        smoother=[per_decade, bandwidth],
        steps=steps,
        values=values,
        nodes=nodes,
        smooth=smooth,
        peaks=peaks,
        prominences=prominences,
        norms=np.sqrt((matrix**2).sum(axis=1)),
    )


def logged_steps(budget, every, per_run=100):
    logarithmic = np.unique(np.round(np.logspace(0, np.log10(budget), per_run)).astype(int))
    return np.unique(np.concatenate([[0], logarithmic, np.arange(0, budget + 1, every)])).astype(float)


def make(folder):
    rng = np.random.default_rng(20260801)
    with open(folder / "peak_goldens.txt", "w", encoding="utf-8") as out:
        sequence(out, "single", [0, 1, 0])
        sequence(out, "empty", [])
        sequence(out, "monotone", np.arange(9))
        sequence(out, "boundary maxima", [3, 1, 2, 1, 3])
        sequence(out, "plateaus", [0, 2, 2, 2, 2, 1, 3, 3, 3, 0, 0, 1, 1, 0, 5, 5])
        sequence(out, "nested plateaus", [0, 1, 1, 0, 1, 2, 2, 1, 2, 2, 1, 1, 0, 2, 0])
        sequence(out, "equal heights", [0, 2, 1, 2, 0, 2, -1, 2, 0])
        sequence(out, "white", rng.standard_normal(200))
        sequence(out, "walk", np.cumsum(rng.standard_normal(200)))
        sequence(out, "coarse walk", np.round(np.cumsum(rng.standard_normal(200))))
        sequence(out, "coarse white", np.round(2 * rng.standard_normal(200)))

        steps = logged_steps(3000, 50)
        t = np.log10(steps + 1)
        bumps = np.exp(-0.5 * ((t - 1.4) / 0.12) ** 2) + 0.6 * np.exp(-0.5 * ((t - 2.6) / 0.2) ** 2)
        series(out, "bumps", steps, bumps + 0.3 * t, 40, 0.05)
        series(out, "noise", steps, rng.standard_normal(len(steps)), 100, 0.05)
        series(out, "no step zero", steps[5:], bumps[5:] + 0.02 * rng.standard_normal(len(steps) - 5), 30, 0.1)
        series(out, "sparse", np.array([0.0, 1, 3, 10, 30, 100, 300]), np.array([0.0, 1, 0, 2, 1, 3, -1]), 20, 0.05)


if __name__ == "__main__":
    golden_files.main(__doc__, TARGET, make)
