#!/usr/bin/env python3
"""Golden numbers for the engine: losses, gradients and optimiser trajectories of its transformers, from PyTorch.

What this is: a second, plain implementation of the engine's model family, written from the equations with torch
operations and differentiated by autograd, so that hand-derived gradients meet a reference that shares no code and
no derivation with them. What it is not: a trainer, or a use of torch.nn, whose layouts and defaults differ.

    python3 make_engine_goldens.py            compares with the stored files, exit 1 if a float64 number moved
    python3 make_engine_goldens.py --write    rewrites ../resources/golden

Attention other than softmax is in attention_operators.py. Needs torch, numpy and mpmath. Nothing random is drawn: parameters, batches, splits and projection signs follow from
a hash of an index (see splitmix64 below), so the files hold no parameters, and Java repeats the formula
(GoldenParameters, GoldenExample).

Files are lines of comma-separated fields; the first field says what the line holds (GoldenFile reads them):

    setting,NAME,VALUE            the case, before the first precision
    batch,INDEX,TOKENS…,LABEL     the first five examples and the last; the setting batchSize says how many there are,
                                  the setting trainFraction that they are a split's pairs in order
    precision,float64|float32     everything after it is in this precision
    loss,X  correct,N             mean loss, a cross entropy in nats where the case names no other; examples whose largest logit is the label's
    logits,INDEX,X…               the first three examples
    tensor,NAME,START,ROWS,COLUMNS,KIND    START: how many elements stand before it in the canonical order
    gradientNorm,X  gradientMaximum,X      of that tensor: L2 norm, largest |g|
    projections,X…                sum over i of sign(i, k) g_i for k = 0 … 31
    samples,X…                    g at floor(i n / 64), i = 0 … 63; all of g if n <= 64
    losses,X…  gradientNorms,X…   trajectories: before each update (losses: and after the last); norms before clipping
    finalNorm,X                   trajectories: L2 norm of the tensor after the last update
    final,X…                      trajectories: all of a tensor of constants after the last update
    row,KIND,ORDER,N,S…,G…,P…,DS…,DT   one row of attention: N scores, a gradient at the weights, the weights, the
                                  gradients at the scores and at the deformation t of the order
"""

import argparse
import datetime
import math
import sys
from fractions import Fraction
from pathlib import Path

import mpmath
import numpy as np
import torch

from attention_operators import attend, sparsemax

RESOURCES = Path(__file__).resolve().parent.parent / "resources" / "golden"
PRECISIONS = {"float64": torch.float64, "float32": torch.float32}
PROJECTIONS = 32
SAMPLES = 64
STEPS = 20

# ---------------------------------------------------------------------------------------------------------------------
# Cases, as data
# ---------------------------------------------------------------------------------------------------------------------

PRESETS = {
    # Nanda et al., arXiv:2301.05217
    "nanda": dict(tokens="a b =", p=113, layers=1, width=128, heads=4, mlpWidth=512, activation="RELU", norm="NONE",
                  positions="LEARNED", mask="CAUSAL", biases="MLP", readout="LAST", unembedding="UNTIED"),
    # arXiv:2607.20552
    "pandey": dict(tokens="a + b =", p=97, layers=2, width=128, heads=4, mlpWidth=512, activation="GELU",
                   norm="PRE_LAYER_NORM", positions="ROPE", mask="FULL", biases="ALL", readout="LAST",
                   unembedding="UNTIED"),
    # arXiv:2605.20441
    "verma": dict(tokens="a b =", p=97, layers=4, width=128, heads=8, mlpWidth=512, activation="GELU",
                  norm="PRE_LAYER_NORM", positions="LEARNED", mask="CAUSAL", biases="ALL", readout="LAST",
                  unembedding="UNTIED"),
    # arXiv:2603.24746
    "bi": dict(tokens="a b =", p=97, layers=2, width=128, heads=4, mlpWidth=512, activation="GELU",
               norm="PRE_LAYER_NORM", positions="LEARNED", mask="FULL", biases="ALL", readout="MEAN",
               unembedding="UNTIED"),
}

# Sizes around and between the lane counts 4, 8 and 16: widths 32, 24, 20, 18 and the odd 15, head sizes 8, 8, 10, 6, 5.
SHAPES = {
    "A": dict(p=13, layers=2, width=32, heads=4, mlpWidth=48),
    "B": dict(p=11, layers=2, width=24, heads=3, mlpWidth=40),
    "C": dict(p=7, layers=1, width=20, heads=2, mlpWidth=28),
    "D": dict(p=11, layers=3, width=18, heads=3, mlpWidth=30),
    "E": dict(p=13, layers=1, width=15, heads=3, mlpWidth=21),
}

# The first twelve rows hold every pair of values of any two settings at least once (require_coverage checks it); the
# rest repeat the combinations met most, on the sizes that fit lanes least.
SMALL_COLUMNS = ["shape", "tokens", "activation", "norm", "positions", "mask", "biases", "readout", "unembedding"]
SMALL = [
    ["B", "a + b =", "RELU", "NONE", "LEARNED", "CAUSAL", "NONE", "MEAN", "TIED"],
    ["C", "a + b =", "RELU", "NONE", "LEARNED", "FULL", "ALL", "MEAN", "UNTIED"],
    ["A", "a b =", "GELU", "PRE_LAYER_NORM", "LEARNED", "CAUSAL", "MLP", "LAST", "TIED"],
    ["C", "a b =", "GELU", "NONE", "ROPE", "FULL", "ALL", "LAST", "TIED"],
    ["B", "a + b =", "GELU", "NONE", "ROPE", "CAUSAL", "NONE", "MEAN", "UNTIED"],
    ["D", "a + b =", "RELU", "PRE_LAYER_NORM", "ROPE", "CAUSAL", "MLP", "MEAN", "UNTIED"],
    ["B", "a + b =", "GELU", "NONE", "SINUSOIDAL", "FULL", "ALL", "LAST", "TIED"],
    ["A", "a + b =", "RELU", "PRE_LAYER_NORM", "SINUSOIDAL", "CAUSAL", "MLP", "LAST", "UNTIED"],
    ["D", "a b =", "GELU", "PRE_LAYER_NORM", "SINUSOIDAL", "FULL", "NONE", "MEAN", "UNTIED"],
    ["E", "a + b =", "RELU", "NONE", "NONE", "FULL", "MLP", "LAST", "TIED"],
    ["C", "a b =", "GELU", "NONE", "NONE", "FULL", "NONE", "LAST", "UNTIED"],
    ["A", "a b =", "RELU", "PRE_LAYER_NORM", "NONE", "CAUSAL", "ALL", "MEAN", "UNTIED"],
    ["D", "a + b =", "GELU", "PRE_LAYER_NORM", "ROPE", "FULL", "ALL", "LAST", "UNTIED"],
    ["E", "a b =", "GELU", "PRE_LAYER_NORM", "LEARNED", "CAUSAL", "ALL", "LAST", "TIED"],
    ["E", "a b =", "RELU", "NONE", "LEARNED", "CAUSAL", "MLP", "LAST", "UNTIED"],
    ["B", "a b =", "GELU", "PRE_LAYER_NORM", "ROPE", "CAUSAL", "ALL", "MEAN", "TIED"],
]


def small(row):
    values = dict(zip(SMALL_COLUMNS, row))
    return {"tokens": values.pop("tokens")} | SHAPES[values.pop("shape")] | values


SMALL_MODELS = {f"small-{index + 1:02d}": small(row) for index, row in enumerate(SMALL)}

# Prieto et al., arXiv:2501.04697: one model whose readout is near zero (a final norm), one where it is not
STABLEMAX_MODELS = {name: SMALL_MODELS[source] | dict(loss="STABLEMAX")
                    for name, source in [("small-stablemax", "small-13"), ("small-stablemax-plain", "small-05")]}

SQUARED_MODELS = {name: SMALL_MODELS[source] | dict(loss="SQUARED_ERROR")
                  for name, source in [("small-squared", "small-13"), ("small-squared-plain", "small-05")]}

# The first operand alone is a prefix that pairs share.
PREFIXES_MODEL = small(["D", "a b =", "GELU", "PRE_LAYER_NORM", "LEARNED", "CAUSAL", "ALL", "LAST", "UNTIED"])

# Operators on models of one layer and of several, under both masks, with constants of a layer or a head; orders in words
# are trained. Orders that are not trained: sparsemax, and one beyond softmax on the other side.
OPERATOR_MODELS = {
    "small-sparsemax": SMALL_MODELS["small-15"] | dict(attention="TSALLIS", order=2.0, temperature=0.5),
    "small-tsallis": SMALL_MODELS["small-03"] | dict(attention="TSALLIS", trainedOrder="HEAD", trainedTemperature="LAYER"),
    "small-tsallis-tail": SMALL_MODELS["small-15"] | dict(attention="TSALLIS", order=0.6, trainedTemperature="HEAD"),
    "small-kaniadakis": SMALL_MODELS["small-13"] | dict(attention="KANIADAKIS", trainedOrder="HEAD", temperature=1.5),
    "small-abe": SMALL_MODELS["small-12"] | dict(attention="ABE", trainedOrder="LAYER", trainedTemperature="HEAD"),
    "small-temperature": SMALL_MODELS["small-06"] | dict(trainedTemperature="HEAD"),
    "small-temperature-fixed": SMALL_MODELS["small-15"] | dict(temperature=2.0),
}

# 250 and 75 are multiples of no block size an engine would choose. In these batches no two neighbours begin with the
# same operand; a split's pairs come in order of it, and an engine may compute what they begin with once.
GRADIENTS = ({name: dict(model=model, batch=250) for name, model in PRESETS.items()}
             | {name: dict(model=model, batch=75) for name, model in (SMALL_MODELS | STABLEMAX_MODELS | SQUARED_MODELS | OPERATOR_MODELS).items()}
             | {"small-prefixes": dict(model=PREFIXES_MODEL, trainFraction=0.9)})

ADAMW = dict(optimizer="ADAMW", learningRate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, weightDecay=1.0)
SGD = dict(optimizer="SGD", learningRate=0.1, momentum=0.0, dampening=0.0, weightDecay=0.0)
MOMENTUM = SGD | dict(learningRate=0.05, momentum=0.9, dampening=0.1, weightDecay=1e-2)
DROPS = dict(drops="5 12", dropFactor=0.3)
TRAJECTORIES = {
    "nanda-adamw": dict(model=PRESETS["nanda"], trainFraction=0.3, rule=ADAMW | dict(beta2=0.98)),
    "pandey-adamw": dict(model=PRESETS["pandey"], batch=512, rule=ADAMW | dict(learningRate=3e-4, weightDecay=0.1)),
    "verma-adamw": dict(model=PRESETS["verma"], batch=512, rule=ADAMW),
    "small-adam": dict(model=SMALL_MODELS["small-13"], batch=75,
                       rule=ADAMW | dict(optimizer="ADAM", weightDecay=1e-2)),
    "small-sgd": dict(model=SMALL_MODELS["small-13"], batch=75, rule=SGD),
    "small-sgd-momentum": dict(model=SMALL_MODELS["small-13"], batch=75, rule=MOMENTUM),
    "small-sgd-clipped": dict(model=SMALL_MODELS["small-13"], batch=75, rule=MOMENTUM | dict(clip=0.5)),
    "small-adamw-clipped": dict(model=SMALL_MODELS["small-07"], batch=75, rule=ADAMW | dict(clip=0.5)),
    "small-sgd-grokfast": dict(model=SMALL_MODELS["small-13"], batch=75,
                               rule=SGD | dict(grokfastAlpha=0.9, grokfastLambda=2.0)),
    "small-adamw-grokfast": dict(model=SMALL_MODELS["small-13"], batch=75,
                                 rule=ADAMW | dict(grokfastAlpha=0.98, grokfastLambda=2.0)),
    "small-sgd-orthograd": dict(model=SMALL_MODELS["small-13"], batch=75, rule=MOMENTUM | dict(orthogonal=True)),
    "small-adamw-orthograd": dict(model=SMALL_MODELS["small-13"], batch=75, rule=ADAMW | dict(orthogonal=True)),
    "small-sgd-stablemax": dict(model=STABLEMAX_MODELS["small-stablemax-plain"], batch=75, rule=MOMENTUM),
    "small-sgd-squared": dict(model=SQUARED_MODELS["small-squared-plain"], batch=75, rule=MOMENTUM),
    "small-adamw-squared": dict(model=SQUARED_MODELS["small-squared"], batch=75, rule=ADAMW),
    "small-sgd-drops": dict(model=SMALL_MODELS["small-13"], batch=75, rule=MOMENTUM | DROPS),
    "small-adam-drops": dict(model=SMALL_MODELS["small-13"], batch=75,
                             rule=ADAMW | dict(optimizer="ADAM", weightDecay=1e-2) | DROPS),
    "small-adamw-drops": dict(model=SMALL_MODELS["small-13"], batch=75, rule=ADAMW | DROPS),
    # no weight decay acts on constants
    **{f"{name}-adamw": dict(model=OPERATOR_MODELS[name], batch=75, rule=ADAMW)
       for name in ("small-sparsemax", "small-tsallis", "small-kaniadakis", "small-abe", "small-temperature")},
    "small-tsallis-sgd": dict(model=OPERATOR_MODELS["small-tsallis"], batch=75, rule=MOMENTUM),
    # the order of the three: clip, filter, projection
    "small-sgd-everything": dict(model=STABLEMAX_MODELS["small-stablemax"], batch=75, rule=MOMENTUM | dict(
        clip=0.05, grokfastAlpha=0.9, grokfastLambda=2.0, orthogonal=True)),
}

# ---------------------------------------------------------------------------------------------------------------------
# The hash that stands for randomness
# ---------------------------------------------------------------------------------------------------------------------

GOLDEN_GAMMA = np.uint64(0x9E3779B97F4A7C15)
PROJECTION_GAMMA = np.uint64(0xD1342543DE82EF95)


def splitmix64(value):
    """Finaliser of SplitMix64 (Steele, Lea & Flood, OOPSLA 2014) on an array of uint64, which wraps modulo 2^64."""
    z = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def uniform(start, count):
    """Uniform on [0, 1): u_i = (splitmix64((i + 1) GOLDEN_GAMMA) >> 11) 2^-53 for i = start … start + count - 1."""
    index = np.arange(start + 1, start + count + 1, dtype=np.uint64)
    return (splitmix64(index * GOLDEN_GAMMA) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def signs(count):
    """[PROJECTIONS, count]: -1 where the top bit of splitmix64((i + 1) GOLDEN + (k + 1) PROJECTION) is set, else +1."""
    index = np.arange(1, count + 1, dtype=np.uint64) * GOLDEN_GAMMA
    projection = np.arange(1, PROJECTIONS + 1, dtype=np.uint64) * PROJECTION_GAMMA
    return np.where(splitmix64(projection[:, None] + index) >> np.uint64(63), -1, 1).astype(np.int8)


SIGNS = signs(1 << 16)  # the largest tensor, an MLP matrix of 128 x 512

# ---------------------------------------------------------------------------------------------------------------------
# Parameters and examples
# ---------------------------------------------------------------------------------------------------------------------


def sequence_length(model):
    return len(model["tokens"].split())


def vocabulary(model):
    """The p residues, then the operation if it is written, then the equals sign."""
    return model["p"] + sequence_length(model) - 2


def layout(model):
    """Parameter tensors in canonical order: (name, rows, columns, kind); a vector has one row."""
    width, mlp = model["width"], model["mlpWidth"]
    normed = model["norm"] == "PRE_LAYER_NORM"
    attention_biases = model["biases"] == "ALL"
    mlp_biases = model["biases"] in ("MLP", "ALL")
    tensors = [("embedding", vocabulary(model), width, "embedding")]

    def vector(exists, name, size, kind="bias"):
        if exists:
            tensors.append((name, 1, size, kind))

    if model["positions"] == "LEARNED":
        tensors.append(("positions", sequence_length(model), width, "embedding"))
    for layer in (f"layer{index}" for index in range(model["layers"])):
        vector(normed, f"{layer}.norm1.gain", width, "gain")
        vector(normed, f"{layer}.norm1.bias", width)
        for role in ("query", "key", "value", "output"):
            tensors.append((f"{layer}.attention.{role}", width, width, "matrix"))
            vector(attention_biases, f"{layer}.attention.{role}.bias", width)
        vector(normed, f"{layer}.norm2.gain", width, "gain")
        vector(normed, f"{layer}.norm2.bias", width)
        tensors.append((f"{layer}.mlp.input", width, mlp, "matrix"))
        vector(mlp_biases, f"{layer}.mlp.input.bias", mlp)
        tensors.append((f"{layer}.mlp.output", mlp, width, "matrix"))
        vector(mlp_biases, f"{layer}.mlp.output.bias", width)
        for setting, name in (("trainedOrder", "deformation"), ("trainedTemperature", "log-temperature")):
            vector(setting in model, f"{layer}.attention.{name}",
                   model["heads"] if model.get(setting) == "HEAD" else 1, "constant")
    vector(normed, "norm.gain", width, "gain")
    vector(normed, "norm.bias", width)
    if model["unembedding"] == "UNTIED":
        tensors.append(("unembedding", width, model["p"], "matrix"))
    vector(attention_biases, "unembedding.bias", model["p"])
    return tensors


def fill(start, rows, columns, kind):
    """Values of one tensor from its place in the canonical order; float32, so that both precisions start alike."""
    scale = {"embedding": 0.5, "matrix": math.sqrt(3 / rows), "gain": 0.2, "bias": 0.2, "constant": 0.2}[kind]
    shift = {"gain": 1.0, "constant": 0.5}.get(kind, 0.0)
    values = scale * (2 * uniform(start, rows * columns) - 1) + shift
    return values.astype(np.float32).reshape((rows, columns) if kind in ("embedding", "matrix") else (columns,))


def parameters(model, dtype):
    """Name -> leaf tensor, in canonical order."""
    result, start = {}, 0
    for name, rows, columns, kind in layout(model):
        result[name] = torch.tensor(fill(start, rows, columns, kind)).to(dtype).requires_grad_()
        start += rows * columns
    return result


def encode(model, a, b):
    """Tokens [examples, sequence] and labels (a + b) mod p."""
    p = model["p"]
    constant = {"+": np.full_like(a, p), "=": np.full_like(a, vocabulary(model) - 1)}
    columns = [{"a": a, "b": b}.get(symbol, constant.get(symbol)) for symbol in model["tokens"].split()]
    return torch.tensor(np.stack(columns, axis=1)), torch.tensor((a + b) % p)


def formula_batch(model, size):
    i, p = np.arange(size), model["p"]
    return encode(model, (37 * i + 11) % p, (61 * i + 5 + i // p) % p)


def formula_split(model, fraction):
    """The ordered pairs j = a p + b with u_j < fraction, in ascending order."""
    p = model["p"]
    chosen = np.flatnonzero(uniform(0, p * p) < fraction)
    return encode(model, chosen // p, chosen % p)


def examples(case):
    if "trainFraction" in case:
        return formula_split(case["model"], case["trainFraction"])
    return formula_batch(case["model"], case["batch"])

# ---------------------------------------------------------------------------------------------------------------------
# The model
# ---------------------------------------------------------------------------------------------------------------------


def angles(length, size, dtype):
    """cos and sin [length, size / 2] of t 10000^(-2f / size), rounded once from float64."""
    frequency = 10000.0 ** (-2 * torch.arange(size // 2, dtype=torch.float64) / size)
    angle = torch.arange(length, dtype=torch.float64)[:, None] * frequency
    return torch.cos(angle).to(dtype), torch.sin(angle).to(dtype)


def sinusoidal(length, width, dtype):
    """Vaswani et al., arXiv:1706.03762, section 3.5: sine on even columns, cosine on odd ones."""
    cos, sin = angles(length, width, dtype)
    return torch.stack([sin, cos], dim=-1).reshape(length, width)


def rotate(x):
    """RoPE, Su et al., arXiv:2104.09864, with adjacent pairs: x is [batch, head, t, headSize]."""
    cos, sin = angles(x.shape[-2], x.shape[-1], x.dtype)
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack([even * cos - odd * sin, even * sin + odd * cos], dim=-1).flatten(-2)


def layer_norm(x, gain, bias):
    centred = x - x.mean(dim=-1, keepdim=True)
    variance = (centred * centred).mean(dim=-1, keepdim=True)
    return centred / torch.sqrt(variance + 1e-5) * gain + bias


ORDERS = {"TSALLIS": lambda t: 1 + t, "KANIADAKIS": lambda t: t, "ABE": lambda t: 10**t}


def of_heads(constants):
    """One for each head, or one for all, against [batch, head, t, keys]."""
    return constants.reshape(-1, 1, 1)


def tempered(model, theta, layer, scores):
    """Scores at temperature T, from those at 1."""
    name = f"{layer}.attention.log-temperature"
    return scores / (of_heads(theta[name].exp()) if name in theta else model.get("temperature", 1.0))


def weights_of(model, theta, layer, scores):
    """Attention. With t the tanh of what is trained, alpha is 1 + t, kappa t and q 10^t."""
    kind = model.get("attention", "SOFTMAX")
    if kind == "SOFTMAX":
        return torch.softmax(scores, dim=-1)
    if model.get("order") == 2:
        return sparsemax(scores)
    if "order" in model:
        return attend(kind, scores, torch.tensor(model["order"], dtype=scores.dtype))
    return attend(kind, scores, ORDERS[kind](of_heads(theta[f"{layer}.attention.deformation"].tanh())))


def forward(model, theta, tokens):
    """Logits [batch, classes]; products are x W with W [in, out]."""
    batch, length = tokens.shape
    width, heads = model["width"], model["heads"]
    dtype = theta["embedding"].dtype

    def affine(x, name):
        product = x @ theta[name]
        return product + theta[name + ".bias"] if name + ".bias" in theta else product

    def norm(x, name):
        return layer_norm(x, theta[name + ".gain"], theta[name + ".bias"]) if name + ".gain" in theta else x

    def split_heads(x):  # [batch, t, width] -> [batch, head, t, headSize]
        return x.reshape(batch, length, heads, width // heads).transpose(1, 2)

    def attention(x, layer):
        query, key, value = (split_heads(affine(x, f"{layer}.attention.{role}")) for role in ("query", "key", "value"))
        if model["positions"] == "ROPE":
            query, key = rotate(query), rotate(key)
        scores = tempered(model, theta, layer, query @ key.transpose(-1, -2) / math.sqrt(width // heads))
        if model["mask"] == "CAUSAL":
            future = torch.ones(length, length, dtype=torch.bool).triu(diagonal=1)
            scores = scores.masked_fill(future, -math.inf)
        mixed = weights_of(model, theta, layer, scores) @ value
        return affine(mixed.transpose(1, 2).reshape(batch, length, width), f"{layer}.attention.output")

    def mlp(x, layer):
        hidden = affine(x, f"{layer}.mlp.input")
        if model["activation"] == "RELU":
            active = torch.relu(hidden)
        else:
            active = 0.5 * hidden * (1 + torch.erf(hidden / math.sqrt(2)))
        return affine(active, f"{layer}.mlp.output")

    x = theta["embedding"][tokens]
    if model["positions"] == "LEARNED":
        x = x + theta["positions"]
    if model["positions"] == "SINUSOIDAL":
        x = x + sinusoidal(length, width, dtype)
    for layer in (f"layer{index}" for index in range(model["layers"])):
        x = x + attention(norm(x, f"{layer}.norm1"), layer)
        x = x + mlp(norm(x, f"{layer}.norm2"), layer)
    x = norm(x, "norm")
    readout = x[:, -1] if model["readout"] == "LAST" else x.mean(dim=1)
    if model["unembedding"] == "UNTIED":
        return affine(readout, "unembedding")
    logits = readout @ theta["embedding"][: model["p"]].T
    return logits + theta["unembedding.bias"] if "unembedding.bias" in theta else logits


def mean_loss(model, logits, labels):
    """Mean over the batch, in nats, with softmax or StableMax (Prieto et al., arXiv:2501.04697, section 4); or the
    squared error of the logits against one-hot targets, which is no cross entropy."""
    if model.get("loss") == "SQUARED_ERROR":
        targets = torch.nn.functional.one_hot(labels, logits.shape[1]).to(logits.dtype)
        return torch.nn.functional.mse_loss(logits, targets)
    if model.get("loss") == "STABLEMAX":
        # clamped where the other branch is taken, so that its derivative is finite there
        logits = torch.where(logits >= 0, logits.clamp(min=0) + 1, 1 / (1 - logits.clamp(max=0))).log()
    chosen = logits.gather(1, labels[:, None])[:, 0]
    return (torch.logsumexp(logits, dim=1) - chosen).mean()

# ---------------------------------------------------------------------------------------------------------------------
# What is written down
# ---------------------------------------------------------------------------------------------------------------------


def text(value, precision="float64"):
    """Enough digits to read the same number back, in the spelling Java's parseDouble accepts."""
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value) if precision == "float64" else format(value, ".9g")


def line(kind, values, precision="float64"):
    return ",".join([kind, *(text(value, precision) for value in values)])


def describe(case):
    lines = [f"setting,{key},{value}" for key, value in case["model"].items()]
    lines += [f"setting,{key},{value}" for key, value in case.get("rule", {}).items()]
    if "trainFraction" in case:
        lines.append(f"setting,trainFraction,{case['trainFraction']}")
    tokens, labels = examples(case)
    lines.append(f"setting,batchSize,{len(labels)}")
    for index in [*range(5), len(labels) - 1]:
        fields = [index, *tokens[index].tolist(), labels[index].item()]
        lines.append("batch," + ",".join(map(str, fields)))
    return lines


def tensor_headers(model):
    start = 0
    for name, rows, columns, kind in layout(model):
        yield name, f"tensor,{name},{start},{rows},{columns},{kind}"
        start += rows * columns


def describe_gradient(gradient, precision):
    """Sums run in float64 whatever the precision of the gradient, so that they add no error of their own."""
    g = gradient.detach().to(torch.float64).numpy().ravel()
    n = len(g)
    sampled = g if n <= SAMPLES else g[np.arange(SAMPLES) * n // SAMPLES]
    return [line("gradientNorm", [np.linalg.norm(g)], precision),
            line("gradientMaximum", [np.abs(g).max()], precision),
            line("projections", SIGNS[:, :n] @ g, precision),
            line("samples", sampled, precision)]


def gradient_file(case):
    model = case["model"]
    tokens, labels = examples(case)
    lines = describe(case)
    for precision, dtype in PRECISIONS.items():
        theta = parameters(model, dtype)
        logits = forward(model, theta, tokens)
        loss = mean_loss(model, logits, labels)
        loss.backward()
        lines += [f"precision,{precision}", line("loss", [loss.item()], precision),
                  f"correct,{(logits.argmax(dim=1) == labels).sum().item()}"]
        lines += [line(f"logits,{index}", logits[index].tolist(), precision) for index in range(3)]
        for name, header in tensor_headers(model):
            lines += [header, *describe_gradient(theta[name].grad, precision)]
    return lines


def optimizer(rule, tensors, constants=()):
    """Weight decay acts on every tensor, biases and gains included, but not on constants."""
    if constants:
        tensors = [dict(params=tensors), dict(params=constants, weight_decay=0.0)]
    if rule["optimizer"] == "SGD":
        return torch.optim.SGD(tensors, lr=rule["learningRate"], momentum=rule["momentum"],
                               dampening=rule["dampening"], weight_decay=rule["weightDecay"], foreach=False)
    kind = {"ADAM": torch.optim.Adam, "ADAMW": torch.optim.AdamW}[rule["optimizer"]]
    return kind(tensors, lr=rule["learningRate"], betas=(rule["beta1"], rule["beta2"]), eps=rule["epsilon"],
                weight_decay=rule["weightDecay"], foreach=False)


def schedule(rule, descent):
    """The learning rate drops after so many updates each."""
    drops = [int(step) for step in rule.get("drops", "").split()]
    return torch.optim.lr_scheduler.MultiStepLR(descent, drops, rule.get("dropFactor", 0.1))


def amplify_slow(rule, slow, theta):
    """Grokfast-EMA (Lee et al., arXiv:2405.20233, algorithm 2); the average begins as the first gradient."""
    alpha = rule["grokfastAlpha"]
    for name, weights in theta.items():
        slow[name] = alpha * slow.get(name, weights.grad) + (1 - alpha) * weights.grad
        weights.grad = weights.grad + rule["grokfastLambda"] * slow[name]


def project(theta):
    """OrthoGrad (Prieto et al., arXiv:2501.04697, section 5), each tensor stretched to its gradient's length."""
    for weights in theta.values():
        w, g = weights.detach(), weights.grad
        rest = g - (w * g).sum() / ((w * w).sum() + 1e-30) * w
        weights.grad = rest * (g.norm() / (rest.norm() + 1e-30))


def trajectory_file(case):
    model, rule = case["model"], case["rule"]
    tokens, labels = examples(case)
    lines = describe(case) + [f"setting,steps,{STEPS}"]
    for precision, dtype in PRECISIONS.items():
        theta = parameters(model, dtype)
        constants = [name for name, _, _, kind in layout(model) if kind == "constant"]
        descent = optimizer(rule, [theta[name] for name in theta if name not in constants],
                            [theta[name] for name in constants])
        rates = schedule(rule, descent)
        losses, norms, slow = [], [], {}
        for _ in range(STEPS):
            descent.zero_grad()
            loss = mean_loss(model, forward(model, theta, tokens), labels)
            loss.backward()
            losses.append(loss.item())
            norms.append(math.sqrt(sum(t.grad.double().square().sum().item() for t in theta.values())))
            if "clip" in rule:
                torch.nn.utils.clip_grad_norm_(list(theta.values()), rule["clip"], foreach=False)
            if "grokfastAlpha" in rule:
                amplify_slow(rule, slow, theta)
            if rule.get("orthogonal"):
                project(theta)
            descent.step()
            rates.step()
        logits = forward(model, theta, tokens)
        losses.append(mean_loss(model, logits, labels).item())
        lines += [f"precision,{precision}", line("losses", losses, precision), line("gradientNorms", norms, precision),
                  f"correct,{(logits.argmax(dim=1) == labels).sum().item()}"]
        for name, header in tensor_headers(model):
            lines += [header, line("finalNorm", [theta[name].detach().double().norm()], precision)]
            if name in constants:
                lines.append(line("final", theta[name].tolist(), precision))
    return lines

# ---------------------------------------------------------------------------------------------------------------------
# Rows of attention
# ---------------------------------------------------------------------------------------------------------------------

# t of each kind: near softmax (nearer, autograd loses the digits of a slope by t), in between, near the ends
DEFORMATIONS = {"TSALLIS": [-0.9, -0.4, -1e-3, 0.01, 0.3, 0.5, 0.8, 1.0],
                "KANIADAKIS": [-0.5, 0.01, 0.2, 0.7, 0.95],
                "ABE": [-0.3, 5e-3, 0.1, 0.5, 0.9]}


def score_rows():
    """Ordinary rows of several lengths, ties, all equal, one key, huge gaps and a huge common part."""
    rows = [4 * uniform(100 * n, n) - 2 for n in (2, 3, 4, 7, 40)]
    rows += [np.array(row) for row in ([0.5, 0.5, -1.0], [2.0, -1.0, 2.0, 2.0], [1.25] * 5, [-3.0], [8.0, 0.0, 7.5, -8.0],
                                       [1e4, 0.0, 9999.5, -1e4], [1e4 + 0.5, 1e4, 1e4 - 1.0])]
    return [row.astype(np.float32).astype(np.float64) for row in rows]


def operator_rows():
    for kind, deformations in DEFORMATIONS.items():
        for index, row in enumerate(score_rows()):
            scores = torch.tensor(row).repeat(len(deformations), 1).requires_grad_()
            t = torch.tensor(deformations, dtype=torch.float64)[:, None].requires_grad_()
            gradient = torch.tensor((2 * uniform(7000 + 50 * index, len(row)) - 1).astype(np.float32)).double()
            p = attend(kind, scores, ORDERS[kind](t))
            p.backward(gradient.expand(p.shape))
            for i, deformation in enumerate(deformations):
                fields = [*row, *gradient.tolist(), *p[i].tolist(), *scores.grad[i].tolist(), t.grad[i].item()]
                yield f"row,{kind},{text(deformation)},{len(row)}," + ",".join(map(text, fields))

# ---------------------------------------------------------------------------------------------------------------------
# Formula and elementary functions
# ---------------------------------------------------------------------------------------------------------------------


def formula_file():
    """A few values of each formula, for the test of its Java twin."""
    index = np.array([0, 1, 2, 65535, 1 << 20], dtype=np.uint64)
    lines = [f"mix,{i},{splitmix64((np.array([i]) + np.uint64(1)) * GOLDEN_GAMMA)[0]:016x}" for i in index]
    for start, rows, columns, kind in [(0, 114, 128, "embedding"), (14592, 3, 128, "embedding"),
                                       (14976, 128, 128, "matrix"), (996, 15, 21, "matrix"),
                                       (123457, 1, 24, "gain"), (77, 1, 40, "bias")]:
        values = fill(start, rows, columns, kind).ravel()
        for i in sorted({0, 1, 17, len(values) // 2, len(values) - 1}):
            lines.append(f"value,{start},{rows},{columns},{kind},{i},{values[i].view(np.uint32):08x}")
    for k in (0, 1, 31):
        lines.append(f"signs,{k}," + "".join("+" if sign > 0 else "-" for sign in SIGNS[k, :64]))
    return lines


def neighbours(values, reach=2):
    """Each value rounded to float32, with the float32 numbers up to `reach` steps on either side."""
    centre = np.array(values, dtype=np.float32)
    below, above, result = centre, centre, [centre]
    for _ in range(reach):
        below = np.nextafter(below, np.float32(-np.inf))
        above = np.nextafter(above, np.float32(np.inf))
        result += [below, above]
    return np.concatenate(result)


def scattered(low, high, count, start):
    """One point at a hashed place in each of `count` equal cells of [low, high]."""
    return (low + (high - low) * (np.arange(count) + uniform(start, count)) / count).astype(np.float32)


def bits(pattern):
    return np.array(pattern, dtype=np.uint32).view(np.float32)


SPECIAL = bits([0x00000000, 0x80000000, 0x7F800000, 0xFF800000, 0x7FC00000, 0xFFC00000,  # zeros, infinities, NaN
                0x7F7FFFFF, 0xFF7FFFFF, 0x00800000, 0x80800000, 0x007FFFFF, 0x807FFFFF,  # largest, edge of the normal
                0x00000001, 0x80000001])  # smallest subnormal
POWERS_OF_TWO = np.array([2.0**e for e in range(-149, 128)], dtype=np.float32)


def points(name):
    """Inputs where an implementation may go wrong: even cover, seams of the usual reductions, ends of the range."""
    log2 = math.log(2)
    if name == "exp":
        halves = neighbours([k * log2 / 2 for k in range(-300, 257)], reach=1)  # seams of x = n ln 2 + r
        # overflow, smallest normal result, smallest subnormal result, underflow to zero
        ends = neighbours([128 * log2, -126 * log2, -149 * log2, -150 * log2], reach=8)
        cover = [scattered(-104, 89, 900, 0), scattered(-1, 1, 300, 1000), scattered(-104, -87, 120, 2000)]
        return np.concatenate([SPECIAL, *cover, halves, ends, POWERS_OF_TWO, -POWERS_OF_TWO])
    if name == "log":
        octaves = np.floor(scattered(1, 0x7F800000, 900, 3000).astype(np.float64)).astype(np.uint32)
        near_one = np.concatenate([neighbours([1], reach=40), 1 + POWERS_OF_TWO[120:149], 1 - POWERS_OF_TWO[120:149]])
        roots = neighbours([math.sqrt(0.5) * 2.0**e for e in range(-20, 21)])  # seams of x = 2^k m
        subnormal = bits(np.floor(1 + 8388606 * uniform(4000, 100)).astype(np.uint32))
        cover = [bits(octaves), scattered(0.4, 2.5, 500, 5000), subnormal]
        negative = -np.array([1, 1e-30, 1e30], dtype=np.float32)
        return np.concatenate([SPECIAL, *cover, near_one, roots, POWERS_OF_TWO, negative])
    # erf: seams of the rational approximations in use (W. J. Cody 1969; Sun's fdlibm) and where float32 reaches 1
    seams = neighbours([s * b for s in (1, -1) for b in (0.46875, 0.5, 0.84375, 1, 1.25, 1 / 0.35, 3.832, 3.92, 4, 6)])
    cover = [scattered(-4.2, 4.2, 1000, 6000), scattered(-0.9, 0.9, 300, 8000), scattered(-12, 12, 60, 9000)]
    return np.concatenate([SPECIAL, *cover, seams, POWERS_OF_TWO, -POWERS_OF_TWO])


def correctly_rounded(name, x):
    """The double nearest to f(x) for one float32 x; 200 bits leave no doubt about the rounding at these points."""
    x = float(x)
    if math.isnan(x) or (name == "log" and x < 0):
        return math.nan
    if x == 0:
        return {"exp": 1.0, "log": -math.inf, "erf": x}[name]
    if name == "erf" and abs(x) > 27:
        return math.copysign(1.0, x)
    if name == "exp" and abs(x) > 1000 or math.isinf(x):
        return math.inf if x > 0 else 0.0
    with mpmath.workprec(200):
        value = getattr(mpmath, name)(mpmath.mpf(x))
        sign, mantissa, exponent, _ = value._mpf_
    try:
        # A quotient of integers is rounded once, also to a subnormal result.
        return float((-1) ** sign * Fraction(int(mantissa)) * Fraction(2) ** int(exponent))
    except OverflowError:
        return math.inf


def function_file(name):
    """Lines point,BITS,VALUE: the bits of a float32 in hexadecimal and the double nearest to the function there."""
    patterns = dict.fromkeys(points(name).view(np.uint32).tolist())
    return [f"point,{pattern:08x},{text(correctly_rounded(name, bits([pattern])[0]))}" for pattern in patterns]

# ---------------------------------------------------------------------------------------------------------------------
# Writing and comparing
# ---------------------------------------------------------------------------------------------------------------------


def require_coverage():
    """Every pair of values of any two settings must occur together in a small case."""
    columns = list(zip(*SMALL))[1:]
    for i, first in enumerate(columns):
        for second in columns[:i]:
            missing = {(a, b) for a in first for b in second} - set(zip(first, second))
            assert not missing, f"no small case has {missing}"


def all_files():
    yield "formula.csv", formula_file()
    for name in ("exp", "log", "erf"):
        yield f"functions/{name}.csv", function_file(name)
    yield "attention/rows.csv", list(operator_rows())
    for name, case in GRADIENTS.items():
        yield f"gradients/{name}.csv", gradient_file(case)
    for name, case in TRAJECTORIES.items():
        yield f"trajectories/{name}.csv", trajectory_file(case)


def header(script):
    return [f"# Made by engine/src/test/python/{script} --write with torch {torch.__version__}, "
            f"numpy {np.__version__}, mpmath {mpmath.__version__} on {datetime.date.today()}.",
            "# The script says what the lines hold. Do not edit; run the command again."]


def numbers(fields):
    try:
        return np.array([float(field) for field in fields])
    except ValueError:
        return None


def difference(old, new):
    """None if two lines agree: as text, or as float64 numbers to 1e-9 of the largest number on the line.

    The absolute floor is for gradients that vanish identically (a key bias shifts a whole row of scores) and hold
    nothing but rounding.
    """
    if old == new:
        return None
    kind, *rest = old.split(",")
    before, after = numbers(rest), numbers(new.split(",")[1:])
    if kind != new.split(",")[0] or before is None or after is None or len(before) != len(after):
        return f"{old[:60]} became {new[:60]}"
    distance = np.abs(before - after).max()
    allowed = max(1e-12, 1e-9 * np.abs(before).max())
    return None if distance <= allowed else f"{kind} moved by {distance:g}, allowed {allowed:g}"


def without_float32(lines):
    """Sums in float32 are ordered by the CPU's vector width, so only float64 numbers compare across machines."""
    lines = [entry for entry in lines if not entry.startswith("#")]
    return lines[: lines.index("precision,float32")] if "precision,float32" in lines else lines


def compare(name, lines):
    path = RESOURCES / name
    if not path.exists():
        return [f"{name}: missing; run with --write"]
    old, new = without_float32(path.read_text().splitlines()), without_float32(lines)
    if len(old) != len(new):
        return [f"{name}: {len(old)} lines stored, {len(new)} made"]
    moved = ((number, difference(*pair)) for number, pair in enumerate(zip(old, new), start=1))
    return [f"{name}, entry {number}: {what}" for number, what in moved if what]


def write_or_compare(files, script, description):
    """The command line of the script that makes these files: pairs of a name and its lines."""
    arguments = argparse.ArgumentParser(description=description.splitlines()[0])
    arguments.add_argument("--write", action="store_true", help="rewrite the files instead of comparing")
    write = arguments.parse_args().write
    torch.set_num_threads(1)  # the order of sums, and with it the last bits, depends on the number of threads
    torch.use_deterministic_algorithms(True)
    complaints = []
    for name, lines in files:
        if write:
            path = RESOURCES / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(header(script) + lines) + "\n")
        else:
            complaints += compare(name, lines)
    print("\n".join(complaints) or ("written" if write else "every float64 number agrees"))
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    require_coverage()
    write_or_compare(all_files(), "make_engine_goldens.py", __doc__)
