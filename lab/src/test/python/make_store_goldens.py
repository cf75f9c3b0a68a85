"""Writes the files that the store's own writers must reproduce byte for byte (of reference.npz: its members).

    python make_store_goldens.py ../resources/calorimeter/lab/store

needs numpy and safetensors. Run it only to change the goldens; the tests compare against the committed files.
"""

import hashlib
import json
import pathlib
import sys

import numpy
import safetensors.numpy

folder = pathlib.Path(sys.argv[1])

arrays = {
    "layer.weight": (numpy.arange(6, dtype=numpy.float32) / 4).reshape(2, 3),
    "layer.bias": numpy.array([0.1, -2.5, 1e300]),
    "loss": numpy.array(numpy.pi),
    "special": numpy.array([numpy.nan, numpy.inf, -numpy.inf, -0.0, 1e-45], dtype=numpy.float32),
    "empty": numpy.zeros((0, 4), dtype=numpy.float32),
    "cube": numpy.arange(24, dtype=numpy.float64).reshape(2, 3, 4),
}

safetensors.numpy.save_file(arrays, folder / "reference.safetensors", metadata={"greek": "βeta"})

numpy.savez(folder / "reference.npz", **arrays)

# What RunIdentityTest expects.
parameters = {"p": 113, "weightDecay": 1.0, "betas": [0.9, 0.98], "nested": {"b": None, "a": True}, "name": "β \"q\""}
whole = {"experiment": "train", "parameters": parameters, "seed": -3, "numericVersion": 2}
canonical = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
print(canonical)
print(hashlib.sha256(canonical.encode()).hexdigest())
