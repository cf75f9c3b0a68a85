"""Makes a model folder of a sentence encoder's ONNX export (bert), so that both can be scanned and compared.

    python folder_of_onnx.py MODEL.onnx TOKENIZER.json HEADS OUT

Weights of products have lost their names in the export; they stand in the order of the layers: query, key, value,
output, intermediate, output.
"""

import json
import pathlib
import shutil
import sys

import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file


def main(model, tokenizer, heads, out):
    graph = onnx.load(model).graph
    initial = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    tensors = {name: value for name, value in initial.items() if "." in name and value.dtype.kind == "f"}
    products = [initial[n.input[1]] for n in graph.node if n.op_type == "MatMul" and n.input[1] in initial]
    parts = ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
             "intermediate.dense", "output.dense"]
    layers = len(products) // len(parts)
    for layer in range(layers):
        for part, product in zip(parts, products[layer * len(parts):]):
            tensors[f"encoder.layer.{layer}.{part}.weight"] = product.T.copy()
    words = tensors["embeddings.word_embeddings.weight"]
    config = dict(model_type="bert", hidden_size=words.shape[1], num_hidden_layers=layers,
                  num_attention_heads=int(heads), intermediate_size=products[4].shape[1], hidden_act="gelu",
                  layer_norm_eps=1e-12, max_position_embeddings=512, type_vocab_size=2, vocab_size=words.shape[0])
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(config, indent=1))
    shutil.copy(tokenizer, folder / "tokenizer.json")


if __name__ == "__main__":
    main(*sys.argv[1:])
