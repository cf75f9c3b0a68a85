"""Tables for constraints on rates, and the same training written out in PyTorch.

    python lab/src/test/python/rate_constraints.py tables FOLDER       writes synthetic.csv and breast-cancer.csv
    python lab/src/test/python/rate_constraints.py train TABLE BOUND STEPS RATE PROPORTIONAL DECAY SEEDS

`synthetic.csv`: P(label = 1 | score s) = s; group a has s uniform on (0, 1), group b on (0, 0.6), in cells of 1/50, each
with every label as often as its s says. The best answers under rate(positive, a) - rate(positive, b) <= epsilon are
thresholds t_a = 1/2 + x, t_b = 1/2 - y with x = 1.6 m/4, y = (8/3) m/4 and the multiplier of the mean loss

    m = (1/3 - epsilon) / (1.6/4 + (8/3)/(4 . 0.6));   accuracy .7375 - (5/8) x^2 - (3/8) y^2/.6

`breast-cancer.csv`: the table of scikit-learn (569 tumours, 30 numbers, binned at their octiles); label 1 is malignant,
the group says whether the mean texture is above its median, and every fourth row is for test.

The model: tokens -> embedding of width 8, positions side by side -> 16 ReLU -> 2 classes, PyTorch's initial weights, Adam
at .01 with full batches and its weight decay; the PI multiplier of --dual-rate and --dual-proportional. Needs numpy, torch; for the second
table scikit-learn, or its file breast_cancer.csv in FOLDER.
"""

import csv
import sys
from pathlib import Path

import numpy as np


def synthetic(folder):
    rows = []
    for group, cells in (("a", 50), ("b", 30)):
        for cell in range(cells):
            for row in range(100):
                rows.append((cell, 50 if group == "a" else 51, int(row < 2 * cell + 1), group, "train"))
            rows.append((cell, 50 if group == "a" else 51, int(cell >= 25), group, "test"))
    write(folder / "synthetic.csv", ["score", "who", "label", "group", "split"], rows)


def breast_cancer(folder):
    file = folder / "breast_cancer.csv"
    if file.exists():
        table = np.loadtxt(file, delimiter=",", skiprows=1)
        numbers, malignant = table[:, :-1], 1 - table[:, -1].astype(int)
    else:
        from sklearn.datasets import load_breast_cancer
        numbers, benign = load_breast_cancer(return_X_y=True)
        malignant = 1 - benign
    bins = np.stack([np.searchsorted(np.quantile(x, np.arange(1, 8) / 8), x) for x in numbers.T], axis=1)
    high = numbers[:, 1] > np.median(numbers[:, 1])
    rows = [(*row, label, "high" if up else "low", "test" if i % 4 == 3 else "train")
            for i, (row, label, up) in enumerate(zip(bins.tolist(), malignant, high))]
    names = [f"f{i}" for i in range(numbers.shape[1])]
    write(folder / "breast-cancer.csv", [*names, "label", "group", "split"], rows)


def write(path, header, rows):
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def train(path, bound, steps, rate, proportional, decay, seed):
    """Gap and accuracy on training rows, accuracy on test rows, multiplier at the end."""
    import torch
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rows = list(csv.reader(path.open()))
    header, rows = rows[0], np.array(rows[1:])
    column = {name: rows[:, i] for i, name in enumerate(header)}
    names = [name for name in header if name not in ("label", "group", "split")]
    tokens = torch.tensor(np.stack([column[name].astype(int) for name in names], axis=1))
    labels = torch.tensor(column["label"].astype(int))
    trained = torch.tensor(column["split"] == "train")
    a, b = (trained & torch.tensor(column["group"] == group) for group in np.unique(column["group"]))
    linear = torch.nn.Linear
    model = torch.nn.Sequential(torch.nn.Embedding(int(tokens.max()) + 1, 8), torch.nn.Flatten(),
                                linear(8 * len(names), 16), torch.nn.ReLU(), linear(16, 2))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=decay)
    integral = multiplier = 0.0
    drops = torch.optim.lr_scheduler.MultiStepLR(optimizer, [2 * int(steps) // 3, 5 * int(steps) // 6], 0.1)
    for _ in range(int(steps)):
        logits = model(tokens)
        positive, answers = torch.softmax(logits, -1)[:, 1], logits.argmax(-1).double()
        violation = (answers[a].mean() - answers[b].mean()).item() - bound
        integral = max(0.0, integral + rate * violation)
        multiplier = max(0.0, integral + proportional * violation)
        loss = torch.nn.functional.cross_entropy(logits[trained], labels[trained])
        optimizer.zero_grad()
        (loss + multiplier * (positive[a].mean() - positive[b].mean())).backward()
        optimizer.step()
        drops.step()
    answers = model(tokens).argmax(-1)
    right = (answers == labels).double()
    gap = (answers.double()[a].mean() - answers.double()[b].mean()).item()
    return gap, right[trained].mean().item(), right[~trained].mean().item(), multiplier


def main():
    if sys.argv[1] == "tables":
        folder = Path(sys.argv[2])
        synthetic(folder)
        breast_cancer(folder)
        return
    *numbers, seeds = map(float, sys.argv[3:])
    results = [train(Path(sys.argv[2]), *numbers, seed) for seed in range(int(seeds))]
    for name, values in zip(("gap", "accuracy", "test accuracy", "multiplier"), np.array(results).T):
        half = 2.365 * values.std(ddof=1) / np.sqrt(len(values))  # Student's t of eight seeds, 95 %
        print(f"{name:14} {values.mean():.4f} +- {half:.4f}   {np.round(values, 4).tolist()}")


if __name__ == "__main__":
    main()
