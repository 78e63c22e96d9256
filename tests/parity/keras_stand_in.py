"""Run printed Keras scripts without Keras, which Debian does not have, for keras.test.ts.

Usage: python3 keras_stand_in.py FOLDER

A stand-in takes the place of the module: it notes what is built, works out shapes and counts parameters as Keras's
documentation says; NumPy and the data are real. FOLDER/<name>.json gets what each FOLDER/<name>.py has built.
"""
import ast
import json
import math
import sys
import traceback
import types
from pathlib import Path


class Made:
    """Whatever keras.….Name(…) returns."""

    def __init__(self, kind, args=(), kwargs=None):
        self.kind, self.args, self.kwargs = kind, args, kwargs or {}

    def get_weights(self):
        return self

    def set_weights(self, learnt):
        assert trained(learnt) and not trained(self)
        assert (learnt.kind, learnt.args) == (self.kind, self.args)
        self.learnt = True


def trained(layer):
    return any(layer in model.layers for model in Model.fitted_ones)


class Layer(Made):
    """Base of the scripts' own layers."""

    def __init__(self):
        super().__init__(type(self).__name__)


class Schedule:
    pass


class Model:
    fitted_ones = []

    def __init__(self, layers):
        first = layers[0] if layers and layers[0].kind == "Input" else None
        self.input, self.layers = first, layers[1:] if first else layers

    def compile(self, **given):
        self.compiled = given

    def fit(self, inputs, targets, **given):
        Model.fitted_ones.append(self)
        self.fitted = {"inputs": list(inputs.shape), "targets": list(targets.shape), **given}


class Names(types.ModuleType):
    """keras, keras.layers, …: names with a capital build something, others are modules or functions."""

    def __getattr__(self, name):
        if name == "Layer":
            return Layer
        if name == "LearningRateSchedule":
            return Schedule
        if name == "Sequential":
            return Model
        if name[0].isupper():
            return lambda *args, **kwargs: Made(name, args, kwargs)
        return Names(f"{self.__name__}.{name}")

    def __call__(self, *args, **kwargs):
        return Made(self.__name__, args, kwargs)


def pair(value, count):
    return list(value) if isinstance(value, tuple) else [value] * count


def spatial(shape, kernel, strides, padding="valid"):
    """Sizes behind a window that slides; channels come last."""
    sizes = []
    for size, k, s in zip(shape[:-1], kernel, strides):
        sizes.append(math.ceil(size / s) if padding == "same" else (size - k) // s + 1)
    return sizes


def behind(layer, shape):
    """Shape of a row behind a layer, and how many parameters it has."""
    kind, given, first = layer.kind, layer.kwargs, layer.args[0] if layer.args else None
    axes = len(shape) - 1
    if kind == "Residual":
        out, count = chain(layer.block.layers, shape)
        assert out == shape
        return out, count
    if kind == "Dense":
        return shape[:-1] + [first], (shape[-1] + given.get("use_bias", True)) * first
    if kind.startswith("Conv"):
        kernel = pair(layer.args[1], axes)
        sizes = spatial(shape, kernel, pair(given.get("strides", 1), axes), given.get("padding", "valid"))
        return sizes + [first], (math.prod(kernel) * shape[-1] + given.get("use_bias", True)) * first
    if kind.startswith("ZeroPadding"):
        return [size + 2 * first for size in shape[:-1]] + shape[-1:], 0
    if kind.startswith(("MaxPooling", "AveragePooling")):
        kernel = pair(first, axes)
        return spatial(shape, kernel, pair(given.get("strides", first), axes)) + shape[-1:], 0
    if kind.startswith("GlobalAveragePooling"):
        return [1] * axes + shape[-1:], 0
    if kind.startswith("AdaptiveAveragePooling"):
        return [first] * axes + shape[-1:], 0
    if kind == "BatchNormalization":
        return shape, 2 * shape[-1] * given.get("scale", True)
    if kind == "LayerNormalization":
        axis = given.get("axis", -1)
        sizes = [shape[-1] if a == -1 else shape[a - 1] for a in (axis if isinstance(axis, list) else [axis])]
        return shape, 2 * math.prod(sizes) * given.get("scale", True)
    if kind == "Permute":
        return [shape[axis - 1] for axis in first], 0
    if kind == "Flatten":
        return [math.prod(shape)], 0
    assert kind in ("Activation", "ReLU", "LeakyReLU", "ELU", "Softmax", "Dropout"), kind
    return shape, 0


def chain(layers, shape):
    total = 0
    for layer in layers:
        shape, count = behind(layer, shape)
        total += count
    return shape, total


def limits(layers, shape):
    """Of weights drawn uniformly: the limit, and how many numbers go into one output."""
    found = []
    for layer in layers:
        if layer.kind == "Residual":
            found += limits(layer.block.layers, shape)
        begin = layer.kwargs.get("kernel_initializer")
        if begin is not None and begin.kind == "RandomUniform":
            kernel = pair(layer.args[1], len(shape) - 1) if layer.kind.startswith("Conv") else []
            found.append([begin.args[1], math.prod(kernel) * shape[-1]])
        shape, _ = behind(layer, shape)
    return found


def told(layer):
    if layer.kind == "Residual":
        return {"Residual": [told(inner) for inner in layer.block.layers]}
    name = layer.args[0] if layer.kind == "Activation" else None
    return {layer.kind: name if isinstance(name, str) else None}


def run(source):
    tree = ast.parse(source)
    keras = Names("keras")
    sys.modules["keras"] = keras
    sys.modules["keras.layers"] = keras.layers = Names("keras.layers")
    space = {"__name__": "__main__"}
    exec(compile(tree, "script", "exec"), space)
    model = space["model"]
    layers = model.layers
    shape = list(model.input.args[0])
    assert shape == model.fitted["inputs"][1:], (shape, model.fitted["inputs"])
    out, parameters = chain(layers, shape)
    return {
        "layers": [told(layer) for layer in layers],
        "outputs": out,
        "limits": limits(layers, shape),
        "parameters": parameters,
        "optimizer": model.compiled["optimizer"].kind,
        "rate": type(model.compiled["optimizer"].kwargs["learning_rate"]).__name__,
        "loss": model.compiled["loss"].kind,
        "rows": model.fitted["inputs"][0],
        "targets": model.fitted["targets"],
        "batch_size": model.fitted["batch_size"],
        "epochs": model.fitted["epochs"],
        "validates": "validation_data" in model.fitted,
        "borrowed": [list(told(layer))[0] for layer in layers if getattr(layer, "learnt", False)],
        "source": space["source"].fitted["epochs"] if "source" in space else None,
    }


for path in sorted(Path(sys.argv[1]).glob("*.py")):
    try:
        answer = run(path.read_text())
    except Exception:
        answer = {"error": traceback.format_exc(limit=-4)}
    path.with_suffix(".json").write_text(json.dumps(answer))
