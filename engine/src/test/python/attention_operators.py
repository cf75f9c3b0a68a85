"""Attention from other entropies, in torch: the weights p that maximise <s> + S(p) for a row of scores s.

What this is: the definitions, solved by bisection, sparsemax by sorting. What an engine derives by hand is left to
autograd: the solution is found without gradients, and one step of Newton's method from it changes nothing but carries
its gradient, by the implicit function theorem.

With u = x + (max s - s), and x such that sum p = 1:

    Tsallis     p = [1 - (alpha - 1) u]_+ ^ (1/(alpha - 1))    alpha-entmax, arXiv:1905.05702: [(alpha - 1) s - tau]_+
    Kaniadakis  p = a exp_k(-u/lambda),  exp_k v = (sqrt(1 + k^2 v^2) + k v)^(1/k),
                lambda = sqrt(1 - k^2),  a = ((1 - k)/(1 + k))^(1/2k)
    Abe         -(q p^(q-1) - p^(1/q-1)/q)/(q - 1/q) = u

A masked key has the score -inf. An order is a tensor that broadcasts against the scores.
"""

import torch

# From brackets of at most some thousands to a millionth; Newton's method then takes the last digits in two steps.
HALVINGS, STEPS = 32, 2


def root(low, high, excess):
    """Where `excess`, which falls, is zero."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = excess(middle) > 0
        low, high = torch.where(above, middle, low), torch.where(above, high, middle)
    x = (low + high) / 2
    for _ in range(STEPS):
        x = refine(x, excess)
    return x


def refine(x, function):
    """x - function(x)/function'(x): x itself, with the gradient of a root of `function`."""
    leaf = x.detach().requires_grad_()
    with torch.enable_grad():
        slope = torch.autograd.grad(function(leaf).sum(), leaf)[0]
    return x.detach() - function(x.detach()) / slope


def where(condition, value, otherwise):
    return torch.where(condition, value, torch.full_like(value, otherwise))


def tsallis_occupation(u, alpha):
    h = alpha - 1
    base = 1 - h * u
    return where(base > 0, where(base > 0, base, 1.0) ** (1 / h), 0.0)


def kaniadakis_occupation(u, kappa):
    scale = ((1 - kappa) / (1 + kappa)) ** (1 / (2 * kappa))
    v = -u / torch.sqrt(1 - kappa**2)
    # of the two forms that are equal the one without cancellation, for u > 0
    root = torch.sqrt(1 + (kappa * v) ** 2)
    return scale * where(v < 0, 1 / (root - kappa * v), 1.0) ** (1 / kappa) * where(v >= 0, root + kappa * v, 1.0) ** (1 / kappa)


def abe_slope(y, q):
    return -(q * torch.exp((q - 1) * y) - torch.exp((1 / q - 1) * y) / q) / (q - 1 / q)


def abe_occupation(u, q):
    with torch.no_grad():
        low, high = torch.full_like(u + q, -700.0), torch.zeros_like(u + q)
        y = root(low, high, lambda y: abe_slope(y, q) - u)
    return torch.exp(refine(y, lambda y: abe_slope(y, q) - u))


OCCUPATIONS = {"TSALLIS": tsallis_occupation, "KANIADAKIS": kaniadakis_occupation, "ABE": abe_occupation}

# u of the weight 1
FULL = {"TSALLIS": 0.0, "KANIADAKIS": -1.0, "ABE": -1.0}


def attend(kind, scores, order):
    """p over the last axis."""
    finite = torch.isfinite(scores)
    top = scores.max(-1, keepdim=True).values
    depth = where(finite, top - where(finite, scores, 0.0), 0.0)

    def total(x):
        return where(finite, OCCUPATIONS[kind](x + depth, order), 0.0).sum(-1, keepdim=True) - 1

    with torch.no_grad():
        low = torch.full_like(top + order[..., :1] if order.dim() else top, FULL[kind])
        width = torch.ones_like(low)
        while (total(low + width) > 0).any():
            width = 2 * width
        x = root(low, low + width, total)
    return where(finite, OCCUPATIONS[kind](refine(x, total) + depth, order), 0.0)


def sparsemax(scores):
    """Euclidean projection on the simplex by sorting, arXiv:1602.02068, algorithm 1: Tsallis at alpha = 2."""
    ordered = scores.sort(-1, descending=True).values
    k = torch.arange(1, scores.shape[-1] + 1, dtype=scores.dtype)
    size = (1 + k * ordered > ordered.cumsum(-1)).sum(-1, keepdim=True)
    threshold = (ordered.cumsum(-1).gather(-1, size - 1) - 1) / size
    return torch.relu(scores - threshold)
