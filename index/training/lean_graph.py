"""Rewrite the int8 graph of an encoder with the operations that onnxruntime runs fastest, its weights as they are.

    python -m index.training.lean_graph SOURCE.onnx TARGET.onnx [--unpadded]

Of what onnxruntime's own optimizer leaves, measured on one core with AVX-512: SkipLayerNormalization takes seven times
what Add and LayerNormalization take, QAttention multiplies each head by itself where one product of all heads is
faster, and attention in plain products moves its tensors about. What comes out differs by rounding only; it must be run
with graph optimisation off, which would put the slow operations back. ``--unpadded`` is for a graph that is given texts
of one length at a time: it then asks for no mask, and attention has none to add.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

MICROSOFT = "com.microsoft"


class Graph:
    """An ONNX graph under change: nodes by the name of what they give."""

    def __init__(self, path: Path) -> None:
        import onnx

        self.model = onnx.load(path)
        self.nodes: list[Any] = list(self.model.graph.node)
        self.weights = {one.name: one for one in self.model.graph.initializer}

    def producer(self, name: str) -> Any | None:
        """The node that gives a tensor; None for inputs and weights."""
        return next((node for node in self.nodes if name in node.output), None)

    def users(self, name: str) -> list[Any]:
        """The nodes that take a tensor."""
        return [node for node in self.nodes if name in node.input]

    def put(self, old: Any, *new: Any) -> None:
        """New nodes in the place of one."""
        at = next(i for i, node in enumerate(self.nodes) if node is old)
        self.nodes[at : at + 1] = list(new)

    def value(self, name: str) -> np.ndarray | None:
        """What a weight holds; None for what is no weight."""
        from onnx import numpy_helper

        return numpy_helper.to_array(self.weights[name]) if name in self.weights else None

    def weight(self, name: str, value: np.ndarray) -> str:
        """A new weight, or the one of that name with another value."""
        from onnx import numpy_helper

        self.weights[name] = numpy_helper.from_array(value, name)
        return name

    def save(self, path: Path) -> None:
        """Write what leads to the outputs, and nothing else."""
        import onnx

        wanted = {one.name for one in self.model.graph.output}
        kept = []
        for node in reversed(self.nodes):
            if wanted.intersection(node.output):
                kept.append(node)
                wanted.update(node.input)
        del self.model.graph.node[:], self.model.graph.initializer[:], self.model.graph.value_info[:]
        inputs = [one for one in self.model.graph.input if one.name in wanted]
        del self.model.graph.input[:]
        self.model.graph.input.extend(inputs)
        self.model.graph.node.extend(reversed(kept))
        self.model.graph.initializer.extend(one for name, one in self.weights.items() if name in wanted)
        onnx.checker.check_model(self.model)
        onnx.save(self.model, path)


def lean(source: Path, target: Path, padded: bool = True) -> None:
    """Write the graph at ``source`` with the faster operations to ``target``; not ``padded``, without its mask."""
    import onnxruntime as ort

    with tempfile.TemporaryDirectory() as folder:
        fused = Path(folder) / "fused.onnx"
        options = ort.SessionOptions()
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = str(fused)
        ort.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])
        graph = Graph(fused)
    for node in list(graph.nodes):
        if node.op_type == "QAttention":
            _all_heads_at_once(graph, node)
    for node in list(graph.nodes):
        if node.op_type == "Softmax" and graph.users(node.output[0]):  # the other gives an output of the graph
            _one_attention(graph, node, padded)
    for node in list(graph.nodes):
        if node.op_type == "SkipLayerNormalization":
            _plain_norm(graph, node)
        elif node.op_type == "BiasGelu":
            _plain_gelu(graph, node)
    for node in list(graph.nodes):
        if node.op_type == "Add":
            _bias_inside(graph, node)
    graph.save(target)


def _product(x: str, weight: str, scale: str, zero: str, bias: str, out: str, name: str) -> Any:
    from onnx import helper

    return helper.make_node("DynamicQuantizeMatMul", [x, weight, scale, zero, bias], [out], name, domain=MICROSOFT)


def _attention(qkv: str, sizes: str, mask: str, heads: int, out: str) -> list[Any]:
    from onnx import helper

    q, k, v = (f"{out}_{part}" for part in "qkv")
    return [
        helper.make_node("Split", [qkv, sizes], [q, k, v], axis=2),
        helper.make_node("MultiHeadAttention", [q, k, v, "", mask], [out], domain=MICROSOFT, num_heads=heads),
    ]


def _all_heads_at_once(graph: Graph, node: Any) -> None:
    """QAttention -> one int8 product for queries, keys and values of all heads, and the attention in float."""
    quantised, weight, bias, _, scale, mask, _, zero = list(node.input)[:8]
    quantise = graph.producer(quantised)
    heads = next(a.i for a in node.attribute if a.name == "num_heads")
    width = graph.value(bias).shape[0] // 3  # type: ignore[union-attr]
    out = node.output[0]
    sizes = graph.weight("heads_split", np.array([width] * 3, np.int64))
    factors = [user for user in graph.users(out) if user.op_type == "Mul" and user.input[1] in graph.weights]
    if len(factors) == len(graph.users(out)) == 1:  # what smooths the values is part of the weights that give them
        factor = np.concatenate([np.ones(2 * width, np.float32), graph.value(factors[0].input[1])])
        scale = graph.weight(f"{scale}_smoothed", graph.value(scale) * factor)
        bias = graph.weight(f"{bias}_smoothed", graph.value(bias) * factor)
        graph.nodes = [one for one in graph.nodes if one is not factors[0]]
        out = factors[0].output[0]
    product = _product(quantise.input[0], weight, scale, zero, bias, f"{out}_qkv", node.name)  # type: ignore[union-attr]
    graph.put(node, product, *_attention(product.output[0], sizes, mask, heads, out))


def _one_attention(graph: Graph, softmax: Any, padded: bool) -> None:
    """Products, scale, mask and softmax, with the moves between them -> one node. The mask is 0 or a large negative
    number for each key."""
    masked = graph.producer(softmax.input[0])
    scaled = graph.producer(masked.input[0])  # type: ignore[union-attr]
    scores = graph.producer(scaled.input[0])  # type: ignore[union-attr]
    moved = graph.producer(scores.input[0])  # type: ignore[union-attr]
    shaped = graph.producer(moved.input[0])  # type: ignore[union-attr]
    split = graph.producer(shaped.input[0])  # type: ignore[union-attr]
    last = softmax
    for kind in ("MatMul", "Transpose", "Reshape"):
        (last,) = graph.users(last.output[0])
        assert last.op_type == kind, last.op_type
    assert split.op_type == "Split", split.op_type  # type: ignore[union-attr]
    mask = _keys_seen(graph) if padded else ""
    heads = _heads(graph, shaped)
    graph.put(last, *_attention(split.input[0], split.input[1], mask, heads, last.output[0]))


def _keys_seen(graph: Graph) -> str:
    """The mask as the attention takes it: 1 for what is seen."""
    from onnx import TensorProto, helper

    name = "keys_seen"
    if graph.producer(name) is None:
        given = next(one.name for one in graph.model.graph.input if one.name.endswith("mask"))
        graph.nodes.insert(0, helper.make_node("Cast", [given], [name], to=TensorProto.INT32))
    return name


def _heads(graph: Graph, reshape: Any) -> int:
    """The heads that a reshape to (texts, tokens, heads, size) makes."""
    known = graph.value(reshape.input[1])
    if known is None:
        concat = graph.producer(reshape.input[1])
        known = graph.value(concat.input[2])  # type: ignore[union-attr]
        return int(known.reshape(-1)[0])  # type: ignore[union-attr]
    return int(known[2])


def _plain_norm(graph: Graph, node: Any) -> None:
    """SkipLayerNormalization -> Add and LayerNormalization."""
    from onnx import helper

    x, skip, gain, shift, *bias = node.input
    out = node.output[0]
    epsilon = next(a.f for a in node.attribute if a.name == "epsilon")
    new = []
    if bias and bias[0]:
        new.append(helper.make_node("Add", [x, bias[0]], [f"{out}_biased"]))
        x = f"{out}_biased"
    new.append(helper.make_node("Add", [x, skip], [f"{out}_sum"]))
    new.append(helper.make_node("LayerNormalization", [f"{out}_sum", gain, shift], [out], axis=-1, epsilon=epsilon))
    graph.put(node, *new)


def _plain_gelu(graph: Graph, node: Any) -> None:
    """BiasGelu -> Add, which then becomes part of the product before it, and Gelu."""
    from onnx import helper

    out = node.output[0]
    added = helper.make_node("Add", list(node.input), [f"{out}_biased"])
    graph.put(node, added, helper.make_node("Gelu", [f"{out}_biased"], [out], domain=MICROSOFT))


def _bias_inside(graph: Graph, node: Any) -> None:
    """A product and the bias added to it -> the product with its bias."""
    for x, bias in (node.input, reversed(node.input)):
        product = graph.producer(x)
        value = graph.value(bias)
        if product is None or product.op_type != "DynamicQuantizeMatMul" or value is None or value.ndim != 1:
            continue
        if len(graph.users(x)) > 1 or (len(product.input) > 4 and product.input[4]):
            continue
        whole = _product(*list(product.input)[:4], bias, node.output[0], product.name)
        graph.put(node, whole)
        return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--unpadded", action="store_true")
    args = parser.parse_args()
    lean(args.source, args.target, padded=not args.unpadded)


if __name__ == "__main__":
    main()
