"""Files that the store's own writers must reproduce byte for byte (of reference.npz: its members).

    python lab/src/test/python/make_store_goldens.py            compares
    python lab/src/test/python/make_store_goldens.py --write    rewrites

lab/src/test/resources/calorimeter/lab/store. Needs numpy and safetensors.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy
import safetensors.numpy

sys.path.append(str(Path(__file__).resolve().parents[4] / "src/test/python"))
import golden_files  # noqa: E402

TARGET = Path(__file__).parents[1] / "resources/calorimeter/lab/store"


def make(folder):
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


def print_identity():
    """What RunIdentityTest expects."""
    parameters = {"p": 113, "weightDecay": 1.0, "betas": [0.9, 0.98], "nested": {"b": None, "a": True}, "name": "β \"q\""}
    whole = {"experiment": "train", "parameters": parameters, "seed": -3, "numericVersion": 2}
    canonical = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    print(canonical)
    print(hashlib.sha256(canonical.encode()).hexdigest())


if __name__ == "__main__":
    print_identity()
    golden_files.main(__doc__, TARGET, make)
