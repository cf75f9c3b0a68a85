"""Wall time and peak memory of a scan of an ONNX file against ONNX Runtime alone, which hands out no scores.

    python onnx_speed.py FILE.onnx IDS.json ./calorimeter

Tested with onnxruntime 1.30, numpy 2.4. Both take two threads, one prompt at a time, loading included.
"""

import json
import pathlib
import sys

from folder_speed import THREADS, timed


def peer(file, ids):
    import numpy as np
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = onnxruntime.InferenceSession(file, options)
    for prompt in json.loads(pathlib.Path(ids).read_text()):
        tokens = np.array([prompt])
        filled = {"input_ids": tokens, "attention_mask": np.ones_like(tokens), "token_type_ids": np.zeros_like(tokens),
                  "position_ids": np.arange(len(prompt))[None]}
        session.run(None, {asked.name: filled[asked.name] for asked in session.get_inputs()})


if __name__ == "__main__":
    if sys.argv[1] == "peer":
        peer(*sys.argv[2:])
    else:
        file, ids, program = sys.argv[1:]
        theirs = timed("ONNX Runtime", [sys.executable, __file__, "peer", file, ids])
        ours = timed("scan", [program, "scan", file, "--ids", ids, "--threads", str(THREADS), "--json"])
        print(f"times as long {ours[0] / theirs[0]:.2f}, times the memory {ours[1] / theirs[1]:.2f}")
