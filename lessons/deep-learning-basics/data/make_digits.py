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

# 'LFD1', rows, classes, rank, dims, divisor; then one byte per pixel and one per label.
header = b"LFD1" + struct.pack("<6I", len(rows), 10, 2, 8, 8, 16)
pixels = b"".join(bytes(row[:64]) for row in rows)
labels = bytes(row[64] for row in rows)
Path(__file__).with_name("digits.bin").write_bytes(header + pixels + labels)
