"""Goldens of the packages of calorimeter.statistics other than peaks, from SciPy and NumPy.

    python statistics/src/test/python/make_statistics_goldens.py            compares
    python statistics/src/test/python/make_statistics_goldens.py --write    rewrites

Needs numpy and scipy. One file per package, `<package>/<package>_goldens.txt`, lines `case|field|numbers`. Where SciPy
has the method its answer is written; where it has not (partial correlation, Holm, profile intervals, Firth's
penalty) the definition is written out a second time here with SciPy's general-purpose solvers.
"""

import pathlib
import sys

import numpy as np
from scipy import optimize, stats

sys.path.append(str(pathlib.Path(__file__).resolve().parents[4] / "src/test/python"))
import golden_files  # noqa: E402

TARGET = pathlib.Path(__file__).parents[1] / "resources/calorimeter/statistics"

CONFIDENCE = 0.95


class Writer:
    def __init__(self, folder, package):
        path = pathlib.Path(folder) / package / f"{package}_goldens.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.out = open(path, "w", encoding="utf-8")

    def __call__(self, case, **fields):
        for name, numbers in fields.items():
            numbers = np.atleast_1d(np.asarray(numbers, dtype=float))
            print(case, name, " ".join(java(x) for x in numbers), sep="|", file=self.out)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.out.close()


def java(x):
    return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(repr(float(x)), repr(float(x)))


def proportion(folder):
    with Writer(folder, "proportion") as write:
        for k, n, confidence in [(0, 8, 0.95), (8, 8, 0.95), (3, 10, 0.95), (1, 400, 0.997), (57, 123, 0.9), (1, 1, 0.5)]:
            ci = stats.binomtest(k, n).proportion_ci(confidence, method="exact")
            write(f"{k} of {n}", counts=[k, n, confidence], interval=[ci.low, ci.high])


def location(folder):
    rng = np.random.default_rng(8)
    with Writer(folder, "location") as write:
        for n in (5, 6, 17, 60):
            x = rng.lognormal(size=n)
            order = stats.quantile_test(x, p=0.5).confidence_interval(CONFIDENCE)
            order = [v if np.isfinite(v) else s * np.inf for v, s in zip(order, (-1, 1))]
            mean = stats.t.interval(CONFIDENCE, n - 1, loc=x.mean(), scale=stats.sem(x))
            write(f"n {n}", x=x, mean=[x.mean(), *mean], median=[np.median(x), *order])
        for n, m in ((2, 3), (4, 9)):
            x, y = rng.normal(size=n), 1 + 3 * rng.normal(size=m)
            welch = stats.ttest_ind(x, y, equal_var=False)
            write(
                f"contrast {n} {m}",
                x=x,
                y=y,
                welch=[x.mean() - y.mean(), *welch.confidence_interval(CONFIDENCE)],
            )


def best_segmentation(x, penalty):
    """Optimal partitioning without pruning."""
    n = len(x)
    best, last = [-penalty], [0]
    for end in range(1, n + 1):
        costs = [best[s] + np.sum((x[s:end] - x[s:end].mean()) ** 2) + penalty for s in range(end)]
        best.append(min(costs))
        last.append(int(np.argmin(costs)))
    changes, start = [], last[n]
    while start > 0:
        changes.insert(0, start)
        start = last[start]
    return changes


def detection(folder):
    rng = np.random.default_rng(9)
    with Writer(folder, "detection") as write:
        steps = np.repeat([0.0, 3.0, 2.5, -1.0], [40, 25, 60, 30]) + 0.7 * rng.standard_normal(155)
        for penalty in (0.5, 5.0, 50.0):
            write(f"changes {penalty}", x=steps, penalty=penalty, changes=best_segmentation(steps, penalty))
        walk = np.cumsum(rng.standard_normal(120))
        write("changes walk", x=walk, penalty=10.0, changes=best_segmentation(walk, 10.0))
        nulls, signals = np.round(rng.normal(size=30), 1), np.round(rng.normal(0.8, size=25), 1)
        u = stats.mannwhitneyu(signals, nulls).statistic
        write("area", nulls=nulls, signals=signals, area=u / (len(nulls) * len(signals)))


def multiplicity(folder):
    rng = np.random.default_rng(1)
    with Writer(folder, "multiplicity") as write:
        for name, p in {
            "one": [0.03],
            "ties": [0.01, 0.04, 0.01, 0.5, 0.04],
            "saturated": [0.9, 0.8, 1.0, 0.7],
            "mixed": np.concatenate([rng.uniform(size=12), rng.uniform(size=6) * 1e-3]),
        }.items():
            p = np.asarray(p)
            m = len(p)
            order = np.argsort(p)
            holm = np.empty(m)
            holm[order] = np.maximum.accumulate(np.minimum(1, (m - np.arange(m)) * p[order]))
            write(name, p=p, holm=holm, bh=stats.false_discovery_control(p, method="bh"))


def resampling(folder):
    rng = np.random.default_rng(2)
    with Writer(folder, "resampling") as write:
        skewed = rng.lognormal(size=17)
        second = rng.lognormal(0.5, size=9)
        cases = {
            "mean": ((skewed,), lambda x, axis: np.mean(x, axis=axis)),
            "variance": ((skewed,), lambda x, axis: np.var(x, axis=axis)),
            "difference": ((skewed, second), lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis)),
        }
        for name, (data, statistic) in cases.items():
            result = stats.bootstrap(
                data, statistic, n_resamples=999, confidence_level=CONFIDENCE, method="percentile", rng=3
            )
            ci = result.confidence_interval
            write(name, distribution=result.bootstrap_distribution, percentile=[ci.low, ci.high])

        x = np.round(rng.normal(size=6), 3)
        y = np.round(rng.normal(0.8, size=5), 3)
        d = np.round(rng.normal(0.4, size=9), 3)
        write("permutation data", x=x, y=y, d=d)
        mean_difference = lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis)
        mean = lambda x, axis: np.mean(x, axis=axis)
        for alternative in ("two-sided", "greater", "less"):
            kwargs = dict(n_resamples=10**6, alternative=alternative, vectorized=True)
            one = stats.permutation_test((x, y), mean_difference, permutation_type="independent", **kwargs)
            two = stats.permutation_test((d,), mean, permutation_type="samples", **kwargs)
            write(
                alternative,
                independent=[one.statistic, one.pvalue, len(one.null_distribution)],
                paired=[two.statistic, two.pvalue, len(two.null_distribution)],
            )


def hodges_lehmann(d):
    walsh = np.sort([(d[i] + d[j]) / 2 for i in range(len(d)) for j in range(i, len(d))])
    n = len(d)
    probability = np.zeros(n * (n + 1) // 2 + 1)
    probability[0] = 1
    for rank in range(1, n + 1):
        probability = (probability + np.concatenate([np.zeros(rank), probability[:-rank]])) / 2
    k = int(np.sum(np.cumsum(probability) <= (1 - CONFIDENCE) / 2))
    if k == 0:
        return [np.median(walsh), -np.inf, np.inf]
    return [np.median(walsh), walsh[k - 1], walsh[len(walsh) - k]]


def tests(folder):
    rng = np.random.default_rng(4)
    cases = {
        "five": np.array([0.3, 1.2, -0.1, 0.8, 2.0]),
        "twelve": rng.normal(0.5, size=12),
        "forty": rng.normal(0.3, size=40),
        "ties": np.array([1.0, 1, 2, -1, 3, 3, -2, 4, 1, -1]),
        "zeros": np.array([0.0, 1, 2, 0, 3, -2, 4, 1.5]),
    }
    with Writer(folder, "tests") as write:
        for name, d in cases.items():
            write(name, d=d, pseudomedian=hodges_lehmann(d))


def partial_rank(x, y, covariates):
    ranks = [stats.rankdata(c) for c in covariates]
    design = np.column_stack([np.ones(len(x))] + ranks)
    rest = [r - design @ np.linalg.lstsq(design, r, rcond=None)[0] for r in (stats.rankdata(x), stats.rankdata(y))]
    return float(rest[0] @ rest[1] / np.sqrt((rest[0] @ rest[0]) * (rest[1] @ rest[1])))


def correlation(folder):
    rng = np.random.default_rng(5)
    with Writer(folder, "correlation") as write:
        for name, n, coarse in [("ten", 10, False), ("ties", 25, True), ("hundred", 100, False)]:
            z = rng.normal(size=n)
            w = rng.normal(size=n)
            x = z + 0.5 * w + rng.normal(size=n)
            y = z - w + 0.3 * x + rng.normal(size=n)
            if coarse:
                x, y, z, w = (np.round(v) for v in (x, y, z, w))
            fields = {}
            for alternative in ("two-sided", "greater", "less"):
                fields["p_" + alternative.replace("-", "")] = stats.spearmanr(x, y, alternative=alternative).pvalue
            rho = stats.spearmanr(x, y).statistic
            half = stats.norm.ppf((1 + CONFIDENCE) / 2) * np.sqrt((1 + rho**2 / 2) / (n - 3))
            partial = partial_rank(x, y, [z, w])
            freedom = n - 4
            t = partial * np.sqrt(freedom / (1 - partial**2))
            half_partial = stats.norm.ppf((1 + CONFIDENCE) / 2) * np.sqrt((1 + partial**2 / 2) / (n - 5))
            write(
                name,
                x=x,
                y=y,
                z=z,
                w=w,
                rho=rho,
                interval=np.tanh([np.arctanh(rho) - half, np.arctanh(rho) + half]),
                partial=partial,
                partial_p=2 * stats.t.sf(abs(t), freedom),
                partial_interval=np.tanh([np.arctanh(partial) - half_partial, np.arctanh(partial) + half_partial]),
                **fields,
            )


def survival(folder):
    rng = np.random.default_rng(6)
    with Writer(folder, "survival") as write:
        for name, n, coarse in [("small", 8, False), ("ties", 30, True), ("large", 60, False)]:
            groups = {}
            for label, scale in (("a", 100), ("b", 160)):
                time = rng.exponential(scale, size=n)
                limit = rng.uniform(50, 250, size=n)
                if coarse:
                    time, limit = np.ceil(time / 20) * 20, np.ceil(limit / 20) * 20
                groups[label] = (np.minimum(time, limit), time <= limit)
            data = {k: stats.CensoredData.right_censored(t, ~e) for k, (t, e) in groups.items()}
            curve = stats.ecdf(data["a"]).sf
            interval = curve.confidence_interval(CONFIDENCE, method="log-log")
            events = np.unique(groups["a"][0][groups["a"][1]])
            at = np.searchsorted(curve.quantiles, events)
            write(
                name,
                a=groups["a"][0],
                a_event=groups["a"][1],
                times=curve.quantiles[at],
                survival=curve.probabilities[at],
                lower=interval.low.probabilities[at],
                upper=interval.high.probabilities[at],
            )


def profile_interval(rss, best, low, high, level):
    ends = []
    for end in (low, high):
        f = lambda s: rss(s) - level
        ends.append(optimize.brentq(f, best, end, xtol=1e-13) if f(end) > 0 else end)
    return ends


def scaling_fit(write, name, shape, x, y, low, high):
    def rss(theta):
        r = np.log(y) - np.log(shape(x, theta))
        return float(np.sum((r - r.mean()) ** 2))

    grid = np.linspace(low, high, 4001)[1:-1]
    start = grid[np.argmin([rss(t) for t in grid])]
    step = grid[1] - grid[0]
    best = optimize.minimize_scalar(rss, bounds=(start - step, start + step), method="bounded", options={"xatol": 1e-12})
    n = len(x)
    level = best.fun * (1 + stats.f.ppf(CONFIDENCE, 1, n - 2) / (n - 2))
    g = shape(x, best.x)
    amplitude = np.exp(np.mean(np.log(y) - np.log(g)))
    residual = np.log(y) - np.log(amplitude * g)
    sigma = np.sqrt(np.mean(residual**2))
    log_likelihood = np.sum(stats.norm.logpdf(residual, scale=sigma)) - np.sum(np.log(y))
    write(
        name,
        x=x,
        y=y,
        theta=best.x,
        interval=profile_interval(rss, best.x, low, high, level),
        amplitude=amplitude,
        rss=best.fun,
        log_likelihood=log_likelihood,
    )


def logistic(write, name, x, outcome):
    design = np.column_stack([np.ones(len(x)), x])

    def objective(b):
        logit = design @ b
        value = -np.sum(np.logaddexp(0, np.where(outcome, -logit, logit)))
        p = 1 / (1 + np.exp(-logit))
        return -value - 0.5 * np.linalg.slogdet(design.T @ (design * (p * (1 - p))[:, None]))[1]

    def minimum(f, start):
        options = {"xatol": 1e-11, "fatol": 1e-13, "maxiter": 20000, "maxfev": 20000}
        first = optimize.minimize(f, start, method="Nelder-Mead", options=options)
        return optimize.minimize(f, first.x, method="Nelder-Mead", options=options)

    best = minimum(objective, np.zeros(2))
    b = best.x
    level = best.fun + stats.chi2.ppf(CONFIDENCE, 1) / 2
    slope_profile = lambda s: minimum(lambda v: objective(np.array([v[0], s])), [b[0]]).fun - level
    middle_profile = lambda m: minimum(lambda v: objective(np.array([-v[0] * m, v[0]])), [b[1]]).fun - level

    def ends(f, center, step):
        found = []
        for sign in (-1, 1):
            far = step
            while f(center + sign * far) < 0:
                far *= 1.5
            found.append(optimize.brentq(f, center, center + sign * far, xtol=1e-10))
        return found

    write(
        name,
        x=x,
        outcome=outcome,
        slope=[b[1], *ends(slope_profile, b[1], 0.2 * abs(b[1]))],
        midpoint=[-b[0] / b[1], *ends(middle_profile, -b[0] / b[1], 0.2 / abs(b[1]))],
    )


def critical(write, name, lam, time):
    y = np.log(time)

    def line(u):
        z = np.log(lam - (lam.min() - np.exp(u)))
        slope, intercept, *_ = stats.linregress(z, y)
        return slope, intercept, np.sum((y - intercept - slope * z) ** 2)

    def rss_at(u, nu):
        z = np.log(lam - (lam.min() - np.exp(u)))
        r = y + nu * z
        return np.sum((r - r.mean()) ** 2)

    spread = np.ptp(lam)
    low, high = np.log(1e-6 * spread), np.log(1e4 * spread)
    grid = np.linspace(low, high, 2001)
    start = grid[np.argmin([line(u)[2] for u in grid])]
    bounded = dict(method="bounded", options={"xatol": 1e-11})
    best = optimize.minimize_scalar(lambda u: line(u)[2], bounds=(start - 0.1, start + 0.1), **bounded)
    n = len(lam)
    level = best.fun * (1 + stats.f.ppf(CONFIDENCE, 1, n - 3) / (n - 3))
    us = profile_interval(lambda u: line(u)[2], best.x, low, high, level)
    nu = -line(best.x)[0]

    def profile(nu):
        values = [rss_at(u, nu) for u in grid]
        start = grid[np.argmin(values)]
        return optimize.minimize_scalar(lambda u: rss_at(u, nu), bounds=(start - 0.1, start + 0.1), **bounded).fun

    nus = []
    for sign in (-1, 1):
        far = 0.05
        while profile(nu + sign * far) < level:
            far *= 1.5
        nus.append(optimize.brentq(lambda v: profile(v) - level, nu, nu + sign * far, xtol=1e-10))
    write(
        name,
        x=lam,
        y=time,
        threshold=[lam.min() - np.exp(best.x), lam.min() - np.exp(us[1]), lam.min() - np.exp(us[0])],
        exponent=[nu, *nus],
    )


def scaling(folder):
    rng = np.random.default_rng(7)
    primes = np.array([19.0, 23, 31, 43, 53, 67, 79, 97, 113])
    with Writer(folder, "scaling") as write:
        noise = np.exp(0.05 * rng.normal(size=len(primes)))
        power = 0.3 * primes**0.7 * noise
        saturating = 4 * primes / (primes + 40) * noise
        scaling_fit(write, "power multiplicative", lambda x, t: x**t, primes, power, -5, 5)
        line = stats.linregress(np.log(primes), np.log(power))
        t = stats.t.ppf((1 + CONFIDENCE) / 2, len(primes) - 2) * line.stderr
        write("power multiplicative", linregress=[line.slope, line.slope - t, line.slope + t])
        scaling_fit(write, "saturation multiplicative", lambda x, t: x / (x + t), primes, saturating, 0, 1e4)

        decay = np.repeat(np.log([0.003, 0.01, 0.02, 0.05, 0.1, 0.3]), 6)
        grok = rng.uniform(size=36) < 1 / (1 + np.exp(-1.7 * (decay - np.log(0.0158))))
        logistic(write, "firth", decay, grok)
        logistic(write, "separated firth", np.repeat(np.log([0.003, 0.01, 0.03, 0.1]), 4), np.repeat([0, 0, 1, 1], 4) > 0)
        uneven = np.repeat(np.log([0.003, 0.01, 0.03, 0.3]), [2, 3, 5, 7])
        logistic(write, "separated uneven firth", uneven, uneven > np.log(0.02))

        lam = np.repeat([0.02, 0.03, 0.05, 0.1, 0.2, 0.5], 3)
        critical(write, "critical", lam, 900 * (lam - 0.0158) ** -0.757 * np.exp(0.1 * rng.normal(size=len(lam))))


def make(folder):
    for package in (proportion, location, detection, multiplicity, resampling, tests, correlation, survival, scaling):
        package(folder)


if __name__ == "__main__":
    golden_files.main(__doc__, TARGET, make)
