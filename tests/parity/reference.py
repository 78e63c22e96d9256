"""Train every program of programs.json in real PyTorch and write what it did, for parity.test.ts to compare.

Usage: python3 reference.py programs.json OUT_DIR

For each program OUT_DIR/<name>.json holds the data that both sides train on, the initial parameters, the
first step's output and gradients, the rows of its first batches and the first row's dropout masks in them, the
float32 loss curve, the final state_dict, and the horizon: the number of steps for which PyTorch's own float32 and
float64 curves agree within 1e-5 relative. Where that is not all of them, also the final losses over ten seeds.
"""
import json
import sys
from pathlib import Path

import torch
from torch import nn

torch.set_num_threads(1)
WATCHED = 12  # steps whose batches and masks are kept
SEEDS = range(10)


class Residual(nn.Module):
    """Identity plus a scaled block, as the engine's `Residual`."""

    def __init__(self, block, scale=1.0):
        super().__init__()
        self.block = block
        self.scale = scale

    def forward(self, x):
        return x + self.scale * self.block(x)


# Initializers drawn after the whole layer was constructed, as `nn.init.NAME(layer.weight)` would be.
def initialize(layer, init):
    for parameter, how in init.items():
        name, arguments = (how, {}) if isinstance(how, str) else (how["name"], {k: v for k, v in how.items() if k != "name"})
        getattr(nn.init, name)(getattr(layer, parameter), **arguments)


def make_layer(spec, shape):
    """One layer and the shape of a row behind it; in_features and in_channels follow from the data."""
    arguments = {k: v for k, v in spec.items() if k not in ("type", "block", "init", "requires_grad")}
    kind = spec["type"]
    if kind == "Linear":
        layer = nn.Linear(shape[-1], **arguments)
    elif kind in ("Conv1d", "Conv2d"):
        layer = getattr(nn, kind)(shape[0], **arguments)
    elif kind in ("BatchNorm1d", "BatchNorm2d"):
        layer = getattr(nn, kind)(shape[0], **arguments)
    elif kind == "LayerNorm":
        layer = nn.LayerNorm(arguments.pop("normalized_shape", list(shape)), **arguments)
    elif kind == "Residual":
        layer = Residual(make_model(spec["block"], shape)[0], **arguments)
    else:
        layer = getattr(nn, kind)(**arguments)
    if "init" in spec:
        initialize(layer, spec["init"])
    if not spec.get("requires_grad", True):
        layer.requires_grad_(False)
    state = torch.random.get_rng_state()
    with torch.no_grad():
        layer.eval()
        out = layer(torch.zeros((2, *shape)))
        layer.train()
    torch.random.set_rng_state(state)
    return layer, tuple(out.shape[1:])


def make_model(specs, shape):
    layers = []
    for spec in specs:
        layer, shape = make_layer(spec, shape)
        layers.append(layer)
    return nn.Sequential(*layers), shape


def make_data(data):
    g = torch.Generator().manual_seed(data["seed"])
    inputs = torch.randn((data["rows"], *data["shape"]), generator=g)
    if "classes" in data:
        # Learnable labels: the largest of a few random projections, so that losses really fall.
        flat = inputs.reshape(data["rows"], -1)
        targets = (flat @ torch.randn(flat.shape[1], data["classes"], generator=g)).argmax(1)
    else:
        flat = inputs.reshape(data["rows"], -1)
        targets = torch.tanh(flat @ torch.randn(flat.shape[1], data["out"], generator=g))
        if data.get("binary"):
            targets = (targets > 0).float()
    return inputs, targets


def make_optimizer(spec, parameters):
    arguments = {k: (tuple(v) if isinstance(v, list) else v) for k, v in spec.items() if k != "type"}
    return getattr(torch.optim, spec["type"])(parameters, **arguments)


def watch_masks(model, masks):
    """Keeps the first row's mask of every top-level Dropout: the same draws over ones, and back."""

    def hook(name):
        def before(module, arguments):
            if module.training:
                state = torch.random.get_rng_state()
                kept = nn.functional.dropout(torch.ones_like(arguments[0]), module.p)
                torch.random.set_rng_state(state)
                masks.setdefault(name, []).append((kept[0] != 0).int().flatten().tolist())

        return before

    for name, module in model.named_children():
        if isinstance(module, nn.Dropout):
            module.register_forward_pre_hook(hook(name))


def run(program, inputs, targets, dtype):
    torch.manual_seed(program["seed"])
    model, _ = make_model(program["model"], inputs.shape[1:])
    initial = {name: p.detach().clone() for name, p in model.named_parameters()}
    model = model.to(dtype)
    inputs = inputs.to(dtype)
    targets = targets.to(dtype) if targets.is_floating_point() else targets
    loss_spec = dict(program["loss"])
    l2 = loss_spec.pop("l2", 0)
    criterion = getattr(nn, loss_spec.pop("type"))(**loss_spec)
    optimizer = make_optimizer(program["optimizer"], [p for p in model.parameters() if p.requires_grad])
    scheduler = None
    if "scheduler" in program:
        arguments = {k: v for k, v in program["scheduler"].items() if k != "type"}
        scheduler = getattr(torch.optim.lr_scheduler, program["scheduler"]["type"])(optimizer, **arguments)
    shuffler = torch.Generator().manual_seed(program["seed"])
    rows, batch = inputs.shape[0], program["batch_size"]
    losses, batches, first, step = [], [], None, 0
    masks = {}
    watch_masks(model, masks)
    while step < program["steps"]:
        order = torch.randperm(rows, generator=shuffler) if program.get("shuffle", True) else torch.arange(rows)
        for start in range(0, rows, batch):
            index = order[start:start + batch]
            if len(index) < batch and program.get("drop_last", False) or step >= program["steps"]:
                continue
            batches.append(index.tolist())
            out = model(inputs[index])
            loss = criterion(out, targets[index])
            if l2:
                weights = [m.weight for m in model.modules() if isinstance(m, (nn.Linear, nn.Conv1d, nn.Conv2d))]
                loss = loss + l2 * sum((w**2).sum() for w in weights)
            optimizer.zero_grad()
            loss.backward()
            if "clip_grad_norm" in program:
                nn.utils.clip_grad_norm_(model.parameters(), program["clip_grad_norm"]["max_norm"])
            if first is None:
                first = {
                    "output": out.detach().flatten().tolist(),
                    "gradients": {n: p.grad.flatten().tolist() for n, p in model.named_parameters() if p.grad is not None},
                }
            optimizer.step()
            if scheduler:
                scheduler.step()
            losses.append(loss.item())
            step += 1
    model.eval()
    with torch.no_grad():
        evaluated = model(inputs[: min(rows, 64)]).flatten().tolist()
        final = criterion(model(inputs), targets).item()
    first["batches"] = batches[:WATCHED]
    first["masks"] = {name: kept[:WATCHED] for name, kept in masks.items()}
    return initial, first, losses, model.state_dict(), evaluated, final


def horizon(a, b):
    for step, (x, y) in enumerate(zip(a, b)):
        if not abs(x - y) <= 1e-5 * max(abs(y), 0.1):
            return step
    return len(a)


def main(programs_path, out_dir):
    out = Path(out_dir)
    out.mkdir(parents=True, exist_ok=True)
    for program in json.loads(Path(programs_path).read_text()):
        inputs, targets = make_data(program["data"])
        initial, first, losses, state, evaluated, _ = run(program, inputs, targets, torch.float32)
        _, _, exact, exact_state, _, _ = run(program, inputs, targets, torch.float64)
        reach = horizon(losses, exact)
        finals = []
        if reach < len(losses):
            finals = [run({**program, "seed": seed}, inputs, targets, torch.float32)[-1] for seed in SEEDS]
        record = {
            "program": program,
            "inputs": inputs.flatten().tolist(),
            "targets": targets.flatten().tolist(),
            "initial": {n: {"shape": list(p.shape), "data": p.flatten().tolist()} for n, p in initial.items()},
            "first": first,
            "losses": losses,
            "horizon": reach,
            "finals": finals,  # by seed; whole training set, eval mode, no penalty
            # `settled`: float32 and float64 agree on it. A bias before batch norm, for one, has no gradient but rounding.
            "state": {
                n: {
                    "shape": list(p.shape),
                    "data": p.flatten().tolist(),
                    "settled": torch.allclose(p.double(), exact_state[n].double(), rtol=1e-4, atol=1e-4),
                }
                for n, p in state.items()
            },
            "evaluated": evaluated,
        }
        (out / f"{program['name']}.json").write_text(json.dumps(record))
        print(f"{program['name']}: {len(losses)} steps, horizon {record['horizon']}, loss {losses[0]:.4f} -> {losses[-1]:.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
