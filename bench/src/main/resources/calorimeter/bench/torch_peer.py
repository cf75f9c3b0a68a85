"""PyTorch's side of `calorimeter bench`: python3 torch_peer.py THREADS. See protocol.py."""

import math
import sys
import time

import torch
import torch.nn.functional as F

import model
import protocol


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
    def __init__(self, problem, variant):
        settings = problem.settings
        self.theta = {
            name: torch.frombuffer(values, dtype=torch.float32).reshape(shape).clone().requires_grad_()
            for name, shape, values in problem.arrays()
        }
        self.batches = [
            (torch.frombuffer(tokens, dtype=torch.int32).long().reshape(-1, problem.sequence),
             torch.frombuffer(labels, dtype=torch.int32).long())
            for tokens, labels in problem.batches()
        ]
        self.steps = 0
        self.optimizer = adamw(settings, list(self.theta.values()))
        ops = Ops()
        if settings["positions"] == "rotary":
            ops.angles(problem.sequence, int(settings["width"]) // int(settings["heads"]),
                       float(settings["rotary-base"]))
        plan = "eager" if variant == "compiled" else variant

        def loss(theta, tokens, labels):
            return F.cross_entropy(model.logits(settings, theta, tokens, plan, ops), labels)

        # The batches have one shape, so the compiled function may count on it.
        self.loss = torch.compile(loss, dynamic=False) if variant == "compiled" else loss

    def step(self):
        tokens, labels = self.batches[self.steps % len(self.batches)]
        self.steps += 1
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss(self.theta, tokens, labels)
        loss.backward()
        self.optimizer.step()
        return loss

    def wait(self, loss):
        return loss.item()


def adamw(settings, tensors):
    """One parameter group, biases and gains included; in one fused kernel where this version has it for the CPU."""
    constants = dict(lr=float(settings["learning-rate"]), betas=(float(settings["beta1"]), float(settings["beta2"])),
                     eps=float(settings["epsilon"]), weight_decay=float(settings["weight-decay"]))
    try:
        return torch.optim.AdamW(tensors, fused=True, **constants)
    except (RuntimeError, TypeError):
        return torch.optim.AdamW(tensors, **constants)


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
    variants = protocol.Variants(Trainer)
    protocol.serve({
        "hello": lambda request: {"name": f"PyTorch {torch.__version__}"},
        "prepare": variants.prepare,
        "time": variants.time,
        "product": Products().time,
    })


if __name__ == "__main__":
    main()
