"""Golden values that NoetherGoldenTest compares with.

Independent of the Java code: losses are written with numpy and differentiated by complex steps, charges are taken from
trained parameters, never stepped; continuous predictions are sums over the past with complex roots, not steps.

    python physics/src/test/python/make_noether_goldens.py            compares
    python physics/src/test/python/make_noether_goldens.py --write    rewrites

noether/laws.csv: a case and its values. Written with numpy 2.4.6.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[4] / "src/test/python"))
import golden_files  # noqa: E402

RESOURCES = Path(__file__).parents[1] / "resources/calorimeter/physics"


def waves(rows, columns, size, a, b, c, function=np.sin):
    i, j = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    return size * function(a * i + b * j + c)


class Model:
    """Named matrices and a loss of them; complex values allowed."""

    def __init__(self, loss, **shapes):
        self.loss, self.shapes = loss, shapes

    def tensors(self, q):
        tensors, start = {}, 0
        for name, (rows, columns) in self.shapes.items():
            tensors[name] = q[start:start + rows * columns].reshape(rows, columns)
            start += rows * columns
        return tensors

    def size(self):
        return sum(rows * columns for rows, columns in self.shapes.values())

    def gradient(self, q):
        gradient = np.zeros_like(q)
        for i in range(len(q)):
            moved = q.astype(complex)
            moved[i] += 1e-30j
            gradient[i] = self.loss(**self.tensors(moved)).imag / 1e-30
        return gradient

    def train(self, q, v, rules):
        """rules: (eta, beta, delta, k, coupled) of every step. Returns q and v."""
        q, v = q.copy(), v.copy()
        for eta, beta, delta, k, coupled in rules:
            g = self.gradient(q)
            v = beta * v - (1 - delta) * (g + (k * q if coupled else 0))
            q = (q if coupled else (1 - eta * k) * q) + eta * v
        return self.tensors(q), self.tensors(v)


def start(model):
    """Parameters and velocities of a model: waves in the number of the parameter."""
    i = np.arange(model.size())
    return 0.7 * np.sin(1.7 * i + 0.3), 0.2 * np.cos(2.3 * i + 0.1)


def squares(difference, divisor):
    return np.sum(difference * difference) / divisor


def relu(x):
    return np.where(x.real > 0, x, 0)


def softmax(scores):
    weights = np.exp(scores - scores.real.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def normal(x):
    centred = x - x.mean(axis=-1, keepdims=True)
    return centred / np.sqrt((centred * centred).mean(axis=-1, keepdims=True))


def cross_entropy(logits, labels):
    weights = softmax(logits)
    return -np.mean(np.log(weights[np.arange(len(labels)), labels]))


X3 = waves(8, 3, 1, 1.3, 0.7, 0)
X6 = waves(5, 6, 1, 1.3, 0.7, 0)
Y2 = waves(8, 2, 1, 0.6, 1.1, 0, np.cos)
Y6 = waves(5, 6, 1, 0.6, 1.1, 0, np.cos)

RELU = Model(lambda W1, b1, W2: squares(relu(X3 @ W1 + b1) @ W2 - Y2, 16), W1=(3, 4), b1=(1, 4), W2=(4, 2))
FACTORS = Model(lambda U, V: squares(X3 @ U @ V.T - Y2, 16), U=(3, 3), V=(2, 3))
GAIN = Model(lambda g, b, A, B, c: squares((X3 * g + b) @ A + relu((X3 * g + b) @ B + c) - Y2, 16),
             g=(1, 3), b=(1, 3), A=(3, 2), B=(3, 2), c=(1, 2))
SOFTMAX = Model(lambda W, b: cross_entropy(X3 @ W + b, np.arange(8) % 3), W=(3, 3), b=(1, 3))


def residual_loss(E, pos, W1, b1, W2, b2, W_U):
    stream = E[[2, 0, 1, 0]] + pos
    stream = stream + relu(normal(stream) @ W1 + b1) @ W2 + b2
    return cross_entropy(normal(stream) @ W_U, np.array([1, 2, 0, 1]))


RESIDUAL = Model(residual_loss, E=(3, 5), pos=(4, 5), W1=(5, 4), b1=(1, 4), W2=(4, 5), b2=(1, 5), W_U=(5, 3))


def turned(x, frequencies):
    if not frequencies:
        return x
    angles = np.outer(np.arange(len(x)), frequencies)
    even, odd = x[:, 0::2], x[:, 1::2]
    result = np.empty_like(x)
    result[:, 0::2] = np.cos(angles) * even - np.sin(angles) * odd
    result[:, 1::2] = np.sin(angles) * even + np.cos(angles) * odd
    return result


def attention(heads, key_heads, size, frequencies=()):
    mask = np.tril(np.ones((5, 5), bool))

    def loss(Q, K, V, O, bQ, bK, bV, bO):
        output = bO
        for head in range(heads):
            here = slice(head * size, (head + 1) * size)
            there = slice(head * key_heads // heads * size, (head * key_heads // heads + 1) * size)
            query = turned((X6 @ Q + bQ)[:, here], frequencies)
            key = turned((X6 @ K + bK)[:, there], frequencies)
            scores = np.where(mask, query @ key.T / np.sqrt(size), -1e9)
            output = output + softmax(scores) @ (X6 @ V + bV)[:, there] @ O[here]
        return squares(output - Y6, 10)

    return Model(loss, Q=(6, heads * size), K=(6, key_heads * size), V=(6, key_heads * size), O=(heads * size, 6),
                 bQ=(1, heads * size), bK=(1, key_heads * size), bV=(1, key_heads * size), bO=(1, 6))


def upper(matrix):
    return matrix[np.triu_indices(len(matrix))]


def strict_upper(matrix):
    return matrix[np.triu_indices(len(matrix), 1)]


def query_key(t, here, there):
    stack = lambda w, b, s: np.vstack([t[w][:, s], t[b][:, s]])
    return sum(stack("Q", "bQ", s).T @ stack("Q", "bQ", s) for s in here) - stack("K", "bK", there).T @ stack("K", "bK", there)


def value_output(t, here, there):
    value = np.vstack([t["V"][:, there], t["bV"][:, there]])
    return value.T @ value - sum(t["O"][s] @ t["O"][s].T for s in here)


def units(t):
    return np.sum(t["W1"] ** 2, 0) + t["b1"][0] ** 2 - np.sum(t["W2"] ** 2, 1)


def constant(steps, *rule):
    return [rule] * steps


def falling(steps, eta, *rest):
    return [(eta * 0.9 ** (n // 3), *rest) for n in range(steps)]


def cases():
    reference = np.concatenate([waves(3, 4, 0.8, 0.9, 0.4, 0.1).ravel(), 0.3 * np.sin(np.arange(4) + 0.5),
                                waves(4, 2, 0.7, 1.1, 0.6, 0.2).ravel()])
    yield "relu.descent", units(RELU.train(reference, 0 * reference, constant(100, 0.2, 0, 0, 0.02, True))[0])
    momentum = (0.1, 0.9, 0.3, 0.05, True)
    for name, rules in [("momentum", constant(40, *momentum)), ("decoupled", constant(40, *momentum[:4], False)),
                        ("schedule", falling(40, *momentum))]:
        yield "relu." + name, units(RELU.train(*start(RELU), rules)[0])
        t, v = SOFTMAX.train(*start(SOFTMAX), rules)
        yield "softmax." + name, np.append(t["W"].sum(1), t["b"].sum())
        t, v = FACTORS.train(*start(FACTORS), rules)
        yield "factors." + name, upper(t["U"].T @ t["U"] - t["V"].T @ t["V"])
        turn = t["U"].T @ v["U"] + t["V"].T @ v["V"]
        yield "factors.rotation." + name, strict_upper(turn - turn.T)
        t, v = GAIN.train(*start(GAIN), rules)
        yield "gain." + name, (t["g"] ** 2 + t["b"] ** 2)[0] - np.sum(t["A"] ** 2 + t["B"] ** 2, 1)
        t, v = RESIDUAL.train(*start(RESIDUAL), rules)
        writers = ["E", "pos", "W2", "b2"]
        yield "residual.rows." + name, np.concatenate([t[w].sum(1) for w in writers])
        yield "residual.scale." + name, [sum(np.sum(t[w] ** 2) for w in writers)]
        yield "residual.exchange." + name, t["E"][2] - t["pos"][0]
    for name, model, rules in [("descent", attention(2, 2, 2), constant(15, 0.1, 0, 0, 0.05, True)),
                               ("momentum", attention(2, 2, 2), constant(15, *momentum)),
                               ("grouped", attention(2, 1, 2), constant(15, *momentum)),
                               ("rotary", attention(1, 1, 4, (0.9, 0.2)), falling(15, *momentum[:4], False))]:
        t, v = model.train(*start(model), rules)
        heads = {"grouped": [([slice(0, 2), slice(2, 4)], slice(0, 2))],
                 "rotary": [([slice(0, 4)], slice(0, 4))]}.get(name, [([slice(0, 2)], slice(0, 2)), ([slice(2, 4)], slice(2, 4))])
        values = []
        for here, there in heads:
            charge = query_key(t, here, there)
            values += [charge[0, 0] + charge[1, 1], charge[2, 2] + charge[3, 3]] if name == "rotary" else list(upper(charge))
            values += list(upper(value_output(t, here, there)))
        yield "attention." + name, values
        if name == "momentum":
            turn = sum(t[w][:, 0:2].T @ v[w][:, 0:2] for w in ["Q", "bQ", "K", "bK"])
            yield "attention.rotation", strict_upper(turn - turn.T)
    yield from recursions()
    yield from continuous()


def recursions():
    """S_n of two parameters under f = cos(q_1 − q_2), v_0 ≠ 0: every regime."""
    model = Model(lambda q: np.cos(q[0, 0] - q[0, 1]), q=(1, 2))
    for name, eta, beta, delta, k in [("over", 0.1, 0.9, 0, 0.01), ("dampened", 0.1, 0.8, 0.4, 0.05),
                                      ("critical", 0.1, 0.9, 0, (1 - np.sqrt(0.9)) ** 2 / 0.1), ("under", 0.1, 0.9, 0, 0.8),
                                      ("descent", 0.1, 0, 0, 0.3), ("alternating", 0.5, 0.2, 0, 4.4)]:
        t, _ = model.train(np.array([1.2, 0.5]), np.array([0.3, 0.1]), constant(30, eta, beta, delta, k, True))
        yield "recursion." + name, [t["q"].sum()]


def response(gamma, omega2, t):
    """Value at t of the oscillator that starts with S = 0 and rate 1, and with S = 1 and rate 0."""
    root = np.sqrt(complex(gamma ** 2 - omega2))
    impulse = (np.exp((-gamma + root) * t) - np.exp((-gamma - root) * t)) / (2 * root)
    free = (np.exp((-gamma + root) * t) + np.exp((-gamma - root) * t)) / 2 + gamma * impulse
    return impulse.real, free.real


def continuous():
    n = 30
    kinetic = 1 + 0.5 * np.sin(0.4 * np.arange(n + 1))
    for name, eta, beta, delta, k in [("over", 0.1, 0.9, 0.2, 0.01), ("under", 0.1, 0.9, 0.2, 0.8)]:
        h = eta * (1 - delta)
        inertia = h * (1 + beta)
        for kind, factor in [("translation", 2), ("quadratic", 4)]:
            gamma, omega2 = (1 - beta) / inertia, factor * k / inertia
            impulse, free = response(gamma, omega2, n * h)
            rate = factor / 2 * (2 * beta * 0.4 / (1 - delta) - k * 1.7) / (1 + beta)
            yield f"continuous.{kind}.{name}", [1.7 * free, 1.7 * free + rate * impulse]
        printed = corrected = 0
        for j in range(n):
            # The response to a unit drive during step j: (1 − A)/ω² between its ends.
            late, early = response(gamma, omega2, (n - j - 1) * h)[1], response(gamma, omega2, (n - j) * h)[1]
            weight = (late - early) / omega2 * 2 / (1 - delta) ** 2
            printed += weight * kinetic[j + 1]
            corrected += weight * (kinetic[j + 1] + beta * kinetic[j]) / (1 + beta)
        yield f"continuous.driven.{name}", [1.7 * free + printed, 1.7 * free + rate * impulse + corrected]
        rate4 = 4 * k / (1 - beta)
        weights = (np.exp(-rate4 * h * np.arange(n - 1, -1, -1.0)) - np.exp(-rate4 * h * np.arange(n, 0, -1.0))) / rate4
        common = 2 * h * (1 + beta) / (1 - beta)
        rest = 1.3 ** 2 * np.exp(-rate4 * n * h)
        angular = kinetic[:-1]
        yield f"norm.{name}", [rest + common / (1 - beta) ** 2 * weights @ angular, rest + common / (1 - beta ** 2) * weights @ angular,
                               rest + common / (1 - delta) ** 2 * weights @ (1.1 * kinetic[1:])]
    A = np.array([[2, 0.3, 0.1], [0.3, 1, 0.2], [0.1, 0.2, 0.5]])
    model = Model(lambda w: (w @ A @ w.T)[0, 0] / (w @ w.T)[0, 0], w=(1, 3))
    t, _ = model.train(np.array([0.6, -0.4, 0.5]), np.zeros(3), constant(100, 0.1, 0, 0, 0.05, True))
    yield "scale", [np.sum(t["w"] ** 2)]


def make(folder):
    (folder / "noether").mkdir()
    with (folder / "noether/laws.csv").open("w", newline="\n") as out:
        out.write("case;values\n")
        for name, values in cases():
            out.write(f"{name};{' '.join(repr(float(v)) for v in values)}\n")


if __name__ == "__main__":
    golden_files.main(__doc__, RESOURCES, make)
