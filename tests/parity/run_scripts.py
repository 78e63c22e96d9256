"""Run printed scripts in real PyTorch, unmodified, for scripts.test.ts to compare.

Usage: python3 run_scripts.py FOLDER

For each FOLDER/<name>.py writes FOLDER/<name>.json: the lines it printed, the loss of every step at full precision, how
many steps PyTorch agrees with itself, and its accuracy. A script that fails leaves its error.

PyTorch agrees with itself as long as its float32 losses are within 1e-5 of those in float64, and of those in float32
from weights a rounding error away: near a kink (a ReLU at zero, two equal maxima) one of them may jump, any of them.
"""
import json
import sys
import traceback
from pathlib import Path

import torch

torch.set_num_threads(1)

# After the float32 draws, before training: the shadows that tell how far float32 itself can be trusted.
IN_DOUBLE = """
for name in ("train_inputs", "train_targets", "validation_inputs", "validation_targets"):
    if name in globals() and globals()[name].is_floating_point():
        globals()[name] = globals()[name].double()
model.double()
"""
NUDGED = """
nudges = torch.Generator().manual_seed(%d)
for p in model.parameters():
    p.data *= 1 + 6e-8 * torch.randn(p.shape, generator=nudges)
"""


def run(source):
    printed, losses = [], []
    backward = torch.Tensor.backward

    def watched(loss, *arguments, **keywords):
        losses.append(loss.item())
        backward(loss, *arguments, **keywords)

    def spy(line):
        printed.append(line)

    space = {"__name__": "__main__", "print": spy}
    torch.Tensor.backward = watched
    try:
        exec(compile(source, "script", "exec"), space)
    finally:
        torch.Tensor.backward = backward
    # Those of a network that is borrowed from came before, and nobody prints them.
    losses = losses[-space["steps"] :] if "steps" in space else losses
    return printed, losses, float(space["accuracy"]) if "accuracy" in space else None


def shadow(source, change):
    if "\nsource = " in source:
        before, after = source.split("\nstep = 0\n", 1)
        lender = change.replace("model.", "source.")
        source = f"{before}\n{lender}\nstep = 0\n{after}"
    before, after = source.split("\nstep, steps = ", 1)
    return f"{before}\n{change}\nstep, steps = {after}"


def shadows(source):
    if "\nmodel = " not in source:
        return [source.replace("requires_grad=True", "dtype=torch.float64, requires_grad=True")]
    # Beside a kink two nudges may land on one side and the engine's own rounding on the other.
    return [shadow(source, change) for change in (IN_DOUBLE, *(NUDGED % seed for seed in (1, 2, 3, 4)))]


def agreement(losses, others):
    for step, (x, y) in enumerate(zip(losses, others)):
        if not abs(x - y) <= 1e-5 * max(abs(y), 0.1):
            return step
    return len(losses)


def main(folder):
    for path in sorted(Path(folder).glob("*.py")):
        source = path.read_text()
        try:
            printed, losses, accuracy = run(source)
            horizon = len(losses)
            for other in shadows(source):
                # Later steps than one shadow has parted at are of no use to the next.
                shorter = other.replace("\nstep, steps = 0, %d\n" % len(losses), f"\nstep, steps = 0, {horizon}\n")
                horizon = agreement(losses[:horizon], run(shorter)[1])
            answer = {"printed": printed, "losses": losses, "horizon": horizon, "accuracy": accuracy}
        except Exception:
            answer = {"error": traceback.format_exc(limit=-3)}
        path.with_suffix(".json").write_text(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
