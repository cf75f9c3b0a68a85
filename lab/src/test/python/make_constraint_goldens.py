"""Gradients of constrained quantities and trajectories under constraints, from PyTorch in float64.

    python lab/src/test/python/make_constraint_goldens.py            compares, exit 1 if a number moved
    python lab/src/test/python/make_constraint_goldens.py --write    rewrites ../resources/golden/constraints

Needs torch and numpy. The transformer is that of make_engine_goldens.py (whose parameters follow from a hash), written
again because the scores are wanted. `table.csv` holds the examples: pairs modulo 7 in two groups, two classes.

`goldens.csv`, lines of fields:

    case,NAME,CONSTRAINT           a constraint as --constraint takes it, with --dual-method penalty --dual-penalty 5
    value,Q  multiplier,L          at the initial parameters
    gradient,TENSOR,NORM,X…        of loss + L g: L2 norm, then g at floor(i n / 16), i = 0 … 15
    trajectory,NAME,CONSTRAINT     20 steps of AdamW with --dual-method pi, rate .1, proportional 1
    losses,X…  multipliers,X…      before each step
    norm,TENSOR,X                  after the last
"""

import math
import sys
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[4]
sys.path.append(str(ROOT / "engine/src/test/python"))
import make_engine_goldens as engine  # noqa: E402

TARGET = Path(__file__).parents[1] / "resources/golden/constraints"
MODEL = dict(tokens="a b =", p=2, layers=2, width=20, heads=2, mlpWidth=28, activation="RELU", norm="NONE",
             positions="LEARNED", mask="CAUSAL", biases="MLP", readout="LAST", unembedding="UNTIED")
VOCABULARY = 8
engine.vocabulary = lambda model: VOCABULARY
PENALTY, RATE, PROPORTIONAL = 5, 0.1, 1
ADAMW = dict(rate=1e-3, beta1=0.9, beta2=0.98, epsilon=1e-8, decay=1.0)

CASES = {
    "entropy": ("attention.S", "<=", 0.1),
    "entropy-read": ("attention.S.read", "<=", 0.3),
    "entropy-head": ("attention.S.layer0.head1", "=", 0.3),
    "specific-heat": ("attention.C", "<=", 0.01),
    "specific-heat-layer": ("attention.C.layer1", ">=", 3.0),
    "specific-heat-read-head": ("attention.C.read.layer0.head0", "=", 0.5),
    "norm": ("weights.norm", "=", 3.0),
    "norm-of-queries": ("weights.norm.layer1.attention.query", ">=", 30.0),
    "loss": ("train.loss", "<=", 0.2),
    "rates": ("rate(positive, group=a) - rate(positive, group=b)", "=", 0.9),
    "true-positive": ("rate(true-positive, group=b)", ">=", 0.99),
    "error": ("rate(error) + rate(false-positive, group=a)", "<=", 0.0),
}


def table():
    """Every pair modulo 7: tokens a, b, 7; label (a + b) % 7 >= 3; group a where 3 a + b is even; five for test."""
    rows = []
    for a in range(7):
        for b in range(7):
            rows.append((a, b, 7, int((a + b) % 7 >= 3), "a" if (3 * a + b) % 2 == 0 else "b",
                         "test" if (5 * a + 3 * b) % 10 == 0 else "train"))
    return rows


ROWS = [row for row in table() if row[5] == "train"]
TOKENS = torch.tensor([row[:3] for row in ROWS])
LABELS = torch.tensor([row[3] for row in ROWS])
GROUPS = np.array([row[4] for row in ROWS])


def forward(theta, record):
    """Logits; appends to `record` the scores of each layer, [examples, heads, queries, keys], -inf where masked."""
    batch, length = TOKENS.shape
    width, heads = MODEL["width"], MODEL["heads"]
    split = lambda x: x.reshape(batch, length, heads, width // heads).transpose(1, 2)  # noqa: E731
    future = torch.ones(length, length, dtype=torch.bool).triu(diagonal=1)
    x = theta["embedding"][TOKENS] + theta["positions"]
    for layer in ("layer0", "layer1"):
        query, key, value = (split(x @ theta[f"{layer}.attention.{role}"]) for role in ("query", "key", "value"))
        scores = (query @ key.transpose(-1, -2) / math.sqrt(width // heads)).masked_fill(future, -math.inf)
        record.append(scores)
        mixed = (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(batch, length, width)
        x = x + mixed @ theta[f"{layer}.attention.output"]
        hidden = torch.relu(x @ theta[f"{layer}.mlp.input"] + theta[f"{layer}.mlp.input.bias"])
        x = x + hidden @ theta[f"{layer}.mlp.output"] + theta[f"{layer}.mlp.output.bias"]
    return x[:, -1] @ theta["unembedding"]


def rows_of(scores, layer, read, least):
    """Rows of visible keys as (query, scores [examples, heads, visible])."""
    for query in range(3):
        if query + 1 >= least and not (read and layer == 1 and query < 2):
            yield scores[:, :, query, : query + 1]


def head_means(name, record):
    parts = name.split(".")
    specific_heat, read = parts[1] == "C", "read" in parts
    means = []
    for layer, scores in enumerate(record):
        values = []
        for s in rows_of(scores, layer, read, 2 if specific_heat else 1):
            p = torch.softmax(s, -1)
            if specific_heat:
                values.append((p * s * s).sum(-1) - (p * s).sum(-1) ** 2)
            else:
                values.append(-(p * torch.log(p)).sum(-1))
        means.append(torch.stack(values).mean((0, 1)))  # [heads]
    for layer, mean in enumerate(means):
        if f"layer{layer}" in parts:
            head = [part for part in parts if part.startswith("head")]
            return mean[int(head[0][4:])] if head else mean.mean()
    return torch.stack(means).mean()


def rate(text, logits):
    """A rate and its surrogate."""
    kind, _, group = text.removeprefix("rate(").removesuffix(")").partition(", group=")
    chosen = torch.tensor(GROUPS == group) if group else torch.ones(len(ROWS), dtype=torch.bool)
    p = torch.softmax(logits, -1)
    answers = logits.argmax(-1)
    if kind == "error":
        own = p.gather(1, LABELS[:, None])[:, 0]
        return (answers != LABELS)[chosen].double().mean(), -own[chosen].mean()
    if kind == "true-positive":
        chosen = chosen & (LABELS == 1)
    if kind == "false-positive":
        chosen = chosen & (LABELS == 0)
    return (answers == 1)[chosen].double().mean(), p[chosen, 1].mean()


def measure(name, theta, logits, record, loss):
    """The quantity as a number, and something with its gradient."""
    if name.startswith("attention."):
        q = head_means(name, record)
    elif name.startswith("weights.norm"):
        prefix = name.removeprefix("weights.norm").removeprefix(".")
        q = torch.sqrt(sum((t * t).sum() for key, t in theta.items() if key.startswith(prefix)))
    elif name == "train.loss":
        q = loss
    else:
        value, surrogate, sign = 0.0, 0.0, 1
        for part in name.replace(" - ", "|-|").replace(" + ", "|+|").split("|"):
            if part in "+-":
                sign = 1 if part == "+" else -1
            else:
                exact, smooth = rate(part, logits)
                value, surrogate = value + sign * exact.item(), surrogate + sign * smooth
        return value, surrogate
    return q.item(), q


def violation(relation, value, bound):
    return bound - value if relation == ">=" else value - bound


def project(relation, multiplier):
    return multiplier if relation == "=" else max(0.0, multiplier)


def step(theta, constraints, follow):
    """Loss, values, multipliers and the gradient of the Lagrangian."""
    record = []
    logits = forward(theta, record)
    loss = torch.nn.functional.cross_entropy(logits, LABELS)
    total, values, multipliers = loss, [], []
    for index, (name, relation, bound) in enumerate(constraints):
        value, smooth = measure(name, theta, logits, record, loss)
        multiplier = follow(index, relation, violation(relation, value, bound))
        values.append(value)
        multipliers.append(multiplier)
        total = total + multiplier * (-1 if relation == ">=" else 1) * smooth
    gradient = torch.autograd.grad(total, list(theta.values()), allow_unused=True)
    gradient = [torch.zeros_like(t) if g is None else g for t, g in zip(theta.values(), gradient)]
    return loss.item(), values, multipliers, dict(zip(theta, gradient))


def case(name, constraint):
    theta = engine.parameters(MODEL, torch.float64)
    _, values, multipliers, gradient = step(theta, [constraint], lambda i, r, g: project(r, PENALTY * g))
    yield f"case,{name},{text(constraint)}"
    yield engine.line("value", values)
    yield engine.line("multiplier", multipliers)
    for tensor, g in gradient.items():
        flat = g.detach().numpy().ravel()
        yield engine.line(f"gradient,{tensor}", [np.linalg.norm(flat), *flat[np.arange(16) * len(flat) // 16]])


def trajectory(name, constraints):
    theta = engine.parameters(MODEL, torch.float64)
    first = {key: torch.zeros_like(t) for key, t in theta.items()}
    second = {key: torch.zeros_like(t) for key, t in theta.items()}
    integrals = [0.0] * len(constraints)

    def follow(index, relation, g):
        integrals[index] = project(relation, integrals[index] + RATE * g)
        return project(relation, integrals[index] + PROPORTIONAL * g)

    losses, recorded = [], []
    for t in range(1, 21):
        loss, _, multipliers, gradient = step(theta, constraints, follow)
        losses.append(loss)
        recorded += multipliers
        with torch.no_grad():
            for key, parameter in theta.items():
                g = gradient[key]
                first[key].mul_(ADAMW["beta1"]).add_(g, alpha=1 - ADAMW["beta1"])
                second[key].mul_(ADAMW["beta2"]).addcmul_(g, g, value=1 - ADAMW["beta2"])
                parameter.mul_(1 - ADAMW["rate"] * ADAMW["decay"])
                root = (second[key] / (1 - ADAMW["beta2"] ** t)).sqrt().add_(ADAMW["epsilon"])
                parameter.addcdiv_(first[key] / (1 - ADAMW["beta1"] ** t), root, value=-ADAMW["rate"])
    yield f"trajectory,{name},{'; '.join(map(text, constraints))}"
    yield engine.line("losses", losses)
    yield engine.line("multipliers", recorded)
    for key, parameter in theta.items():
        yield f"norm,{key},{engine.text(parameter.detach().norm())}"


def text(constraint):
    """Commas separate the fields of a line."""
    return " ".join(map(str, constraint)).replace(", ", ",").replace(",", " with ")


def main():
    lines = [line for name, constraint in CASES.items() for line in case(name, constraint)]
    lines += trajectory("heads", [("attention.S.read", "<=", 0.8), ("attention.C.layer0", ">=", 0.05)])
    lines += trajectory("norm-and-rates", [("weights.norm", "<=", 14.0), ("rate(true-positive, group=b)", ">=", 0.9)])
    goldens = "\n".join(lines) + "\n"
    csv = "0,1,2,label,group,split\n" + "".join(",".join(map(str, row)) + "\n" for row in table())
    if "--write" in sys.argv:
        TARGET.mkdir(parents=True, exist_ok=True)
        (TARGET / "goldens.csv").write_text(goldens)
        (TARGET / "table.csv").write_text(csv)
        return
    moved = (TARGET / "table.csv").read_text() != csv
    stored = (TARGET / "goldens.csv").read_text().splitlines()
    moved |= len(stored) != len(lines)
    for old, new in zip(stored, lines):
        for a, b in zip(old.split(","), new.split(",")):
            try:
                moved |= not math.isclose(float(a), float(b), rel_tol=1e-9, abs_tol=1e-12)
            except ValueError:
                moved |= a != b
    sys.exit("the goldens have moved" if moved else 0)


if __name__ == "__main__":
    main()
