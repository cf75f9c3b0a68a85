"""Wall time and peak memory of a scan of a model folder against PyTorch, eager with all attention weights handed out,
and the same measures in numpy.

    python folder_speed.py FOLDER IDS.json BATCH ./calorimeter

Tested with torch 2.13, transformers 5.18, numpy 2.4. IDS.json holds prompts of one length, BATCH is how many of them
PyTorch gets at once. Both take two threads and run once in a process of their own, loading included. The scan measures
more: peaks of C, similarity of heads, intervals over prompts.
"""

import json
import os
import pathlib
import subprocess
import sys
import time

THREADS = 2


def measures(p, counts):
    """Means over rows of attention [heads × queries × keys]; `counts` of visible keys by query."""
    log = np.log(np.where(p > 0, p, 1))
    entropy = -np.sum(p * log, -1, dtype=np.float64)
    heat = np.sum(p * log * log, -1, dtype=np.float64) - entropy ** 2
    keys = np.log(np.maximum(counts, 2))
    own = np.diagonal(p, axis1=1, axis2=2)
    previous = np.diagonal(p, -1, axis1=1, axis2=2)
    flat = p.reshape(len(p), -1)
    return [heat[:, counts > 1].mean(1), entropy.mean(1), np.exp(entropy).mean(1),
            (heat / keys ** 2)[:, counts > 1].mean(1), (1 - entropy / keys)[:, counts > 1].mean(1),
            p[:, :, 0].mean(1), own.mean(1), previous.mean(1), flat @ flat.T]


def peer(folder, ids, batch):
    torch.set_num_threads(THREADS)
    model = transformers.AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
    prompts = json.loads(pathlib.Path(ids).read_text())
    causal = model.config.model_type not in ("bert", "distilbert", "roberta")
    tokens = len(prompts[0])
    counts = np.arange(1, tokens + 1) if causal else np.full(tokens, tokens)
    sums = {}
    with torch.no_grad():
        for first in range(0, len(prompts), batch):
            out = model(torch.tensor(prompts[first:first + batch]), output_attentions=True)
            for layer, weights in enumerate(out.attentions):
                for p in weights.numpy():
                    for name, value in enumerate(measures(p, counts)):
                        sums[layer, name] = sums.get((layer, name), 0) + value


def timed(name, command):
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=dict(os.environ, OMP_NUM_THREADS=str(THREADS)))
    _, status, usage = os.wait4(process.pid, 0)
    wall, peak = time.monotonic() - start, usage.ru_maxrss / 1024
    if status:
        sys.exit(f"{name} failed with status {status}")
    print(f"{name}: {wall:.1f} s, {usage.ru_utime + usage.ru_stime:.1f} s of processor time, {peak:.0f} MiB", flush=True)
    return wall, peak


if __name__ == "__main__":
    if sys.argv[1] == "peer":
        import numpy as np
        import torch
        import transformers
        peer(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        folder, ids, batch, program = sys.argv[1:]
        theirs = timed("PyTorch and numpy", [sys.executable, __file__, "peer", folder, ids, batch])
        ours = timed("scan", [program, "scan", folder, "--ids", ids, "--threads", str(THREADS), "--json"])
        print(f"times faster {theirs[0] / ours[0]:.2f}, share of memory {ours[1] / theirs[1]:.2f}")
