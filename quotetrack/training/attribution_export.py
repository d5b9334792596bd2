"""From float weights to the ONNX file of a model directory, and back.

The graph is written node by node rather than traced, so that it holds onnxruntime's fused operators and that its
initialisers keep our names: `read_weights` gets float weights back from a shipped model, to fine-tune it further.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
import onnx
import onnxruntime
from attrs import define, field, frozen
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from quotetrack.errors import ModelError
from quotetrack.lang.cards import CARD, read_card
from quotetrack.training.attribution_shape import HEADS, Shape, Sized, shape_of

Array = NDArray[Any]
Form = Literal["float", "int8", "block"]
CONTRIB = "com.microsoft"
BLOCK = 64  # weights and activations of a row share a scale within so many values
EPSILON = 1e-12
MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
QKV = ("query", "key", "value")
GRAMMAR = "grammar"  # the output of the grammar heads
IR_VERSION, OPSET = 9, 17


@frozen
class Precision:
    """Is the arithmetic of each kind of matrix.

    ``float``: 32 bit. ``int8``: weights by column, activations by one scale for the whole batch. ``block``: both in
    blocks of `BLOCK`, which loses almost nothing.
    """

    attention: Form = "int8"
    output: Form = "int8"
    inner: Form = "int8"
    outer: Form = "int8"
    heads: Form = "float"


@frozen
class GrammarHeads:
    """Is what the card says of the grammar heads: the tags they tell apart, and the layers they read, from 1."""

    tags: tuple[str, ...]
    layers: tuple[int, ...]


@define
class Graph:
    """Is a graph being written."""

    nodes: list[onnx.NodeProto] = field(factory=list)
    tensors: dict[str, Array] = field(factory=dict)

    def add(self, operator: str, inputs: list[str], output: str, *, domain: str = "", **attributes: Any) -> str:
        """Append a node with one output and return that output's name."""
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def keep(self, name: str, array: Array) -> str:
        """Store a constant and return its name."""
        self.tensors[name] = array
        return name

    def linear(self, given: str, name: str, weight: Array, bias: Array, form: Form) -> str:
        """Multiply by ``weight.T`` [inputs, outputs] and add the bias, in the arithmetic asked for."""
        offset = self.keep(f"{name}.bias", bias)
        if form == "float":
            product = self.add("MatMul", [given, self.keep(f"{name}.weight.T", weight.T.copy())], f"{name}.product")
            return self.add("Add", [product, offset], f"{name}.out")
        if form == "int8":
            numbers, scale = quantise_rows(weight)
            parts = [
                self.keep(f"{name}.weight.T.int8", numbers.T.copy()),
                self.keep(f"{name}.weight.T.scale", scale[:, 0]),
                self.keep(f"{name}.weight.T.zero", np.zeros(len(scale), np.int8)),
            ]
            return self.add("DynamicQuantizeMatMul", [given, *parts, offset], f"{name}.out", domain=CONTRIB)
        numbers, scale = quantise_blocks(weight)
        parts = [self.keep(f"{name}.weight.block8", numbers), self.keep(f"{name}.weight.scale", scale)]
        return self.add(
            "MatMulNBits",
            [given, *parts, "", "", offset],
            f"{name}.out",
            domain=CONTRIB,
            K=weight.shape[1],
            N=weight.shape[0],
            bits=8,
            block_size=BLOCK,
            accuracy_level=4,
        )


def quantise_rows(weight: Array) -> tuple[Array, Array]:
    """Return int8 numbers and one float scale a row, so that ``numbers * scale`` is the weight to half a step."""
    scale = np.maximum(np.abs(weight).max(1, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.round(weight / scale).astype(np.int8), scale


def quantise_blocks(weight: Array) -> tuple[Array, Array]:
    """Return [rows, blocks, BLOCK] numbers around 128 and [rows * blocks] scales, as MatMulNBits reads them."""
    blocks = weight.reshape(weight.shape[0], -1, BLOCK)
    scale = np.maximum(np.abs(blocks).max(2) / 127, 1e-12).astype(np.float32)
    numbers = np.round(blocks / scale[..., None]) + 128
    return numbers.astype(np.uint8), scale.reshape(-1)


def layer_output(number: int) -> str:
    """Return the name of the states that a layer, counted from 1, hands on."""
    return f"layers.{number - 1}.norm2.out"


def build(
    weights: Mapping[str, Array], shape: Shape, precision: Precision, grammar: GrammarHeads | None = None
) -> onnx.ModelProto:
    """Write the network as an ONNX model: ids, mask, feat [batch, length] -> tag, q, k, q2, k2 (, grammar)."""
    graph = Graph()
    numbers, scale = quantise_rows(weights["words.weight"])
    found = graph.add("Gather", [graph.keep("words.weight.int8", numbers), "ids"], "words.numbers")
    graph.add("Cast", [found], "words.float", to=TensorProto.FLOAT)
    graph.add("Gather", [graph.keep("words.weight.scale", scale), "ids"], "words.scales")
    graph.add("Mul", ["words.float", "words.scales"], "words.out")
    graph.add("Gather", [graph.keep("features.weight", weights["features.weight"]), "feat"], "features.out")
    graph.add("Shape", ["ids"], "length", start=1, end=2)
    table = graph.keep("positions.weight", weights["positions.weight"])
    zero, axis = graph.keep("zero", np.zeros(1, np.int64)), graph.keep("axis", np.zeros(1, np.int64))
    graph.add("Slice", [table, zero, "length", axis], "positions.out")
    graph.add("Add", ["words.out", "features.out"], "embedded.words")
    graph.add("Add", ["embedded.words", "positions.out"], "embedded.sum")
    hidden = _normalise(graph, ["embedded.sum"], "norm", weights)
    graph.add("Cast", ["mask"], "mask.int32", to=TensorProto.INT32)
    for number in range(shape.layers):
        hidden = _layer(graph, hidden, f"layers.{number}", weights, shape, precision)
    joined = np.concatenate([weights[f"{h}.weight"] for h in HEADS])
    biases = np.concatenate([weights[f"{h}.bias"] for h in HEADS])
    out = graph.linear(hidden, "heads", joined, biases, precision.heads)
    sizes = graph.keep("heads.sizes", np.array([len(weights[f"{h}.bias"]) for h in HEADS], np.int64))
    graph.nodes.append(helper.make_node("Split", [out, sizes], list(HEADS), name="heads.split", axis=-1))
    given = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("ids", "mask", "feat")]
    made = [
        helper.make_tensor_value_info(h, TensorProto.FLOAT, ["batch", "length", len(weights[f"{h}.bias"])])
        for h in HEADS
    ]
    if grammar is not None:
        size = _grammar(graph, weights, grammar, precision)
        made.append(helper.make_tensor_value_info(GRAMMAR, TensorProto.FLOAT, ["batch", "length", size]))
    constants = [numpy_helper.from_array(array, name) for name, array in graph.tensors.items()]
    body = helper.make_graph(graph.nodes, "attribution", given, made, constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=IR_VERSION, producer_name="quotetrack")


def _grammar(graph: Graph, weights: Mapping[str, Array], grammar: GrammarHeads, precision: Precision) -> int:
    """Append the grammar heads and return how many scores they give."""
    states = graph.add("Concat", [layer_output(number) for number in grammar.layers], "grammar.states", axis=-1)
    parts = {name: weights[f"grammar.{name}"] for name in ("inner.weight", "inner.bias", "outer.weight", "outer.bias")}
    inner = graph.linear(states, "grammar.inner", parts["inner.weight"], parts["inner.bias"], precision.inner)
    inner = graph.add("Gelu", [inner], "grammar.gelu", domain=CONTRIB)
    outer = graph.linear(inner, "grammar.outer", parts["outer.weight"], parts["outer.bias"], precision.heads)
    graph.nodes.append(helper.make_node("Identity", [outer], [GRAMMAR], name=GRAMMAR))
    return len(parts["outer.bias"])


def _normalise(graph: Graph, given: list[str], name: str, weights: Mapping[str, Array]) -> str:
    """Normalise one tensor, or the sum of two (apart: onnxruntime's fused operator takes three times as long)."""
    total = given[0] if len(given) == 1 else graph.add("Add", given, f"{name}.sum")
    parts = [graph.keep(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias")]
    return graph.add("LayerNormalization", [total, *parts], f"{name}.out", axis=-1, epsilon=EPSILON)


def _layer(
    graph: Graph, hidden: str, name: str, weights: Mapping[str, Array], shape: Shape, precision: Precision
) -> str:
    parts = [f"{name}.{part}" for part in QKV]
    joined = np.concatenate([weights[f"{p}.weight"] for p in parts])
    biases = np.concatenate([weights[f"{p}.bias"] for p in parts])
    together = graph.linear(hidden, f"{name}.qkv", joined, biases, precision.attention)
    thirds = graph.keep("thirds", np.full(3, shape.width, np.int64))
    outputs = [f"{p}.out" for p in parts]
    graph.nodes.append(helper.make_node("Split", [together, thirds], outputs, name=f"{name}.split", axis=-1))
    mixed = graph.add(
        "MultiHeadAttention",
        [*(f"{p}.out" for p in parts), "", "mask.int32"],
        f"{name}.mixed",
        domain=CONTRIB,
        num_heads=shape.heads,
    )
    mixed = graph.linear(
        mixed, f"{name}.output", weights[f"{name}.output.weight"], weights[f"{name}.output.bias"], precision.output
    )
    hidden = _normalise(graph, [mixed, hidden], f"{name}.norm1", weights)
    inner = graph.linear(
        hidden, f"{name}.inner", weights[f"{name}.inner.weight"], weights[f"{name}.inner.bias"], precision.inner
    )
    inner = graph.add("Gelu", [inner], f"{name}.gelu", domain=CONTRIB)
    outer = graph.linear(
        inner, f"{name}.outer", weights[f"{name}.outer.weight"], weights[f"{name}.outer.bias"], precision.outer
    )
    return _normalise(graph, [outer, hidden], f"{name}.norm2", weights)


def write_model(
    weights: Mapping[str, Array],
    shape: Shape,
    out: Path,
    *,
    tokenizer: Path,
    name: str,
    precision: Precision | None = None,
    grammar: GrammarHeads | None = None,
    stride: int | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write a model directory that `quotetrack.find.tagger.Tagger.load` reads: network, tokenizer and card.

    Args:
        weights: float weights under the network's names, `transitions` among them.
        tokenizer: the encoder's ``tokenizer.json``.
        grammar: which layers the grammar heads read and which tags they tell apart; `weights` holds the heads.
        stride: pieces between the beginnings of two windows; default: as the finder has it.
        facts: what the card says beside the files: articles, seeds, scores.
    """
    out.mkdir(parents=True, exist_ok=True)
    given = {key: np.asarray(array, np.float32) for key, array in weights.items()}
    onnx.save(build(given, shape, precision or Precision(), grammar), str(out / MODEL))
    if tokenizer.resolve() != (out / TOKENIZER).resolve():
        shutil.copyfile(tokenizer, out / TOKENIZER)
    files = {n: hashlib.sha256((out / n).read_bytes()).hexdigest() for n in (MODEL, TOKENIZER)}
    moves = [[round(float(score), 4) for score in row] for row in given["transitions"]]
    settings: dict[str, object] = {"transitions": moves, "heads": shape.heads}
    if stride is not None:
        settings["stride"] = stride
    if grammar is not None:
        settings["grammar"] = {"tags": grammar.tags, "layers": grammar.layers}
    card = {"name": name, "files": files, "settings": settings, **(facts or {})}
    (out / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_weights(path: Path) -> dict[str, Array]:
    """Return the float weights of a model directory of ours, so that a shipped model can be trained further.

    What was int8 comes back to half a step of its rounding, which training makes good within a few batches.

    Raises:
        ModelError: the directory is damaged, or its network was written by another recipe.
    """
    card = read_card(path)
    stored = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path / MODEL)).graph.initializer}
    try:
        out = {n: stored[n] for n in ("features.weight", "positions.weight", "norm.weight", "norm.bias")}
        out["words.weight"] = stored["words.weight.int8"] * stored["words.weight.scale"]
        layers = sum(name.endswith(".norm2.weight") for name in stored)
        for number in range(layers):
            name = f"layers.{number}"
            joined = zip(QKV, np.split(_float(stored, f"{name}.qkv"), 3), strict=True)
            out.update({f"{name}.{part}.weight": weight for part, weight in joined})
            biases = zip(QKV, np.split(stored[f"{name}.qkv.bias"], 3), strict=True)
            out.update({f"{name}.{part}.bias": bias for part, bias in biases})
            for part in ("output", "inner", "outer"):
                out[f"{name}.{part}.weight"] = _float(stored, f"{name}.{part}")
                out[f"{name}.{part}.bias"] = stored[f"{name}.{part}.bias"]
            for part in ("norm1", "norm2"):
                out.update({f"{name}.{part}.{p}": stored[f"{name}.{part}.{p}"] for p in ("weight", "bias")})
        cuts = np.cumsum(stored["heads.sizes"])[:-1]
        for part, array in (("weight", _float(stored, "heads")), ("bias", stored["heads.bias"])):
            out.update({f"{h}.{part}": a for h, a in zip(HEADS, np.split(array, cuts), strict=True)})
        settings = card["settings"]
        assert isinstance(settings, dict)
        out["transitions"] = np.array(settings["transitions"], np.float32)
    except (KeyError, ValueError) as error:
        raise ModelError(f"{path}: its network was not written by this recipe (no {error})") from error
    return {name: np.ascontiguousarray(array, np.float32) for name, array in out.items()}


def read_grammar(path: Path) -> tuple[dict[str, Array], GrammarHeads]:
    """Return the float weights of a model directory's grammar heads, under our names, and what its card says of them.

    Raises:
        ModelError: the model has none.
    """
    settings = read_card(path)["settings"]
    known = settings.get("grammar") if isinstance(settings, dict) else None
    if known is None:
        raise ModelError(f"{path}: has no grammar heads to learn from; run the recipe `grammar` first")
    stored = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path / MODEL)).graph.initializer}
    out: dict[str, Array] = {}
    for name in ("grammar.inner", "grammar.outer"):
        out[f"{name}.weight"], out[f"{name}.bias"] = _float(stored, name), stored[f"{name}.bias"]
    return out, GrammarHeads(tuple(known["tags"]), tuple(known["layers"]))


def read_shape(path: Path, weights: Mapping[str, Sized]) -> Shape:
    """Return the size of a model directory's network; `weights` are those that `read_weights` gave of it."""
    settings = read_card(path).get("settings")
    heads = settings.get("heads") if isinstance(settings, dict) else None
    return shape_of(weights, heads=heads)


def open_layers(path: Path, layers: Iterable[int], *, threads: int = 1) -> onnxruntime.InferenceSession:
    """Open a model directory's network so that it also tells the states of `layers`, each as its `layer_output`."""
    network = onnx.load(str(path / MODEL))
    for number in layers:
        states = helper.make_tensor_value_info(layer_output(number), TensorProto.FLOAT, ["batch", "length", None])
        network.graph.output.append(states)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(network.SerializeToString(), options)


def _float(stored: Mapping[str, Array], name: str) -> Array:
    """Return the weight [outputs, inputs] of a matrix that `Graph.linear` stored, as float."""
    if f"{name}.weight.T" in stored:
        return stored[f"{name}.weight.T"].T
    if f"{name}.weight.T.int8" in stored:
        return (stored[f"{name}.weight.T.int8"] * stored[f"{name}.weight.T.scale"]).T
    numbers = stored[f"{name}.weight.block8"].astype(np.float32) - 128
    return (numbers * stored[f"{name}.weight.scale"].reshape(*numbers.shape[:2], 1)).reshape(len(numbers), -1)
