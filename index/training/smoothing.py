"""Shift the outliers among the channels of a network into its weights, so that int8 loses less.

SmoothQuant (Xiao et al., 2023, arXiv:2211.10438) with the scale max(1, |x|max / (outlier median)): a few of the 384
channels are ten times larger than the rest and would set the step of the one scale that dynamic quantisation gives a
whole tensor.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

Feeds = dict[str, np.ndarray]


def smooth(source: Path, target: Path, feeds: Iterable[Feeds], outlier: float) -> None:
    """Divide the channels above ``outlier`` times the median channel before each product with weights, and multiply the
    rows of the weights by the same factor; channels are measured on ``feeds``, inputs of the float graph at
    ``source``."""
    import onnx
    from onnx import helper, numpy_helper

    maxima = _maxima(source, feeds)
    model = onnx.load(source)
    weights = {i.name: i for i in model.graph.initializer}
    targets = {n.output[0] for n in _weighted(model)}
    nodes = []
    for node in model.graph.node:
        if node.output[0] in targets:
            peak = maxima[node.input[0]]
            scale = np.maximum(1, peak / np.median(peak) / outlier).astype(np.float32)
            weight = numpy_helper.to_array(weights[node.input[1]]) * scale[:, None]
            weights[node.input[1]].CopyFrom(numpy_helper.from_array(weight, node.input[1]))
            name = f"{node.input[0]}_{node.name}_smoothed"
            model.graph.initializer.append(numpy_helper.from_array(1 / scale, name + "_factor"))
            nodes.append(helper.make_node("Mul", [node.input[0], name + "_factor"], [name], name=name + "_mul"))
            node.input[0] = name
        nodes.append(node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, target)


def _weighted(model: Any) -> list[Any]:
    names = {i.name for i in model.graph.initializer}
    return [n for n in model.graph.node if n.op_type in ("MatMul", "Attention") and n.input[1] in names]


def _maxima(path: Path, feeds: Iterable[Feeds]) -> dict[str, np.ndarray]:
    """Largest absolute value of each channel of each input of a product with weights."""
    import onnx
    import onnxruntime as ort
    from onnx import helper

    model = onnx.load(path)
    probes = sorted({n.input[0] for n in _weighted(model)})
    for name in probes:
        if name not in {one.name for one in model.graph.output}:
            model.graph.output.append(helper.make_empty_tensor_value_info(name))
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    maxima = {name: np.zeros(1, np.float32) for name in probes}
    for one in feeds:
        for name, value in zip(probes, session.run(probes, one), strict=True):
            maxima[name] = np.maximum(maxima[name], np.abs(value).reshape(-1, value.shape[-1]).max(0))
    return maxima
