"""All measures of one head in float64, from its scores.

Rows of all prompts are weighted alike; C, KL and chi are means over rows of at least two keys.
"""

import numpy as np


def measures(prompts, beta):
    """`prompts`: scores [queries × keys] and who sees whom, a pair for each prompt."""
    rows = {key: [] for key in ("C", "S", "U", "F", "KL", "chi", "keys", "first", "own", "previous")}
    pooled = []
    for scores, visible in prompts:
        for i in range(len(scores)):
            seen = np.flatnonzero(visible[i])
            n = len(seen)
            if n == 0:
                continue
            s = scores[i][seen].astype(float)
            pooled.extend(s)
            excess = s - s.max()
            z = np.exp(excess).sum()
            p = np.exp(excess) / z
            log_p = excess - np.log(z)
            entropy = -np.sum(p * log_p)
            rows["S"].append(entropy)
            rows["keys"].append(np.exp(entropy))
            rows["U"].append(-np.sum(p * s) / beta)
            rows["F"].append(-(s.max() + np.log(z)) / beta)
            rows["first"].append(p[seen == 0].sum())
            if i in seen:
                rows["own"].append(p[seen == i].sum())
            if i - 1 in seen:
                rows["previous"].append(p[seen == i - 1].sum())
            if n > 1:
                mean = np.sum(p * s)
                heat = np.sum(p * (s - mean) ** 2)
                rows["C"].append(heat)
                rows["chi"].append(heat / np.log(n) ** 2)
                rows["KL"].append(np.sum(p * (log_p + np.log(n))) / np.log(n))
    result = {key: float(np.mean(value)) for key, value in rows.items() if value}
    return dict(result, rows=len(rows["S"]), V=float(np.var(pooled)))
