"""The command line that the scripts of goldens share: without arguments the files are made in a temporary folder and
compared with the committed ones, with --write they replace them.

Lines agree as text, or number by number to a relative 1e-9, which is what another version of a library may move.
Other files agree byte by byte; of an archive (npz), its members.
"""

import argparse
import math
import re
import sys
import tempfile
import zipfile
from pathlib import Path

RELATIVE = 1e-9
SEPARATORS = re.compile(r"[;|,*\s]")


def number(token):
    try:
        return float(token)
    except ValueError:
        return None


def same(old, new):
    before, after = number(old), number(new)
    if before is None or after is None:
        return old == new
    return old == new or math.isclose(before, after, rel_tol=RELATIVE, abs_tol=0.0)


def lines_agree(old, new):
    before, after = SEPARATORS.split(old), SEPARATORS.split(new)
    return len(before) == len(after) and all(map(same, before, after))


def complaint(old, new):
    """What differs between two files; None if nothing does."""
    if not old.exists():
        return "is missing"
    if old.suffix == ".npz":
        with zipfile.ZipFile(old) as before, zipfile.ZipFile(new) as after:
            alike = before.namelist() == after.namelist() and all(
                before.read(name) == after.read(name) for name in before.namelist())
        return None if alike else "has other members"
    if old.read_bytes() == new.read_bytes():
        return None
    try:
        before, after = old.read_text(encoding="utf-8").splitlines(), new.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return "has other bytes"
    if len(before) != len(after):
        return f"has {len(before)} lines, {len(after)} were made"
    for place, pair in enumerate(zip(before, after), start=1):
        if not lines_agree(*pair):
            return f"line {place}: {pair[0][:60]} became {pair[1][:60]}"
    return None


def main(description, target, make):
    """Runs `make(folder)`, which writes files below a folder as they stand below `target`."""
    arguments = argparse.ArgumentParser(description=description.splitlines()[0])
    arguments.add_argument("--write", action="store_true", help="rewrite the files instead of comparing")
    write = arguments.parse_args().write
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make(folder)
        made = sorted(path for path in folder.rglob("*") if path.is_file())
        complaints = []
        for new in made:
            name = new.relative_to(folder)
            old = Path(target) / name
            if write:
                old.parent.mkdir(parents=True, exist_ok=True)
                old.write_bytes(new.read_bytes())
            elif what := complaint(old, new):
                complaints.append(f"{name} {what}")
    print("\n".join(complaints) or f"{len(made)} {'written' if write else 'agree'}")
    sys.exit(1 if complaints else 0)
