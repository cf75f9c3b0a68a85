"""The models on tokens, once for PyTorch and JAX: `ops` holds what the two spell differently.

What this is: a model as a user of either library would write it for speed, with the library's fused layer norm, GELU
and attention where it has them. What it is not: the reference of the engine's goldens (engine/src/test/python), which
is spelled out in elementary operations to share nothing with what it checks; the benchmark's gate holds the two, and
the engine, together: a model that disagrees is not timed.

`theta` maps the engine's tensor names to arrays; products are x W with W [inputs, outputs]. Settings are the text of
`calorimeter train`'s flags.
"""

import math


def logits(settings, theta, tokens, plan, ops):
    """[batch, classes] under a plan:

    published   every position of every example in every layer, unembedded at all positions, as in the code of
                Nanda et al.; elementary attention
    eager       every position, read out before the final norm and unembedding; the library's fused attention
    last        the last layer computes the queries, attention and MLP of the last position only
    distinct    as last, and the first layer computes a row once per distinct (token, position); one layer, no norm

    A multilayer perceptron knows one plan, eager.
    """
    if settings["model"] == "mlp":
        return perceptron(settings, theta, tokens, ops)
    if plan == "distinct":
        return distinct(settings, theta, tokens, ops)
    x = ops.take(theta["embedding"], tokens)
    if settings["positions"] == "learned":
        x = x + theta["positions"]
    layers = int(settings["layers"])
    for index in range(layers):
        layer = f"layer{index}"
        last = plan == "last" and index == layers - 1
        mixed = attention(settings, theta, norm(theta, x, f"{layer}.norm1", ops), layer, last, plan, ops)
        x = (x[:, -1] if last else x) + mixed
        x = x + mlp(settings, theta, norm(theta, x, f"{layer}.norm2", ops), layer, ops)
    if plan == "eager":
        x = x[:, -1]
    result = affine(theta, norm(theta, x, "norm", ops), "unembedding", ops)
    return result[:, -1] if plan == "published" else result


def perceptron(settings, theta, tokens, ops):
    """The embeddings of an example side by side, hidden layers without norm, logits."""
    x = ops.take(theta["embedding"], tokens).reshape(len(tokens), -1)
    for layer in range(int(settings["layers"])):
        x = activation(settings, ops.affine(x, theta[f"layer{layer}.weight"], theta[f"layer{layer}.bias"]), ops)
    return ops.affine(x, theta["readout.weight"], theta["readout.bias"])


def activation(settings, x, ops):
    return ops.relu(x) if settings["activation"] == "relu" else ops.gelu(x)


def affine(theta, x, name, ops):
    return ops.affine(x, theta[name], theta.get(name + ".bias"))


def norm(theta, x, name, ops):
    return ops.layer_norm(x, theta[name + ".gain"], theta[name + ".bias"]) if name + ".gain" in theta else x


def mlp(settings, theta, x, layer, ops):
    hidden = affine(theta, x, f"{layer}.mlp.input", ops)
    return affine(theta, activation(settings, hidden, ops), f"{layer}.mlp.output", ops)


def attention(settings, theta, x, layer, last, plan, ops):
    """[batch, t, width], or [batch, width] of the last position."""
    batch, length, width = x.shape
    heads = int(settings["heads"])

    def split(rows):  # [batch, t, width] -> [batch, head, t, headSize]
        return rows.reshape(batch, -1, heads, width // heads).swapaxes(1, 2)

    query = split(affine(theta, x[:, -1:] if last else x, f"{layer}.attention.query", ops))
    key = split(affine(theta, x, f"{layer}.attention.key", ops))
    value = split(affine(theta, x, f"{layer}.attention.value", ops))
    if settings["positions"] == "rotary":
        cos, sin = ops.angles(length, width // heads, float(settings["rotary-base"]))
        key = rotate(key, cos, sin, ops)
        query = rotate(query, cos[-1:], sin[-1:], ops) if last else rotate(query, cos, sin, ops)
    causal = settings["mask"] == "causal" and not last
    mix = ops.attention if plan == "eager" else ops.plain_attention
    mixed = mix(query, key, value, causal).swapaxes(1, 2).reshape(batch, -1, width)
    return affine(theta, mixed[:, 0] if last else mixed, f"{layer}.attention.output", ops)


def rotate(x, cos, sin, ops):
    """RoPE, Su et al., arXiv:2104.09864, with adjacent pairs: x is [batch, head, t, headSize]."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return ops.stack([even * cos - odd * sin, even * sin + odd * cos]).reshape(x.shape)


def distinct(settings, theta, tokens, ops):
    """One layer without norm and tokens a, b, =: 2 p + 1 rows, one query. Scores and values are computed on the rows
    and gathered for the examples."""
    if settings["layers"] != "1" or settings["norm"] != "none" or settings["tokens"] != "operands-equals":
        raise ValueError("the plan 'distinct' is for one layer without norm on tokens a, b, =")
    p, heads, width = int(settings["p"]), int(settings["heads"]), theta["embedding"].shape[1]
    embedding, positions = theta["embedding"], theta["positions"]
    rows = ops.concat([embedding[:p] + positions[0], embedding[:p] + positions[1], embedding[p:] + positions[2]])
    query = affine(theta, rows[-1:], "layer0.attention.query", ops).reshape(1, heads, -1)
    key = affine(theta, rows, "layer0.attention.key", ops).reshape(2 * p + 1, heads, -1)
    value = affine(theta, rows, "layer0.attention.value", ops)
    scores = (query * key).sum(-1) / math.sqrt(width // heads)
    row_of = tokens + ops.integers([0, p, p])
    occupation = ops.softmax(ops.take(scores, row_of), 1)[..., None]  # [batch, 3, head, 1]
    gathered = ops.take(value, row_of).reshape(len(tokens), 3, heads, -1)
    mixed = (occupation * gathered).sum(1).reshape(len(tokens), width)
    x = rows[-1] + affine(theta, mixed, "layer0.attention.output", ops)
    x = x + mlp(settings, theta, x, "layer0", ops)
    return affine(theta, x, "unembedding", ops)
