"""Validate notebooks and execute one of them, as Jupyter would, for notebook.test.ts.

Usage: python3 run_notebook.py TO_EXECUTE TO_VALIDATE...

Prints a line of JSON: what every code cell of the first printed.
"""
import json
import sys

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor

execute, *others = sys.argv[1:]
for path in others:
    nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT))
book = nbformat.read(execute, as_version=nbformat.NO_CONVERT)
nbformat.validate(book)
ExecutePreprocessor(timeout=60, kernel_name="python3").preprocess(book)
cells = [cell for cell in book.cells if cell.cell_type == "code"]
printed = [
    "".join(output.text for output in cell.outputs if output.output_type == "stream" and output.name == "stdout")
    for cell in cells
]
print(json.dumps(printed))
