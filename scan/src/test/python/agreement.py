"""Every measure of every head of real sentence encoders beside ONNX Runtime and numpy in float64: one table.

    python agreement.py ./calorimeter MODEL [MODEL ...]

MODEL is a folder with model.onnx and tokenizer.json, as `calorimeter models get` keeps them: bert with 12 heads, such
as all-minilm-l6-v2, bge-small-en-v15, e5-small-v2. Each is scanned as the ONNX file and as the model folder that
folder_of_onnx.py makes of it. References are ONNX Runtime with prompts alone and as one padded batch, in float32 up to
the scores, and the whole model in numpy, in float64. The scan never pads, and gets one prompt and all of them.

A cell is the largest relative difference over heads. U, F and dC/dT, sums of terms of both signs, are divided by the
sum of the terms' absolute values.

Tested with onnx 1.23, onnxruntime 1.30, tokenizers 0.23, numpy 2.4.
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime
from safetensors.numpy import load_file
from tokenizers import Tokenizer

import folder_of_onnx
from measures import measures
from onnx_reference import expose

HEADS = 12
ONE = 2
MEASURES = ["C", "S", "U", "F", "KL", "chi", "keys", "V", "within", "response", "first", "previous", "own",
            "separator", "induction", "visible"]
SCALES = {"U": "U scale", "F": "F scale", "response": "response scale"}
SENTENCES = """\
The cat sat on the mat.
A specific heat that peaks says that few states compete.
She sells sea shells by the sea shore, and the shells that she sells are sea shells for sure.
Short.
Attention is paid to the first token, to the previous token, or to no token in particular.
In 1998 the committee met in Geneva, Vienna and Oslo; it never met again.
How much wood would a woodchuck chuck if a woodchuck could chuck wood?
The model was trained on text from the web, so it has seen many lists, tables, names and numbers, \
some of them more than once, and a few of them far too often for its own good.
"""


def scores(session, names, ids, pad):
    """Scores and visible keys of each prompt by layer, from one batch padded with `pad`."""
    longest = max(len(tokens) for tokens in ids)
    feeds = dict(input_ids=np.array([tokens + [pad] * (longest - len(tokens)) for tokens in ids]),
                 attention_mask=np.array([[1] * len(tokens) + [0] * (longest - len(tokens)) for tokens in ids]),
                 token_type_ids=np.zeros((len(ids), longest), int))
    values = session.run(names, {entry.name: feeds[entry.name] for entry in session.get_inputs()})
    return [[(s[i, :, :len(tokens)].astype(float), s[i, 0, :len(tokens)] > -1e30) for i, tokens in enumerate(ids)]
            for s in values]


def exact_scores(folder, tokens, beta):
    """Scores of a bert by layer, [heads × queries × keys], in float64."""
    weights = {key: value.astype(float) for key, value in load_file(pathlib.Path(folder) / "model.safetensors").items()}

    def affine(x, name):
        return x @ weights[name + ".weight"].T + weights[name + ".bias"]

    def norm(x, name):
        centred = x - x.mean(-1, keepdims=True)
        root = np.sqrt((centred ** 2).mean(-1, keepdims=True) + 1e-12)
        return centred / root * weights[name + ".weight"] + weights[name + ".bias"]

    def heads(x):
        return x.reshape(len(tokens), HEADS, -1).transpose(1, 0, 2)

    embedded = (weights["embeddings.word_embeddings.weight"][tokens]
                + weights["embeddings.position_embeddings.weight"][:len(tokens)]
                + weights["embeddings.token_type_embeddings.weight"][0])
    x = norm(embedded, "embeddings.LayerNorm")
    layers = []
    while f"encoder.layer.{len(layers)}.output.dense.weight" in weights:
        layer = f"encoder.layer.{len(layers)}."
        q, k, v = (heads(affine(x, layer + "attention.self." + part)) for part in ("query", "key", "value"))
        s = beta * q @ k.transpose(0, 2, 1)
        layers.append(s)
        p = np.exp(s - s.max(-1, keepdims=True))
        mixed = (p / p.sum(-1, keepdims=True) @ v).transpose(1, 0, 2).reshape(x.shape)
        x = norm(x + affine(mixed, layer + "attention.output.dense"), layer + "attention.output.LayerNorm")
        inner = affine(x, layer + "intermediate.dense")
        gelu = inner * (1 + np.vectorize(math.erf)(inner / math.sqrt(2))) / 2
        x = norm(x + affine(gelu, layer + "output.dense"), layer + "output.LayerNorm")
    return [[(s, np.ones(s.shape[1:], bool))] for s in layers]


def reference(layers, texts, beta):
    return [dict(layer=layer, head=head, **measures([(s[head], seen) for s, seen in prompts], beta, texts))
            for layer, prompts in enumerate(layers) for head in range(HEADS)]


def row(name, found, expected):
    cells = []
    for key in MEASURES:
        worst = 0
        for head, golden in zip(found, expected):
            if key in golden:
                scale = abs(golden[SCALES.get(key, key)])
                worst = max(worst, abs(head[key] - golden[key]) / scale if scale else abs(head[key]))
        cells.append(worst)
    print(f"{name:46}" + "".join(f"{cell:10.1e}" for cell in cells), flush=True)
    return max(cells)


def main(program, models):
    print(f"{'':46}" + "".join(f"{key:>10}" for key in MEASURES))
    worst = 0
    for model in map(pathlib.Path, models):
        graph = onnx.load(model / "model.onnx")
        names = [scores for scores, _ in expose(graph)]
        session = onnxruntime.InferenceSession(graph.SerializeToString())
        tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        lines = SENTENCES.splitlines()
        ids = [tokenizer.encode(line).ids for line in lines]
        width = max(i.dims[1] for i in graph.graph.initializer if i.name == "embeddings.word_embeddings.weight")
        beta = (width / HEADS) ** -0.5
        texts = [(tokens, [len(tokens) - 1]) for tokens in ids]
        def joined(prompts):
            return [sum((prompt[layer] for prompt in prompts), []) for layer in range(len(names))]

        with tempfile.TemporaryDirectory() as place:
            folder_of_onnx.main(model / "model.onnx", model / "tokenizer.json", HEADS, place)
            alone = [scores(session, names, [tokens], 0) for tokens in ids]
            exact = [exact_scores(place, tokens, beta) for tokens in ids]
            many = {"alone": joined(alone), "padded": scores(session, names, ids, 0), "float64": joined(exact)}
            for source in (model / "model.onnx", place):
                kind = "folder" if source == place else "ONNX"
                for count in (1, len(ids)):
                    first = ONE if count == 1 else 0
                    text = pathlib.Path(place) / "prompts.txt"
                    text.write_text("\n".join(lines[first:first + count]))
                    found = json.loads(subprocess.run([program, "scan", source, "--text", text, "--json"], check=True,
                                                      capture_output=True).stdout)
                    for name, layers in many.items():
                        if count > 1 or name != "padded":
                            wanted = reference([prompts[first:first + count] for prompts in layers],
                                               texts[first:first + count], beta)
                            worst = max(worst, row(f"{model.name}, {kind}, {count} beside {name}", found["heads"],
                                                   wanted))
    print(f"largest: {worst:.1e}")
    sys.exit(worst > 1e-5)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
