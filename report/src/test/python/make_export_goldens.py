"""Writes the golden files of report/src/test/resources/golden by numpy: `python make_export_goldens.py`, in this folder."""

import numpy as np

GOLDEN = "../resources/golden/"

# The table of SampleTable.java: a missing integer makes a column float64, a missing truth value makes it text.
np.savez(
    GOLDEN + "columns.npz",
    **{
        "seed": np.array([9007199254740993, -1, 0]),
        "layers": np.array([1, np.nan, 3]),
        "eta": np.array([0.1, np.nan, np.nan]),
        "tied": np.array([True, False, True]),
        "causal": np.array(["true", "", "false"]),
        "note": np.array(["plain", 'with, comma and "quotes"', ""]),
        'odd, "name"': np.array(["a", "é\U0001f600", ""]),
    },
)
