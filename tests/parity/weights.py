"""Carry weights between the engine and real PyTorch, for weights.test.ts.

Usage: python3 weights.py FOLDER

For each FOLDER/<name>.py (a printed script) with <name>.safetensors (what the engine has trained): builds the script's
model, loads the weights strictly and predicts <name>.json's inputs. Then trains five steps more and writes its own
weights to <name>.back.safetensors. <name>.answer.json gets both outputs, or the error.

Debian has no safetensors for Python: the dozen lines that read and write the format stand here.
"""
import json
import sys
import traceback
from pathlib import Path

import torch

torch.set_num_threads(1)
TYPES = {"F32": torch.float32, "I64": torch.int64}


def load_file(path):
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        numbers = bytearray(data[8 + length + begin : 8 + length + end])
        tensors[name] = torch.frombuffer(numbers, dtype=TYPES[entry["dtype"]]).view(entry["shape"])
    return tensors


def save_file(tensors, path):
    header, body = {}, b""
    names = {dtype: name for name, dtype in TYPES.items()}
    for name, tensor in tensors.items():
        numbers = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {
            "dtype": names[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(body), len(body) + len(numbers)],
        }
        body += numbers
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + body)


def outputs(model, inputs):
    model.eval()
    with torch.no_grad():
        return model(inputs).flatten().tolist()


def carry(path):
    space = {"__name__": "__main__", "print": lambda *_: None}
    # The script as it is, up to its training; then its training, for five steps.
    before, training = path.read_text().split("\nstep, steps = ", 1)
    exec(compile(before, path.name, "exec"), space)
    model = space["model"]
    model.load_state_dict(load_file(path.with_suffix(".safetensors")), strict=True)
    asked = json.loads(path.with_suffix(".json").read_text())
    inputs = torch.tensor(asked["inputs"]).view(-1, *asked["shape"])
    loaded = outputs(model, inputs)
    model.train()
    exec("step, steps = 0, 5\n" + training.split("\n", 1)[1], space)
    save_file(model.state_dict(), path.with_suffix(".back.safetensors"))
    return {"loaded": loaded, "trained": outputs(model, inputs)}


def main(folder):
    for path in sorted(Path(folder).glob("*.py")):
        try:
            answer = carry(path)
        except Exception:
            answer = {"error": traceback.format_exc(limit=-3)}
        path.with_suffix(".answer.json").write_text(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
