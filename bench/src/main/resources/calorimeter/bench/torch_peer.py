"""PyTorch's side of `calorimeter bench`: python3 torch_peer.py THREADS. See protocol.py."""

import functools
import math
import sys
import time

import torch
import torch.nn.functional as F

import model
import protocol

# Models that the variant vmap trains at once, as one would train seeds.
MODELS = 12


class Ops:
    """What model.py needs, as PyTorch is fastest at it."""

    take = staticmethod(lambda table, index: F.embedding(index, table))
    affine = staticmethod(lambda x, weight, bias: F.linear(x, weight.T, bias))
    layer_norm = staticmethod(lambda x, gain, bias: F.layer_norm(x, gain.shape, gain, bias))
    relu = staticmethod(F.relu)
    gelu = staticmethod(F.gelu)
    softmax = staticmethod(torch.softmax)
    concat = staticmethod(torch.cat)
    integers = staticmethod(torch.tensor)

    @staticmethod
    def stack(parts):
        return torch.stack(parts, dim=-1)

    @staticmethod
    def attention(query, key, value, causal):
        return F.scaled_dot_product_attention(query, key, value, is_causal=causal)

    @staticmethod
    def plain_attention(query, key, value, causal):
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
        if causal:
            future = torch.ones(key.shape[-2], key.shape[-2], dtype=torch.bool).triu(diagonal=1)
            scores = scores.masked_fill(future, -math.inf)
        return torch.softmax(scores, dim=-1) @ value

    def __init__(self):
        self.tables = {}

    def angles(self, length, size, base):
        """cos and sin [length, size / 2] of t base^(-2f / size), made once."""
        if (length, size) not in self.tables:
            frequency = base ** (-2 * torch.arange(size // 2, dtype=torch.float64) / size)
            angle = torch.arange(length, dtype=torch.float64)[:, None] * frequency
            self.tables[length, size] = torch.cos(angle).float(), torch.sin(angle).float()
        return self.tables[length, size]


class Trainer:
    """Makes training steps: a function of a batch gives the loss, autograd the gradient, torch.optim the update."""

    def __init__(self, problem, variant):
        images = problem.settings["model"] == "vgg"
        loss, tensors = convolutional(problem) if images else on_tokens(problem, variant)
        self.batches = [(pixels(problem, inputs) if images else tokens(problem, inputs),
                         torch.frombuffer(labels, dtype=torch.int32).long())
                        for inputs, labels in problem.batches()]
        self.steps = 0
        self.models = MODELS if variant == "vmap" else 1
        self.optimizer = optimizer(problem.settings, tensors)
        # The batches have one shape, so the compiled function may count on it.
        self.loss = torch.compile(loss, dynamic=False) if variant == "compiled" else loss

    def step(self):
        inputs, labels = self.batches[self.steps % len(self.batches)]
        self.steps += 1
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss(inputs, labels)
        loss.backward()
        self.optimizer.step()
        return loss

    def wait(self, loss):
        return loss.item() / self.models


class Convolution:
    """One convolution alone, of the shape that problem.json says. What wait() gives is, from step to step, the mean
    square of the result, of the images' gradient, of the weights' gradient."""

    models = 1

    def __init__(self, problem, variant):
        images, height, width, inputs, outputs = (
            problem.convolution[key] for key in ("images", "height", "width", "inputs", "outputs"))

        def rows(name, channels):
            values = array(problem.floats(name), (images, height, width, channels))
            return values.permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)

        kernel = array(problem.floats("weights"), (3, 3, inputs, outputs)).permute(3, 2, 0, 1)
        self.images = rows("images", inputs).requires_grad_()
        self.weights = kernel.contiguous(memory_format=torch.channels_last).requires_grad_()
        self.biases = array(problem.floats("biases"), (outputs,)).requires_grad_()
        self.gradient = rows("gradient", outputs)
        self.steps = 0

        def convolve(images, weights, biases):
            return F.conv2d(images, weights, biases, padding=1)

        self.convolve = torch.compile(convolve, dynamic=False) if variant == "compiled" else convolve

    def step(self):
        self.steps += 1
        result = self.convolve(self.images, self.weights, self.biases)
        gradients = torch.autograd.grad(result, (self.images, self.weights, self.biases), self.gradient)
        return result, *gradients[:2]

    def wait(self, results):
        return results[(self.steps - 1) % 3].detach().double().square().mean().item()


def on_tokens(problem, variant):
    """The loss of a model of model.py, or the sum of those of MODELS at once, and its tensors."""
    settings, ops = problem.settings, Ops()
    theta = {name: array(values, shape) for name, shape, values in problem.arrays()}
    if variant == "vmap":
        theta = {name: values.expand(MODELS, *values.shape).contiguous() for name, values in theta.items()}
    for values in theta.values():
        values.requires_grad_()
    if settings["model"] == "transformer" and settings["positions"] == "rotary":
        ops.angles(problem.example[0], int(settings["width"]) // int(settings["heads"]),
                   float(settings["rotary-base"]))
    plan = "eager" if variant in ("compiled", "vmap") else variant

    def loss(theta, tokens, labels):
        return F.cross_entropy(model.logits(settings, theta, tokens, plan, ops), labels)

    def together(theta, tokens, labels):
        return torch.func.vmap(loss, (0, None, None))(theta, tokens, labels).sum()

    return functools.partial(together if variant == "vmap" else loss, theta), list(theta.values())


def convolutional(problem):
    """The loss of a VGG of torch.nn's modules in training, and its tensors: two convolutions a stage, a max-pool."""
    tensors = {name: array(values, shape) for name, shape, values in problem.arrays()}
    height, width, channels = problem.example
    norm = problem.settings["norm"] == "batch-norm"
    layers = []
    for stage, outputs in enumerate(map(int, problem.settings["stages"].split("/"))):
        for i in range(2):
            kernel = tensors[f"stage{stage}.convolution{i}.weight"].reshape(3, 3, channels, outputs).permute(3, 2, 0, 1)
            layers.append(filled(torch.nn.Conv2d(channels, outputs, 3, padding=1), kernel,
                                 tensors[f"stage{stage}.convolution{i}.bias"]))
            if norm:
                layers.append(filled(torch.nn.BatchNorm2d(outputs), tensors[f"stage{stage}.norm{i}.gain"],
                                     tensors[f"stage{stage}.norm{i}.bias"]))
            layers.append(torch.nn.ReLU(inplace=True))
            channels = outputs
        layers.append(torch.nn.MaxPool2d(2))
        height, width = height // 2, width // 2
    readout = tensors["readout.weight"].reshape(height, width, channels, -1).permute(3, 2, 0, 1).flatten(1)
    layers += [torch.nn.Flatten(), filled(torch.nn.Linear(*readout.T.shape), readout, tensors["readout.bias"])]
    network = torch.nn.Sequential(*layers).to(memory_format=torch.channels_last).train()

    def loss(pixels, labels):
        return F.cross_entropy(network(pixels), labels)

    return loss, list(network.parameters())


def filled(module, weight, bias):
    with torch.no_grad():
        module.weight.copy_(weight)
        module.bias.copy_(bias)
    return module


def array(values, shape):
    return torch.frombuffer(values, dtype=torch.float32).reshape(shape).clone()


def tokens(problem, values):
    return torch.frombuffer(values, dtype=torch.int32).long().reshape(-1, *problem.example)


def pixels(problem, values):
    """[images, channels, height, width], a pixel's channels side by side: in what way convolutions are fastest."""
    return array(values, [-1, *problem.example]).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)


def optimizer(settings, tensors):
    """One parameter group, biases and gains included; in one fused kernel where this version has it for the CPU."""
    constants = dict(lr=float(settings["learning-rate"]), weight_decay=float(settings["weight-decay"]))
    if settings["optimizer"] == "sgd":
        rule = torch.optim.SGD
        constants |= dict(momentum=float(settings["momentum"]), dampening=float(settings["dampening"]))
    else:
        rule = torch.optim.AdamW
        constants |= dict(betas=(float(settings["beta1"]), float(settings["beta2"])), eps=float(settings["epsilon"]))
    try:
        return rule(tensors, fused=True, **constants)
    except (RuntimeError, TypeError):
        return rule(tensors, **constants)


class Products:
    """torch.mm into an array that exists, on matrices that are row-major or a transposed view of one."""

    def __init__(self):
        self.operands = {}

    def time(self, request):
        kind, rows, inner, columns = (request[key] for key in ("kind", "rows", "inner", "columns"))
        if (kind, rows, inner, columns) not in self.operands:
            a = torch.full((inner, rows), 0.5).T if kind[0] == "T" else torch.full((rows, inner), 0.5)
            b = torch.full((columns, inner), 0.25).T if kind[1] == "T" else torch.full((inner, columns), 0.25)
            self.operands[kind, rows, inner, columns] = a, b, torch.empty(rows, columns)
        a, b, c = self.operands[kind, rows, inner, columns]
        torch.set_num_threads(request["threads"])
        start = time.perf_counter()
        for _ in range(request["repeats"]):
            torch.mm(a, b, out=c)
        return {"seconds": time.perf_counter() - start}


def main():
    threads = int(sys.argv[1])
    torch.set_num_threads(threads)
    variants = protocol.Variants(
        lambda problem, variant: (Convolution if problem.convolution else Trainer)(problem, variant))
    protocol.serve({
        "hello": lambda request: {"name": f"PyTorch {torch.__version__}"},
        "prepare": variants.prepare,
        "time": variants.time,
        "product": Products().time,
    })


if __name__ == "__main__":
    main()
