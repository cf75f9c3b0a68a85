"""All measures of one head in float64, from its scores.

Rows of all prompts are weighted alike; C, KL, chi and the response are means over rows of at least two keys.
"""

import numpy as np


def attended(tokens, separators, p, seen, i):
    """Shares of one row; separators are positions behind the first token."""
    shares = dict(first=p[seen == 0].sum(), separator=p[np.isin(seen, separators)].sum())
    if i in seen:
        shares["own"] = p[seen == i].sum()
    if i - 1 in seen:
        shares["previous"] = p[seen == i - 1].sum()
    followers = [j + 1 for j in range(i) if tokens[j] == tokens[i]] if tokens is not None else []
    if followers:
        shares["induction"] = p[np.isin(seen, followers)].sum()
    return shares


def measures(prompts, beta, texts=None):
    """`prompts`: scores [queries × keys] and who sees whom, a pair for each prompt; `texts`: tokens and positions of
    separators, a pair for each prompt. `U scale` and the like are means of absolute values of terms."""
    names = ("C", "S", "U", "F", "KL", "chi", "keys", "visible", "first", "own", "previous", "separator", "induction",
             "response", "U scale", "F scale", "response scale")
    rows = {key: [] for key in names}
    pooled, within = [], 0
    for number, (scores, visible) in enumerate(prompts):
        tokens, separators = texts[number] if texts else (None, [])
        for i in range(len(scores)):
            seen = np.flatnonzero(visible[i])
            n = len(seen)
            if n == 0:
                continue
            s = scores[i][seen].astype(float)
            pooled.extend(s)
            within += np.sum((s - s.mean()) ** 2)
            excess = s - s.max()
            z = np.exp(excess).sum()
            p = np.exp(excess) / z
            log_p = excess - np.log(z)
            entropy = -np.sum(p * log_p)
            rows["S"].append(entropy)
            rows["keys"].append(np.exp(entropy))
            rows["visible"].append(n)
            rows["U"].append(-np.sum(p * s) / beta)
            rows["U scale"].append(np.sum(p * np.abs(s)) / beta)
            rows["F"].append(-(s.max() + np.log(z)) / beta)
            rows["F scale"].append(abs(rows["F"][-1]))
            for key, value in attended(tokens, separators, p, seen, i).items():
                rows[key].append(value)
            if n > 1:
                gaps = s - np.sum(p * s)
                heat = np.sum(p * gaps ** 2)
                rows["C"].append(heat)
                rows["chi"].append(heat / np.log(n) ** 2)
                rows["KL"].append(np.sum(p * (log_p + np.log(n))) / np.log(n))
                # dC/dT = β⁴κ₃ − 2βC, with κ₃ of energies −s/β
                rows["response"].append(-beta * np.sum(p * gaps ** 3) - 2 * beta * heat)
                rows["response scale"].append(beta * np.sum(p * np.abs(gaps) ** 3) + 2 * beta * heat)
    result = {key: float(np.mean(value)) for key, value in rows.items() if value}
    return dict(result, rows=len(rows["S"]), V=float(np.var(pooled)), within=float(within / len(pooled)))
