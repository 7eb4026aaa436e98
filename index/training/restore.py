"""The shipped int8 ONNX files back into a torch checkpoint, from which training can go on (``train.py --start``).

python -m index.training.restore --model index/models/tagger --base FOLDER --out FILE.pt

Weights come back to within half a step of int8. The tables that training leaves alone are taken from the base encoder.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from index.training.crf import FORBIDDEN
from index.training.model import Model

QUANTISED = "_quantized"
PRODUCTS = ("MatMulInteger", "DynamicQuantizeMatMul", "MatMulIntegerToFloat")


def weights_of(path: Path) -> dict[str, np.ndarray]:
    """The parameters that a graph exported by ``export.py`` holds, under their names in the torch model."""
    graph = onnx.load(str(path)).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {name: value for name, value in held.items() if name.endswith((".weight", ".bias"))}
    for name in held:
        if name.endswith(QUANTISED) and ".weight" in name:
            plain = name.removesuffix(QUANTISED)
            value = _dequantised(held, plain)
            transposed = plain.endswith("_Transposed")
            found[plain.removesuffix("_Transposed")] = value.T if transposed else value
    smoothed = {n.output[0]: held[n.input[1]] for n in graph.node if n.op_type == "Mul" and n.input[1] in held}
    for node in graph.node:
        if node.op_type in PRODUCTS and node.input[1].startswith("onnx::MatMul"):
            layer = node.name.strip("/").rsplit("/", 1)[0].replace("/", ".")
            weight = _dequantised(held, node.input[1].removesuffix(QUANTISED))
            factor = smoothed.get(node.input[0])  # of smoothing.py: the weights carry its inverse
            found[layer + ".weight"] = (weight if factor is None else weight * factor[:, None]).T
    return found


def _dequantised(held: dict[str, np.ndarray], name: str) -> np.ndarray:
    levels = held[name + QUANTISED].astype(np.float32) - held[name + "_zero_point"].astype(np.float32)
    return levels * held[name + "_scale"]


def restore(folder: Path, base: Path) -> Model:
    """The model of a folder of shipped files. Raises RuntimeError where a parameter is missing or misshapen."""
    model = Model()
    model.tagger.encoder.load_minilm(base)
    state = {name: value for name, value in model.state_dict().items() if "block" in name}
    for name in ("word", "position", "kind"):
        state[f"tagger.encoder.{name}.weight"] = model.state_dict()[f"tagger.encoder.{name}.weight"]
    for graph in ("tagger", "roles"):
        for name, value in weights_of(folder / f"{graph}.onnx").items():
            name = name if name in model.state_dict() else f"{graph}.{name}"  # the graph of the roles leaves it out
            if name not in state:
                state[name] = torch.from_numpy(np.ascontiguousarray(value))
    numbers = json.loads((folder / "parameters.json").read_text(encoding="utf8"))
    for name in ("cue", "role"):
        for mine, theirs in (("transitions", "block"), ("start", "block_first")):
            scores = torch.tensor(numbers[f"{name}_{mine}"])
            blocked = state[f"{name}_crf.{theirs}"] == FORBIDDEN
            state[f"{name}_crf.{mine}"] = torch.where(blocked, 0.0, scores)
    model.load_state_dict(state)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.save(restore(args.model, args.base).state_dict(), args.out)


if __name__ == "__main__":
    main()
