"""Check ONNX files as the ONNX project does, shapes of every tensor included, for onnx.test.ts.

Usage: python3 check_onnx.py FOLDER

Prints a line of JSON: file name → "" or what is wrong with it; the opset of each is in the answer too.
"""
import json
import sys
from pathlib import Path

import onnx

answer = {}
for path in sorted(Path(sys.argv[1]).glob("*.onnx")):
    model = onnx.load(str(path))
    try:
        onnx.checker.check_model(model, full_check=True)
        problem = ""
    except Exception as error:
        problem = str(error)
    answer[path.name] = {"problem": problem, "opset": model.opset_import[0].version}
print(json.dumps(answer))
