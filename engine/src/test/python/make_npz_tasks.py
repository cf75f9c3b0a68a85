"""Writes the files of NpzTaskTest with numpy: python make_npz_tasks.py (numpy 2.4.6)."""

import io
import pathlib
import zipfile

import numpy as np

folder = pathlib.Path(__file__).parents[1] / "resources/golden/npz"
folder.mkdir(parents=True, exist_ok=True)

TOKENS = np.array([[3, 0], [2, 4], [0, 1]])
LABELS = np.array([1, 0, 1])
SPLIT = np.array(["train", "test", "train"])


def save(name, **arrays):
    np.savez(folder / name, **arrays)


# The same rows in every type, byte order and order of axes.
for kind in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
    for order in "<>":
        dtype = np.dtype(order + kind)
        axes = "F" if order == ">" else "C"
        if kind[1] != "1" or order == "<":
            save(f"{kind}-{'big' if order == '>' else 'little'}", tokens=np.asarray(TOKENS, dtype, order=axes),
                 labels=LABELS.astype(dtype), split=SPLIT)
save("fortran", tokens=np.asfortranarray(TOKENS), labels=LABELS, split=SPLIT)
save("truth", tokens=TOKENS, labels=LABELS, split=SPLIT == "train")
save("bytes", tokens=TOKENS, labels=LABELS, split=SPLIT.astype("S"))
np.savez_compressed(folder / "compressed", tokens=TOKENS, labels=LABELS, split=SPLIT)
for version in ((2, 0), (3, 0)):
    with zipfile.ZipFile(folder / f"version{version[0]}.npz", "w") as out:
        for name, array in (("tokens", TOKENS), ("labels", LABELS), ("split", SPLIT)):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, array, version)
            out.writestr(zipfile.ZipInfo(name + ".npy"), buffer.getvalue())

# Words, numbered as they appear; no split.
save("words", tokens=np.array([["red", "été"], ["été", "😀"]], ">U4"), labels=np.array([b"yes", b"no"]))

# What is refused.
save("bad-object", tokens=np.array([[1, 2], [3, None]], object), labels=LABELS[:2])
save("bad-float", tokens=TOKENS.astype(float), labels=LABELS)
save("bad-truth", tokens=TOKENS > 1, labels=LABELS)
save("bad-structured", tokens=np.zeros((3, 2), [("a", "i4")]), labels=LABELS)
save("bad-negative", tokens=TOKENS - 1, labels=LABELS)
save("bad-large", tokens=TOKENS, labels=np.array([1, 2**64 - 1, 0], "u8"))
save("bad-limit", tokens=TOKENS, labels=np.array([1, 1000000, 0]))
save("bad-one-axis", tokens=TOKENS[0], labels=LABELS)
save("bad-labels", tokens=TOKENS, labels=LABELS[:2])
save("bad-column", tokens=TOKENS, labels=LABELS[:, None])
save("bad-split", tokens=TOKENS, labels=LABELS, split=np.array(["train", "valid", "test"]))
save("bad-side", tokens=TOKENS, labels=LABELS, split=np.array([True, True, True]))
save("bad-missing", tokens=TOKENS)
save("bad-further", tokens=TOKENS, labels=LABELS, weights=LABELS)
save("bad-empty", tokens=TOKENS[:0], labels=LABELS[:0])
save("bad-same", tokens=TOKENS, labels=LABELS * 0)
save("bad-nothing")
np.save(folder / "bad-single.npy", TOKENS)
(folder / "bad-single.npy").rename(folder / "bad-single.npz")
whole = (folder / "fortran.npz").read_bytes()
(folder / "bad-cut.npz").write_bytes(whole[:120])
