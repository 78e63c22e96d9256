"""PyTorch on one thread, the native yardstick: trains the benchmark's programs when told to, one JSON line each way.

In:  {"create": program, "initial": [...], "batches": [...]}   arrays as base64 of little-endian float32 or int32
     {"train": steps}
Out: {"version": ...} once, then {"loss": ..., "seconds": ...} or {"error": ...}
"""
import base64
import json
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)


class Residual(nn.Module):
    def __init__(self, block, scale):
        super().__init__()
        self.block, self.scale = block, scale

    def forward(self, x):
        return x + self.scale * self.block(x)


def make_layer(spec, shape):
    arguments = {k: v for k, v in spec.items() if k not in ("type", "block", "scale")}
    kind = spec["type"]
    if kind == "Residual":
        return Residual(make_model(spec["block"], shape)[0], spec["scale"])
    inputs = {"Linear": -1, "Conv2d": 0, "BatchNorm1d": 0}
    return getattr(nn, kind)(*([shape[inputs[kind]]] if kind in inputs else []), **arguments)


def make_model(specs, shape):
    layers = []
    for spec in specs:
        layers.append(make_layer(spec, shape))
        with torch.no_grad():
            shape = tuple(layers[-1](torch.zeros((2, *shape))).shape[1:])
    return nn.Sequential(*layers), shape


def array(entry, dtype):
    kind = torch.float32 if dtype == "float32" else torch.int32
    return torch.frombuffer(bytearray(base64.b64decode(entry)), dtype=kind).clone()


class Job:
    def __init__(self, message):
        program = message["create"]
        shape = tuple(program["shape"])
        self.model, _ = make_model(program["model"], shape)
        with torch.no_grad():
            for parameter, data in zip(self.model.parameters(), message["initial"], strict=True):
                parameter.copy_(array(data, "float32").reshape(parameter.shape))
        for module in self.model.modules():
            if isinstance(module, nn.BatchNorm1d):
                module.reset_running_stats()
        optimizer = dict(program["optimizer"])
        self.optimizer = getattr(torch.optim, optimizer.pop("type"))(self.model.parameters(), **optimizer)
        self.criterion = getattr(nn, program["loss"]["type"])()
        classes = program["loss"]["type"] == "CrossEntropyLoss"
        self.batches = [
            (
                array(batch["inputs"], "float32").reshape(-1, *shape),
                array(batch["targets"], "int32").long() if classes else array(batch["targets"], "float32").reshape(-1, 1),
            )
            for batch in message["batches"]
        ]
        self.next = 0

    def train(self, steps):
        for _ in range(steps):
            x, target = self.batches[self.next % len(self.batches)]
            self.next += 1
            loss = self.criterion(self.model(x), target)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            self.optimizer.step()
        return loss.item()


def main():
    print(json.dumps({"version": torch.__version__}), flush=True)
    job = None
    for line in sys.stdin:
        message = json.loads(line)
        try:
            if "create" in message:
                sys.setrecursionlimit(100_000)
                job = Job(message)
                answer = {}
            else:
                begin = time.perf_counter()
                loss = job.train(message["train"])
                answer = {"loss": loss, "seconds": time.perf_counter() - begin}
        except Exception as error:  # said to the bench, which reports the peer as unable
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
