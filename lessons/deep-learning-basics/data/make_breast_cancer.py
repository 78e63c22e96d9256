"""Convert scikit-learn's copy of the UCI breast-cancer data into breast_cancer.csv: named columns, the class last.

Usage: python3 make_breast_cancer.py [breast_cancer.csv]     (Debian: package python3-sklearn)
"""
import sys
from importlib.util import find_spec
from pathlib import Path

MEASUREMENTS = [
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave points",
    "symmetry",
    "fractal dimension",
]


def source_path():
    if len(sys.argv) > 1:
        return Path(sys.argv[1])
    return Path(find_spec("sklearn").origin).parent / "datasets/data/breast_cancer.csv"


head, *rows = source_path().read_text().split()
assert head.split(",") == ["569", "30", "malignant", "benign"] and len(rows) == 569
assert all(len(row.split(",")) == 31 and row[-2:] in (",0", ",1") for row in rows)

# The numbers stay as they are written. Class 0 is malignant, 1 benign, as in scikit-learn.
columns = [f"{kind} {name}" for kind in ("mean", "error", "worst") for name in MEASUREMENTS]
text = "\n".join([",".join([*columns, "class"]), *rows]) + "\n"
Path(__file__).with_name("breast_cancer.csv").write_text(text)
