"""JAX's side of `calorimeter bench`: python3 jax_peer.py THREADS. See protocol.py."""

import math
import sys
from functools import partial

import protocol

protocol.pin(int(sys.argv[1]))  # before XLA counts processors

import jax
import jax.numpy as jnp
import numpy as np

import model


class Ops:
    """What model.py needs; XLA fuses it."""

    take = staticmethod(lambda table, index: table[index])
    relu = staticmethod(jax.nn.relu)
    gelu = staticmethod(partial(jax.nn.gelu, approximate=False))
    softmax = staticmethod(jax.nn.softmax)
    concat = staticmethod(jnp.concatenate)
    integers = staticmethod(jnp.array)
    stack = staticmethod(partial(jnp.stack, axis=-1))

    @staticmethod
    def affine(x, weight, bias):
        return x @ weight if bias is None else x @ weight + bias

    @staticmethod
    def layer_norm(x, gain, bias):
        centred = x - x.mean(axis=-1, keepdims=True)
        variance = (centred * centred).mean(axis=-1, keepdims=True)
        return centred * jax.lax.rsqrt(variance + 1e-5) * gain + bias

    @staticmethod
    def attention(query, key, value, causal):
        scores = query @ key.swapaxes(-1, -2) / math.sqrt(query.shape[-1])
        if causal:
            scores = jnp.where(np.triu(np.ones(scores.shape[-2:], bool), 1), -math.inf, scores)
        return jax.nn.softmax(scores) @ value

    plain_attention = attention

    @staticmethod
    def angles(length, size, base):
        frequency = base ** (-2 * np.arange(size // 2, dtype=np.float64) / size)
        angle = np.arange(length, dtype=np.float64)[:, None] * frequency
        return np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)


class Trainer:
    """One jitted function makes the whole step: loss, gradient, AdamW."""

    models = 1

    def __init__(self, problem, variant):
        settings = problem.settings
        self.theta = {name: jnp.array(np.array(values, np.float32).reshape(shape))
                      for name, shape, values in problem.arrays()}
        self.moments = [{name: jnp.zeros_like(values) for name, values in self.theta.items()} for _ in range(2)]
        self.batches = [(jnp.array(np.array(tokens, np.int32).reshape(-1, *problem.example)),
                         jnp.array(np.array(labels, np.int32))) for tokens, labels in problem.batches()]
        self.steps = 0

        def loss(theta, tokens, labels):
            chosen = jax.nn.log_softmax(model.logits(settings, theta, tokens, variant, Ops))
            return -jnp.take_along_axis(chosen, labels[:, None], axis=1).mean()

        @partial(jax.jit, donate_argnums=(0, 1))
        def advance(theta, moments, step, tokens, labels):
            value, gradient = jax.value_and_grad(loss)(theta, tokens, labels)
            theta, moments = adamw(settings, theta, moments, gradient, step)
            return theta, moments, value

        self.advance = advance

    def step(self):
        tokens, labels = self.batches[self.steps % len(self.batches)]
        self.steps += 1
        self.theta, self.moments, loss = self.advance(
            self.theta, self.moments, np.float32(self.steps), tokens, labels)
        return loss

    def wait(self, loss):
        jax.block_until_ready(self.theta)
        return float(loss)


def adamw(settings, theta, moments, gradient, step):
    """Decoupled weight decay (Loshchilov & Hutter, arXiv:1711.05101) in the order of torch.optim.AdamW."""
    rate, decay, epsilon, beta1, beta2 = (
        float(settings[key]) for key in ("learning-rate", "weight-decay", "epsilon", "beta1", "beta2"))
    tree = jax.tree_util.tree_map
    first = tree(lambda m, g: m + (1 - beta1) * (g - m), moments[0], gradient)
    second = tree(lambda v, g: beta2 * v + (1 - beta2) * g * g, moments[1], gradient)
    size, root = rate / (1 - beta1**step), jnp.sqrt(1 - beta2**step)
    theta = tree(lambda w, m, v: w * (1 - rate * decay) - size * m / (jnp.sqrt(v) / root + epsilon),
                 theta, first, second)
    return theta, [first, second]


def main():
    variants = protocol.Variants(Trainer)
    protocol.serve({
        "hello": lambda request: {"name": f"JAX {jax.__version__}"},
        "prepare": variants.prepare,
        "time": variants.time,
    })


if __name__ == "__main__":
    main()
