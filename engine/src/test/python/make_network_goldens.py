#!/usr/bin/env python3
"""Golden numbers for the engine's feed-forward networks: losses, gradients and trajectories, from PyTorch.

What this is: multilayer perceptrons and convolutional networks with torch operations in torch's own layouts,
differentiated by autograd. What it is not: a trainer. How numbers stand for randomness, and what the lines of a file
hold, is written in make_engine_goldens.py; what is new here:

    python3 make_network_goldens.py            compares with the stored files, exit 1 if a float64 number moved
    python3 make_network_goldens.py --write    rewrites ../resources/golden/network

    setting,imageSeed,S           images by formula: byte i of all of them, counted [image, line, column, channel], is
                                  floor(256 u) with u the uniform number of index S 2^24 + i; the label of image i is
                                  (7 i + 3) mod classes
    pixels,INDEX,X…,LABEL         of the first image and the last: its first four bytes
    evaluations,X…                trajectories: loss after each update with the running averages in the norms
    buffer,NAME,X…                trajectories: a running mean or variance after the last update
    parameter,NAME,X…             clamped trajectories: a tensor after the last update, row by row

Clamped trajectories, in network/clamped, have an output temperature (the loss sees logits over `temperature`), weight
decay of the matrices alone, and from update number `clampFrom` on all matrices rescaled after every update such that
their norm is `clampNorm` (Truong, arXiv:2606.18465).

Matrices act from the right, [inputs x outputs]. The rows of a convolution's matrix are ordered by line, column and
channel; those of the readout of a convolutional network too. `parameters` turns them into torch's order.
"""

import numpy as np
import torch
from torch.nn import functional

from make_engine_goldens import (ADAMW, DROPS, MOMENTUM, PRECISIONS, SGD, STEPS, describe_gradient, encode, fill, line,
                                 optimizer, schedule, uniform, write_or_compare)

# Bytes become (byte/255 - mean)/deviation, channel by channel.
MEANS = [0.5, 0.45, 0.4]
DEVIATIONS = [0.25, 0.3, 0.28]
EPSILON, KEEP = 1e-5, 0.9

# ---------------------------------------------------------------------------------------------------------------------
# Cases, as data
# ---------------------------------------------------------------------------------------------------------------------


def mlp(p, layers, width, hidden, activation, norm):
    return dict(family="MLP", tokens="a b =", p=p, classes=p, layers=layers, width=width, hidden=hidden,
                activation=activation, batchNorm=norm)


def vgg(height, width, channels, stages, norm):
    return dict(family="VGG", height=height, width=width, channels=channels, stages=" ".join(map(str, stages)),
                classes=10, batchNorm=norm)


MLPS = {
    "mlp-relu": mlp(13, 1, 20, 18, "RELU", False),
    "mlp-relu-norm": mlp(13, 1, 15, 20, "RELU", True),
    "mlp-gelu": mlp(11, 1, 18, 15, "GELU", False),
    "mlp-gelu-norm": mlp(11, 1, 20, 256, "GELU", True),
    "mlp-relu-deep": mlp(13, 2, 15, 15, "RELU", False),
    "mlp-relu-deep-norm": mlp(11, 2, 18, 18, "RELU", True),
    "mlp-gelu-deep": mlp(13, 2, 20, 256, "GELU", False),
    "mlp-gelu-deep-norm": mlp(13, 2, 18, 20, "GELU", True),
}
VGGS = {
    "vgg-odd": vgg(9, 7, 1, [16], False),
    "vgg-odd-norm": vgg(9, 7, 3, [16, 32], True),
    "vgg-28": vgg(28, 28, 1, [16, 32], False),
    "vgg-28-norm": vgg(28, 28, 1, [16, 32, 64], True),
    "vgg-32": vgg(32, 32, 3, [16, 32, 64], False),
    "vgg-32-norm": vgg(32, 32, 3, [16], True),
}
SQUARED = {
    "mlp-squared-norm": MLPS["mlp-gelu-norm"] | dict(loss="SQUARED_ERROR"),
    "vgg-squared": VGGS["vgg-odd"] | dict(loss="SQUARED_ERROR"),
}
# Batches of several blocks; few images where these are large, see `rounded_alike`.
GRADIENTS = ({name: dict(model=model, batch=75) for name, model in MLPS.items()}
             | {name: dict(model=model, batch=75 if model["family"] == "MLP" else 29)
                for name, model in SQUARED.items()}
             | {name: dict(model=model, batch=29 if model["height"] == 9 else 5) for name, model in VGGS.items()})

DECAYED = ADAMW | dict(learningRate=1e-4)
# Images with which float32 stays on the side of the kinks that float64 is on, for twenty steps: `imageSeed` 0 does not
# with every rule, and a trajectory of ReLU and batch norm then parts by 1e-4 and more.
TRAJECTORIES = {
    "mlp-sgd": dict(model=MLPS["mlp-relu-norm"], batch=75, rule=SGD),
    "mlp-momentum": dict(model=MLPS["mlp-gelu-norm"], batch=75, rule=MOMENTUM),
    "mlp-adamw": dict(model=MLPS["mlp-gelu-deep"], batch=75, rule=DECAYED),
    "mlp-adamw-norm": dict(model=MLPS["mlp-gelu-deep-norm"], batch=75, rule=DECAYED),
    "mlp-squared": dict(model=SQUARED["mlp-squared-norm"], batch=75, rule=MOMENTUM),
    "mlp-drops": dict(model=MLPS["mlp-gelu-norm"], batch=75, rule=MOMENTUM | DROPS),
    "vgg-squared": dict(model=SQUARED["vgg-squared"], batch=29, imageSeed=0, rule=SGD),
    "vgg-sgd": dict(model=VGGS["vgg-odd"], batch=29, imageSeed=0, rule=SGD),
    "vgg-sgd-norm": dict(model=VGGS["vgg-odd-norm"], batch=29, imageSeed=0, rule=SGD),
    "vgg-sgd-deep": dict(model=VGGS["vgg-28-norm"], batch=7, imageSeed=1, rule=SGD | dict(learningRate=1e-3)),
    "vgg-momentum": dict(model=VGGS["vgg-odd-norm"], batch=29, imageSeed=1, rule=MOMENTUM | dict(learningRate=1e-2)),
    "vgg-adamw": dict(model=VGGS["vgg-28"], batch=21, imageSeed=0, rule=DECAYED),
    "vgg-adamw-norm": dict(model=VGGS["vgg-32-norm"], batch=21, imageSeed=0, rule=DECAYED),
}

CLAMPED_STEPS = 50
CLAMPED = {
    "mlp-clamped": dict(model=MLPS["mlp-gelu"], batch=75, rule=ADAMW, temperature=1.3, clampNorm=7.5, clampFrom=20),
    "mlp-clamped-squared": dict(model=MLPS["mlp-gelu"] | dict(loss="SQUARED_ERROR"), batch=75, rule=MOMENTUM,
                                temperature=1.7, clampNorm=9.0, clampFrom=1),
}

# ---------------------------------------------------------------------------------------------------------------------
# Parameters and examples
# ---------------------------------------------------------------------------------------------------------------------


def stages(model):
    return [int(outputs) for outputs in model["stages"].split()]


def layout(model):
    """Parameter tensors in canonical order: (name, rows, columns, kind); a vector has one row."""
    tensors = []

    def affine(name, rows, columns):
        tensors.extend([(f"{name}.weight", rows, columns, "matrix"), (f"{name}.bias", 1, columns, "bias")])

    def norm(name, size):
        if model["batchNorm"]:
            tensors.extend([(f"{name}.gain", 1, size, "gain"), (f"{name}.bias", 1, size, "bias")])

    if model["family"] == "MLP":
        tensors.append(("embedding", model["p"] + 1, model["width"], "embedding"))
        inputs = 3 * model["width"]
        for layer in range(model["layers"]):
            affine(f"layer{layer}", inputs, model["hidden"])
            norm(f"layer{layer}.norm", model["hidden"])
            inputs = model["hidden"]
    else:
        height, width, inputs = model["height"], model["width"], model["channels"]
        for stage, outputs in enumerate(stages(model)):
            for i in range(2):
                affine(f"stage{stage}.convolution{i}", 9 * inputs, outputs)
                norm(f"stage{stage}.norm{i}", outputs)
                inputs = outputs
            height, width = height // 2, width // 2
        inputs *= height * width
    affine("readout", inputs, model["classes"])
    return tensors


def headers(model):
    start = 0
    for name, rows, columns, kind in layout(model):
        yield name, f"tensor,{name},{start},{rows},{columns},{kind}"
        start += rows * columns


def parameters(model, dtype):
    """Name -> leaf tensor in the engine's layout, in canonical order."""
    result, start = {}, 0
    for name, rows, columns, kind in layout(model):
        result[name] = torch.tensor(fill(start, rows, columns, kind)).to(dtype).requires_grad_()
        start += rows * columns
    return result


def images(case):
    """Bytes [image, line, column, channel] and labels."""
    model, count = case["model"], case["batch"]
    shape = (count, model["height"], model["width"], model["channels"])
    values = np.floor(256 * uniform(case["imageSeed"] << 24, int(np.prod(shape)))).astype(np.uint8)
    return values.reshape(shape), torch.tensor((7 * np.arange(count) + 3) % model["classes"])


def examples(case):
    """What the model reads, tokens or pixels [image, channel, line, column] in float64, and labels."""
    model = case["model"]
    if model["family"] == "MLP":
        i, p = np.arange(case["batch"]), model["p"]
        return encode(model, (37 * i + 11) % p, (61 * i + 5 + i // p) % p)
    values, labels = images(case)
    channels = model["channels"]
    pixels = (values / 255.0 - MEANS[:channels]) / DEVIATIONS[:channels]
    return torch.tensor(pixels).permute(0, 3, 1, 2), labels

# ---------------------------------------------------------------------------------------------------------------------
# The model
# ---------------------------------------------------------------------------------------------------------------------


class Norms:
    """torch's own batch norm, in training on the batch, otherwise on running averages, which training moves."""

    def __init__(self, theta):
        self.training = True
        self.buffers = {}
        for name in theta:
            if name.endswith(".gain"):
                key = name.removesuffix(".gain")
                self.buffers[f"{key}.mean"] = torch.zeros_like(theta[name].detach())
                self.buffers[f"{key}.variance"] = torch.ones_like(theta[name].detach())

    def apply(self, x, theta, key):
        if f"{key}.gain" not in theta:
            return x
        return functional.batch_norm(x, self.buffers[f"{key}.mean"], self.buffers[f"{key}.variance"],
                                     theta[f"{key}.gain"], theta[f"{key}.bias"], self.training, 1 - KEEP, EPSILON)


def forward(model, theta, norms, inputs, margins=None):
    """Logits [batch, classes]. In `margins`: how near the values came to the kinks of ReLU and of the max-pool."""

    def relu(x):
        if margins is not None:
            margins.append(x.detach().abs().min().item())
        return torch.relu(x)

    def affine(x, name):
        return x @ theta[f"{name}.weight"] + theta[f"{name}.bias"]

    if model["family"] == "MLP":
        x = theta["embedding"][inputs].flatten(1)
        for layer in range(model["layers"]):
            x = affine(x, f"layer{layer}")
            x = x if norms is None else norms.apply(x, theta, f"layer{layer}.norm")
            x = relu(x) if model["activation"] == "RELU" else functional.gelu(x)
        return affine(x, "readout")
    x = inputs.to(theta["readout.weight"].dtype)
    for stage, outputs in enumerate(stages(model)):
        for i in range(2):
            name = f"stage{stage}.convolution{i}"
            weight = theta[f"{name}.weight"].reshape(3, 3, -1, outputs).permute(3, 2, 0, 1)
            x = functional.conv2d(x, weight, theta[f"{name}.bias"], padding=1)
            x = relu(norms.apply(x, theta, f"stage{stage}.norm{i}"))
        if margins is not None:
            margins.append(second_largest_distance(x.detach()))
        x = functional.max_pool2d(x, 2)
    return affine(x.permute(0, 2, 3, 1).flatten(1), "readout")


def mean_loss(model, logits, labels):
    if model.get("loss") == "SQUARED_ERROR":
        return functional.mse_loss(logits, functional.one_hot(labels, logits.shape[1]).to(logits.dtype))
    return functional.cross_entropy(logits, labels)


def second_largest_distance(x):
    """Smallest distance of the two largest of a square, where the largest is not 0, which ReLU makes of many."""
    windows = x[..., : x.shape[2] // 2 * 2, : x.shape[3] // 2 * 2].unfold(2, 2, 2).unfold(3, 2, 2).flatten(4)
    first, second = windows.topk(2, dim=-1).values.unbind(-1)
    return (first - second)[first > 0].min().item()


def rounded_alike(case):
    """The case with the first images that keep away from the kinks.

    Within rounding of a kink float32 may take the other side, and one of some 10^5 slopes more or less moves the
    gradient by far more than 1e-5.
    """
    model = case["model"]
    if model["family"] == "MLP":
        return case
    for seed in range(1000):
        chosen = case | dict(imageSeed=seed)
        theta, margins = parameters(model, torch.float64), []
        forward(model, theta, Norms(theta), examples(chosen)[0], margins)
        if min(margins) > 2e-6:
            return chosen
    raise AssertionError("no images keep away from the kinks")

# ---------------------------------------------------------------------------------------------------------------------
# What is written down
# ---------------------------------------------------------------------------------------------------------------------


def setting(key, value):
    return f"setting,{key},{str(value).lower() if isinstance(value, bool) else value}"


def describe(case):
    model, count = case["model"], case["batch"]
    lines = [setting(key, value) for key, value in model.items()]
    lines += [setting(key, value) for key, value in case.get("rule", {}).items()]
    lines.append(setting("batchSize", count))
    if model["family"] == "MLP":
        tokens, labels = examples(case)
        rows = [[index, *tokens[index].tolist(), labels[index].item()] for index in [*range(5), count - 1]]
        return lines + ["batch," + ",".join(map(str, row)) for row in rows]
    values, labels = images(case)
    lines.append(setting("imageSeed", case["imageSeed"]))
    rows = [[index, *values[index].ravel()[:4], labels[index].item()] for index in (0, count - 1)]
    return lines + ["pixels," + ",".join(map(str, row)) for row in rows]


def gradient_file(case):
    model = case["model"]
    case = rounded_alike(case)
    inputs, labels = examples(case)
    lines = describe(case)
    for precision, dtype in PRECISIONS.items():
        theta = parameters(model, dtype)
        logits = forward(model, theta, Norms(theta), inputs)
        loss = mean_loss(model, logits, labels)
        loss.backward()
        lines += [f"precision,{precision}", line("loss", [loss.item()], precision),
                  f"correct,{(logits.argmax(dim=1) == labels).sum().item()}"]
        lines += [line(f"logits,{index}", logits[index].tolist(), precision) for index in range(3)]
        for name, head in headers(model):
            lines += [head, *describe_gradient(theta[name].grad, precision)]
    return lines


def trajectory_file(case):
    model = case["model"]
    case = dict(imageSeed=0) | case
    inputs, labels = examples(case)
    lines = describe(case) + [setting("steps", STEPS)]
    for precision, dtype in PRECISIONS.items():
        theta = parameters(model, dtype)
        norms = Norms(theta)
        descent = optimizer(case["rule"], list(theta.values()))
        rates = schedule(case["rule"], descent)
        losses, lengths, evaluations = [], [], []
        for _ in range(STEPS):
            descent.zero_grad()
            norms.training = True
            loss = mean_loss(model, forward(model, theta, norms, inputs), labels)
            loss.backward()
            losses.append(loss.item())
            lengths.append(sum(t.grad.double().square().sum().item() for t in theta.values()) ** 0.5)
            descent.step()
            rates.step()
            norms.training = False
            logits = forward(model, theta, norms, inputs)
            evaluations.append(mean_loss(model, logits, labels).item())
        lines += [f"precision,{precision}", line("losses", losses, precision),
                  line("gradientNorms", lengths, precision), line("evaluations", evaluations, precision),
                  f"correct,{(logits.argmax(dim=1) == labels).sum().item()}"]
        lines += [line(f"buffer,{name}", values, precision) for name, values in sorted(norms.buffers.items())]
        for name, head in headers(model):
            lines += [head, line("finalNorm", [theta[name].detach().double().norm()], precision)]
    return lines


def clamped_file(case):
    model, rule = case["model"], case["rule"]
    inputs, labels = examples(case)
    lines = describe(case) + [setting(key, case[key]) for key in ("temperature", "clampNorm", "clampFrom")]
    lines.append(setting("steps", CLAMPED_STEPS))
    for precision, dtype in PRECISIONS.items():
        theta = parameters(model, dtype)
        matrices = [t for name, t in theta.items() if not name.endswith(".bias")]
        descent = optimizer(rule, [dict(params=matrices),
                                   dict(params=[t for name, t in theta.items() if name.endswith(".bias")],
                                        weight_decay=0.0)])
        losses, lengths = [], []
        for step in range(1, CLAMPED_STEPS + 1):
            descent.zero_grad()
            loss = mean_loss(model, forward(model, theta, None, inputs) / case["temperature"], labels)
            loss.backward()
            losses.append(loss.item())
            lengths.append(sum(t.grad.double().square().sum().item() for t in theta.values()) ** 0.5)
            descent.step()
            if step >= case["clampFrom"]:
                with torch.no_grad():
                    norm = torch.sqrt(sum(t.square().sum() for t in matrices))
                    for t in matrices:
                        t.mul_(case["clampNorm"] / norm)
        logits = forward(model, theta, None, inputs)
        lines += [f"precision,{precision}", line("losses", losses, precision),
                  line("gradientNorms", lengths, precision),
                  f"correct,{(logits.argmax(dim=1) == labels).sum().item()}"]
        lines += [line(f"parameter,{name}", t.detach().flatten().tolist(), precision) for name, t in theta.items()]
        for name, head in headers(model):
            lines += [head, line("finalNorm", [theta[name].detach().double().norm()], precision)]
    return lines


def all_files():
    for name, case in GRADIENTS.items():
        yield f"network/gradients/{name}.csv", gradient_file(case)
    for name, case in TRAJECTORIES.items():
        yield f"network/trajectories/{name}.csv", trajectory_file(case)
    for name, case in CLAMPED.items():
        yield f"network/clamped/{name}.csv", clamped_file(case)


if __name__ == "__main__":
    write_or_compare(all_files(), "make_network_goldens.py", __doc__)
