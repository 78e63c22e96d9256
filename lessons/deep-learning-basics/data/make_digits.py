"""Convert scikit-learn's copy of the UCI digits into digits.bin, the engine's format (engine/data/data_store.hpp).

Usage: python3 make_digits.py [digits.csv.gz]     (Debian: package python3-sklearn)
"""
import gzip
import struct
import sys
from importlib.util import find_spec
from pathlib import Path


def source_path():
    if len(sys.argv) > 1:
        return Path(sys.argv[1])
    return Path(find_spec("sklearn").origin).parent / "datasets/data/digits.csv.gz"


rows = [
    [int(float(value)) for value in line.split(",")]
    for line in gzip.open(source_path(), "rt").read().splitlines()
]
assert len(rows) == 1797 and all(len(row) == 65 and max(row[:64]) <= 16 for row in rows)

# 'LFD2', rows, classes, rank, dims, divisor; then pixel by pixel, rows of one label side by side; then the labels.
header = b"LFD2" + struct.pack("<6I", len(rows), 10, 2, 8, 8, 16)
alike = sorted(rows, key=lambda row: row[64])
pixels = bytes(row[pixel] for pixel in range(64) for row in alike)
labels = bytes(row[64] for row in rows)
Path(__file__).with_name("digits.bin").write_bytes(header + pixels + labels)
