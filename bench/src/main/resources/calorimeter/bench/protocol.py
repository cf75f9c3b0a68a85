"""One line of JSON in, one line of JSON out; between two lines the process sleeps in a blocking read.

    {"command": "hello"}                                  {"name": "PyTorch 2.13.0", ...}
    {"command": "prepare", "problem": F, "variant": V}    {"losses": [...], "firstStepSeconds": s}
    {"command": "time", "variant": V, "steps": n}         {"seconds": s}
    {"command": "product", ...}                           {"seconds": s}

An answer may be {"error": TEXT} instead. A problem is a folder: problem.json says what it is, parameters.f32 holds the
tensors one after another; tokens.i32 or pixels.f32 (line by line, channels side by side) and labels.i32 the batches;
all little-endian. Of a convolution alone problem.json says the shape; weights.f32 [9 inputs x outputs], biases.f32,
images.f32 and gradient.f32 hold what it starts from.
"""

import array
import json
import math
import os
import sys
import time
from pathlib import Path


class Problem:
    def __init__(self, folder):
        folder = Path(folder)
        description = json.loads((folder / "problem.json").read_text(encoding="utf-8"))
        self.folder = folder
        self.steps = description["comparedSteps"]
        self.convolution = description.get("convolution")
        if not self.convolution:
            self.read_training(description)

    def read_training(self, description):
        folder = self.folder
        self.settings = description["settings"]
        self.tensors = description["tensors"]  # name, shape
        self.example = description["example"]  # shape: [tokens], or [height, width, channels]
        self.batch_sizes = description["batches"]
        self.parameters = read(folder / "parameters.f32", "f")
        images = len(self.example) == 3
        self.inputs = read(folder / "pixels.f32", "f") if images else read(folder / "tokens.i32", "i")
        self.labels = read(folder / "labels.i32", "i")

    def floats(self, name):
        return read(self.folder / f"{name}.f32", "f")

    def arrays(self):
        """Name, shape, values of every tensor."""
        start = 0
        for tensor in self.tensors:
            size = math.prod(tensor["shape"])
            yield tensor["name"], tensor["shape"], self.parameters[start : start + size]
            start += size

    def batches(self):
        """Tokens or pixels and labels of every batch, flat."""
        start, length = 0, math.prod(self.example)
        for size in self.batch_sizes:
            end = start + size
            yield self.inputs[start * length : end * length], self.labels[start:end]
            start = end


def read(path, kind):
    values = array.array(kind, path.read_bytes())
    if sys.byteorder == "big":
        values.byteswap()
    return values


class Variants:
    """What is common to both libraries: `trainer(problem, variant)` gives an object whose step() makes one training
    step and returns its loss before the update, not necessarily finished, and whose wait(loss) waits and converts. Its
    `models` are trained at once; times are those of one."""

    def __init__(self, trainer):
        self.trainer = trainer
        self.prepared = {}

    def prepare(self, request):
        start = time.perf_counter()
        problem = Problem(request["problem"])
        trainer = self.trainer(problem, request["variant"])
        losses = [trainer.wait(trainer.step())]
        first = time.perf_counter() - start
        losses += [trainer.wait(trainer.step()) for _ in range(problem.steps - 1)]
        self.prepared[request["variant"]] = trainer
        return {"losses": losses, "firstStepSeconds": first}

    def time(self, request):
        trainer = self.prepared[request["variant"]]
        start = time.perf_counter()
        for _ in range(request["steps"]):
            loss = trainer.step()
        trainer.wait(loss)
        return {"seconds": (time.perf_counter() - start) / trainer.models}


def serve(commands):
    # Libraries print what they like; only answers go to the real standard output.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = commands[request["command"]](request)
        except Exception as failure:  # whatever a library throws is an answer, not the end
            text = str(failure).strip()
            answer = {"error": f"{type(failure).__name__}: {text.splitlines()[0] if text else 'no message'}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def pin(threads):
    """At most so many processors, where the system lets a process say so (Linux): what XLA sizes its pool by."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
