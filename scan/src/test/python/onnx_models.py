"""Writes tiny ONNX models of every form of attention that `scan` knows, each with all measures of all heads as numpy
computes them in float64.

    python onnx_models.py OUT

Tested with onnx 1.23, numpy 2.4. All models are the same two layers without norms; they differ in how the graph says
what a layer does. numpy reads no graph: it is told scale, softcap, bias and who sees whom.
"""

import json
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper

from measures import measures

HEADS, SIZE, LAYERS, VOCABULARY, POSITIONS = 4, 8, 2, 29, 24
WIDTH = HEADS * SIZE
PROMPTS = [[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], [2, 7], [1, 8, 2, 8, 1, 8, 28]]
MICROSOFT = "com.microsoft"


class Model:
    """A graph in the making, and what numpy needs to know of it."""

    def __init__(self, opset=18, groups=HEADS, scale=SIZE ** -0.5, cap=0.0, causal=True, window=0, bias=False,
                 strict=False, past=False, batch="batch", length="length"):
        self.opset, self.groups, self.scale, self.cap = opset, groups, scale, cap
        self.causal, self.window, self.bias, self.batch, self.length = causal, window, bias, batch, length
        self.strict, self.past = strict, past
        kind = TensorProto.INT32 if past else TensorProto.INT64
        self.nodes, self.tensors, self.inputs = [], {}, [("input_ids", kind, [batch, length])]
        self.random = np.random.default_rng(5)
        self.embedding = self.draw(VOCABULARY, WIDTH, spread=1.0)
        self.positions = self.draw(POSITIONS, WIDTH, spread=0.5)
        width = groups * SIZE
        self.layers = [dict(q=self.draw(WIDTH, WIDTH), k=self.draw(WIDTH, width), v=self.draw(WIDTH, width),
                            o=self.draw(WIDTH, WIDTH)) for _ in range(LAYERS)]
        self.relative = self.draw(2 * POSITIONS, HEADS, spread=1.0)

    def draw(self, *shape, spread=0.25):
        return self.random.normal(0, spread, shape).astype(np.float32)

    def add(self, op, inputs, outputs=1, domain="", **attributes):
        names = [f"{op}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, name=f"node{len(self.nodes)}", domain=domain,
                                           **attributes))
        return names[0]

    def constant(self, value, kind=np.int64):
        array = np.asarray(value, kind)
        name = f"constant{len(self.tensors)}"
        self.tensors[name] = array
        return name

    def input(self, name, kind, shape):
        self.inputs.append((name, kind, shape))
        return name

    def tokens(self):
        """Tokens and positions embedded; their number as a tensor [1]."""
        self.count = self.add("Shape", ["input_ids"], start=1, end=2)
        place = self.add("Range", [self.constant(0), self.add("Squeeze", [self.count]), self.constant(1)])
        self.place = place
        words = self.add("Gather", [self.constant(self.embedding, np.float32), "input_ids"])
        if self.past:
            place = self.input("position_ids", TensorProto.INT64, [self.batch, self.length])
        return self.add("Add", [words, self.add("Gather", [self.constant(self.positions, np.float32), place])])

    def split(self, tensor, heads, perm=(0, 2, 1, 3)):
        return self.add("Transpose", [self.add("Reshape", [tensor, self.constant([0, 0, heads, SIZE])])], perm=perm)

    def sees(self):
        """[queries × keys], true where a query sees a key."""
        rows = self.add("Unsqueeze", [self.place, self.constant([1])])
        columns = self.add("Unsqueeze", [self.place, self.constant([0])])
        visible = self.add("Less" if self.strict else "LessOrEqual", [columns, rows])
        if self.window:
            near = self.add("Greater", [columns, self.add("Sub", [rows, self.constant(self.window)])])
            visible = self.add("And", [visible, near])
        return visible

    def distances(self):
        """Bias [1 × heads × queries × keys] by the distance of tokens."""
        rows = self.add("Unsqueeze", [self.place, self.constant([1])])
        columns = self.add("Unsqueeze", [self.place, self.constant([0])])
        apart = self.add("Add", [self.add("Sub", [columns, rows]), self.constant(POSITIONS)])
        bias = self.add("Gather", [self.constant(self.relative, np.float32), apart])
        return self.add("Unsqueeze", [self.add("Transpose", [bias], perm=[2, 0, 1]), self.constant([0])])

    def build(self, attend, head=False):
        x = self.tokens()
        for number, layer in enumerate(self.layers):
            layer = dict(layer, number=number)
            q, k, v = (self.add("MatMul", [x, self.constant(layer[key], np.float32)]) for key in "qkv")
            mixed = attend(self, x, q, k, v, layer)
            x = self.add("Add", [x, self.add("MatMul", [mixed, self.constant(layer["o"], np.float32)])])
        if head:
            logits = self.add("Add", [
                self.add("MatMul", [x, self.constant(self.draw(WIDTH, 3), np.float32)]),
                self.constant([0.1, 0.2, 0.3], np.float32)])
            x = self.add("Softmax", [logits], axis=-1)
        graph = helper.make_graph(
            self.nodes, "model",
            [helper.make_tensor_value_info(*entry) for entry in self.inputs],
            [helper.make_tensor_value_info(x, TensorProto.FLOAT, None)],
            [onnx.numpy_helper.from_array(array, name) for name, array in self.tensors.items()])
        return helper.make_model(graph, ir_version=10, opset_imports=[
            helper.make_opsetid("", self.opset), helper.make_opsetid(MICROSOFT, 1)])

    def expected(self):
        maps = [self.attention(np.asarray(prompt)) for prompt in PROMPTS]
        return [dict(layer=layer, head=head,
                     **measures([(m[layer][0][head], m[layer][1]) for m in maps], self.scale))
                for layer in range(LAYERS) for head in range(HEADS)]

    def attention(self, tokens):
        """Of one prompt: for every layer scores [heads × queries × keys], and who sees whom."""
        n = len(tokens)
        i, j = np.indices((n, n))
        visible = (j < i if self.strict else j <= i) if self.causal else np.ones((n, n), bool)
        if self.window:
            visible &= j > i - self.window
        x = self.embedding.astype(float)[tokens] + self.positions.astype(float)[:n]
        layers = []
        for layer in self.layers:
            q, k, v = ((x @ layer[key].astype(float)).reshape(n, -1, SIZE).transpose(1, 0, 2) for key in "qkv")
            k, v = (np.repeat(t, HEADS // self.groups, axis=0) for t in (k, v))
            scores = q @ k.transpose(0, 2, 1) * self.scale
            if self.cap:
                scores = self.cap * np.tanh(scores / self.cap)
            if self.bias:
                scores = scores + self.relative.astype(float)[j - i + POSITIONS].transpose(2, 0, 1)
            top = np.max(np.where(visible, scores, -1e300), -1)[..., None]
            weights = np.where(visible, np.exp(np.where(visible, scores - top, 0)), 0)
            weights /= np.maximum(weights.sum(-1)[..., None], 1e-300)
            layers.append((scores, visible))
            x = x + (weights @ v).transpose(1, 0, 2).reshape(n, WIDTH) @ layer["o"].astype(float)
        return layers


def plain(mask=lambda model, scores: scores, scale="after", cap=False, merged=False):
    """MatMul, scale, softcap, mask, Softmax, MatMul."""
    def attend(m, x, q, k, v, layer):
        q, k, v = (m.split(t, m.groups) for t in (q, k, v))
        if m.past:
            k, v = (m.add("Concat", [m.input(f"past_key_values.{layer['number']}.{name}", TensorProto.FLOAT,
                                             [m.batch, HEADS, "past", SIZE]), t], axis=2)
                    for name, t in (("key", k), ("value", v)))
        keys = m.add("Transpose", [k], perm=[0, 1, 3, 2])
        if scale == "roots":
            size = m.add("Cast", [m.add("Gather", [m.add("Shape", [q]), m.constant(3)])], to=TensorProto.FLOAT)
            root = m.add("Sqrt", [m.add("Div", [m.constant(1, np.float32), m.add("Sqrt", [size])])])
            q, keys = m.add("Mul", [q, root]), m.add("Mul", [keys, root])
        elif scale == "queries":
            q = m.add("Div", [q, m.constant(1 / m.scale, np.float32)])
        if merged:
            q, v = (m.add("Reshape", [t, m.constant([HEADS, -1, SIZE])]) for t in (q, v))
            keys = m.add("Reshape", [keys, m.constant([HEADS, SIZE, -1])])
        scores = m.add("MatMul", [q, keys])
        if scale == "after":
            scores = m.add("Mul", [m.constant(m.scale, np.float32), scores])
        if cap:
            bound = m.constant(m.cap, np.float32)
            scores = m.add("Mul", [m.add("Tanh", [m.add("Div", [scores, bound])]), bound])
        weights = m.add("Softmax", [mask(m, scores)], axis=-1)
        if m.strict:
            weights = m.add("Where", [m.add("IsNaN", [weights]), m.constant(0, np.float32), weights])
        mixed = m.add("MatMul", [weights, v])
        if merged:
            mixed = m.add("Unsqueeze", [mixed, m.constant([0])])
        return m.add("Reshape", [m.add("Transpose", [mixed], perm=[0, 2, 1, 3]), m.constant([0, 0, WIDTH])])
    return attend


def added(model, scores, sentinel=-3.4028234663852886e38):
    """Where(visible, 0, sentinel) is added."""
    return model.add("Add", [scores, model.add("Where", [
        model.sees(), model.constant(0, np.float32), model.constant(sentinel, np.float32)])])


def chosen(model, scores):
    """Where(visible, scores, −∞)."""
    return model.add("Where", [model.sees(), scores, model.constant(-np.inf, np.float32)])


def inverted(model, scores):
    """Where(hidden, −10000, scores)."""
    return model.add("Where", [model.add("Not", [model.sees()]), model.constant(-1e4, np.float32), scores])


def multiplied(model, scores):
    """scores·m − 10000(1 − m), as the first GPT-2 had it."""
    m = model.add("Cast", [model.sees()], to=TensorProto.FLOAT)
    hidden = model.add("Mul", [
        model.add("Sub", [model.constant(1, np.float32), m]), model.constant(1e4, np.float32)])
    return model.add("Sub", [model.add("Mul", [scores, m]), hidden])


def biased(model, scores):
    """A bias and a mask in one tensor, as T5 has them."""
    hidden = model.add("Where", [
        model.sees(), model.constant(0, np.float32), model.constant(-1e9, np.float32)])
    return model.add("Add", [scores, model.add("Add", [model.distances(), hidden])])


def padded(model, scores):
    """(1 − attention_mask)·(−10000) is added, as BERT has it."""
    ones = model.add("Cast", [model.add("Unsqueeze", ["attention_mask", model.constant([1, 2])])],
                     to=TensorProto.FLOAT)
    hidden = model.add("Mul", [
        model.add("Sub", [model.constant(1, np.float32), ones]), model.constant(-1e4, np.float32)])
    return model.add("Add", [hidden, scores])


def standard(mask=None, flat=False, **attributes):
    """Attention of opset 23."""
    def attend(m, x, q, k, v, layer):
        if flat:
            attributes.update(q_num_heads=HEADS, kv_num_heads=m.groups)
        else:
            q, k, v = m.split(q, HEADS), m.split(k, m.groups), m.split(v, m.groups)
        y = m.add("Attention", [q, k, v] + ([mask(m)] if mask else []), **attributes)
        return y if flat else m.add("Reshape", [
            m.add("Transpose", [y], perm=[0, 2, 1, 3]), m.constant([0, 0, WIDTH])])
    return attend


def additive(model):
    return model.add("Where", [model.sees(), model.constant(0, np.float32), model.constant(-np.inf, np.float32)])


def several(padding=False, bias=False, **attributes):
    """MultiHeadAttention."""
    def attend(m, x, q, k, v, layer):
        mask = m.add("Cast", ["attention_mask"], to=TensorProto.INT32) if padding else ""
        return m.add("MultiHeadAttention", [q, k, v, m.constant(np.zeros(3 * WIDTH), np.float32), mask,
                                            m.distances() if bias else ""],
                     domain=MICROSOFT, num_heads=HEADS, **attributes)
    return attend


def packed(padding=False, **attributes):
    """com.microsoft.Attention, which multiplies with the weights itself."""
    def attend(m, x, q, k, v, layer):
        weights = np.concatenate([layer[key] for key in "qkv"], 1)
        mask = m.add("Cast", ["attention_mask"], to=TensorProto.INT32) if padding else ""
        return m.add("Attention", [x, m.constant(weights, np.float32),
                                   m.constant(np.zeros(3 * WIDTH), np.float32), mask],
                     domain=MICROSOFT, num_heads=HEADS, **attributes)
    return attend


def grouped(**attributes):
    """GroupQueryAttention."""
    def attend(m, x, q, k, v, layer):
        total = m.add("Cast", [m.add("Squeeze", [m.count])], to=TensorProto.INT32)
        last = m.add("Cast", [m.add("Sub", [m.count, m.constant([1])])], to=TensorProto.INT32)
        return m.add("GroupQueryAttention", [q, k, v, "", "", last, total], outputs=3, domain=MICROSOFT,
                     num_heads=HEADS, kv_num_heads=m.groups, **attributes)
    return attend


def mask_input(model):
    model.input("attention_mask", TensorProto.INT64, [model.batch, model.length])
    return model


def models():
    yield "plain_added", Model(), plain(added)
    yield "plain_chosen", Model(), plain(chosen, scale="queries")
    yield "plain_inverted", Model(), plain(inverted)
    yield "plain_multiplied", Model(), plain(multiplied)
    yield "plain_biased", Model(scale=1.0, bias=True), plain(biased, scale="none")
    yield "plain_padded", mask_input(Model(causal=False)), plain(padded)
    yield "plain_capped", Model(cap=2.0, window=3), plain(added, cap=True)
    yield "plain_roots", Model(), plain(added, scale="roots")
    yield "plain_merged", Model(batch=1), plain(added, merged=True)
    yield "plain_batch_of_two", mask_input(Model(causal=False, batch=2)), plain(padded)
    yield "plain_fixed_length", mask_input(Model(causal=False, batch=1, length=12)), plain(padded)
    yield "plain_past", Model(past=True), plain(added)
    yield "plain_blind", Model(strict=True), plain(chosen)
    yield "plain_classifier", Model(), plain(added)
    yield "standard_causal_capped", Model(opset=23, groups=2, cap=2.0), standard(
        flat=True, is_causal=1, softcap=2.0)
    yield "standard_condition", Model(opset=24, window=4), standard(lambda m: m.sees())
    yield "standard_added", Model(opset=23, scale=0.3), standard(additive, scale=0.3)
    yield "several_padded", mask_input(Model(causal=False)), several(padding=True)
    yield "several_causal_biased", Model(bias=True), several(bias=True, unidirectional=1)
    yield "packed_padded", mask_input(Model(causal=False)), packed(padding=True)
    yield "packed_causal", Model(scale=0.5), packed(unidirectional=1, scale=0.5)
    yield "grouped_capped", Model(groups=2, cap=3.0, window=3), grouped(softcap=3.0, local_window_size=3)
    yield "grouped", Model(groups=1), grouped()


def main(out):
    out = pathlib.Path(out)
    for name, model, attend in models():
        onnx.save(model.build(attend, head=name == "plain_classifier"), out / f"{name}.onnx")
        (out / f"{name}.json").write_text(json.dumps(dict(prompts=PROMPTS, heads=model.expected()), indent=0))


if __name__ == "__main__":
    main(sys.argv[1])
