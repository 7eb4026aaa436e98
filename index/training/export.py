"""Export a trained tagger to ONNX, int8 where asked.

python -m index.training.export --model FILE.pt --out FOLDER [--float] [--calibrate TEXTS.jsonl]
    [--cue-bias X] [--valid-threshold X]

TEXTS.jsonl has a ``text`` per line: on those of its first lines the outliers of the tagger's channels are measured.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from index.attribution.extraction.extractor import DISTANCES
from index.attribution.extraction.tagger import FOLDER
from index.attribution.extraction.tokenization import segment, windows
from index.training.lean_graph import lean
from index.training.model import Layer, Model, Roles, Tagger
from index.training.smoothing import smooth

CALIBRATED = 60  # texts
OUTLIER = 3.0  # times the median channel


def plain_attention(layer: Layer, x: torch.Tensor, bias: torch.Tensor, drop: float = 0.0) -> torch.Tensor:
    """The layer written with plain matrix products, which onnxruntime quantises and fuses."""
    n, t, d = x.shape
    size = d // layer.heads
    q, k, v = (y.reshape(n, t, layer.heads, size).transpose(1, 2) for y in layer.qkv(x).split(d, dim=2))
    a = torch.softmax(q @ k.transpose(2, 3) * size**-0.5 + bias, dim=3) @ v
    x = layer.norm1(x + layer.out(a.transpose(1, 2).reshape(n, t, d)))
    return layer.norm2(x + layer.down(nn.functional.gelu(layer.up(x))))


class TaggerGraph(nn.Module):
    """Tagger with probabilities for the tags."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(
        self, ids: torch.Tensor, shape: torch.Tensor, quote: torch.Tensor, mask: torch.Tensor, first: torch.Tensor
    ):  # type: ignore[no-untyped-def]
        states, tags, cues = self.tagger(ids, shape, quote, mask, first)
        return states, tags.softmax(-1), cues


class RolesGraph(nn.Module):
    """Roles with a float mask; ``known`` is what the heads read of a cue (``heads.py`` trains them on it)."""

    def __init__(self, roles: Roles) -> None:
        super().__init__()
        self.roles = roles

    def forward(self, states, tags, index, distance, mark, role_mask, ends):  # type: ignore[no-untyped-def]
        x, known = self.roles.read(states, tags, index, distance, mark, role_mask, ends)
        valid, claim = self.roles.valid(known).squeeze(1), self.roles.claim(known).squeeze(1)
        return self.roles.out(x), valid, self.roles.stance(known), claim, known


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="keep float32")
    parser.add_argument("--calibrate", type=Path, help="texts on which outliers are measured (smoothing.py)")
    parser.add_argument("--cue-bias", type=float, default=0.0)
    parser.add_argument("--valid-threshold", type=float, default=0.5)
    args = parser.parse_args()
    model = Model()
    model.load_state_dict({k: v.float() for k, v in torch.load(args.model).items()})
    model.eval()
    Layer.forward = plain_attention  # type: ignore[method-assign,assignment]
    args.out.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 2000, (2, 24))
    zeros = torch.zeros_like(ids)
    first = torch.arange(20).repeat(2, 1)
    window = {0: "windows", 1: "pieces"}
    cue_axes = {0: "cues", 1: "units"}
    jobs = {
        "tagger": (
            TaggerGraph(model.tagger),
            (ids, zeros, zeros, torch.ones(2, 24), first),
            ["ids", "shape", "quote", "mask", "first"],
            ["states", "tag_probabilities", "cue_scores"],
            {**dict.fromkeys(("ids", "shape", "quote", "mask"), window), "first": {0: "windows", 1: "units"}},
        ),
        "roles": (
            RolesGraph(model.roles),
            (
                torch.randn(40, 384),
                torch.rand(40, 7),
                torch.arange(20).repeat(3, 1),
                torch.full((3, 20), DISTANCES),
                torch.ones(3, 20, dtype=torch.long),
                torch.ones(3, 20),
                torch.zeros(3, 2, dtype=torch.long),
            ),
            ["states", "tags", "index", "distance", "mark", "role_mask", "ends"],
            ["labels", "valid", "stance", "claim", "known"],
            {
                "states": {0: "all"},
                "tags": {0: "all"},
                "ends": {0: "cues"},
                **dict.fromkeys(("index", "distance", "mark", "role_mask"), cue_axes),
            },
        ),
    }
    for name, (graph, inputs, names, outputs, axes) in jobs.items():
        target = args.out / f"{name}.onnx"
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder) / "raw.onnx"
            with torch.no_grad():
                torch.onnx.export(
                    graph,
                    inputs,
                    str(raw),
                    input_names=names,
                    output_names=outputs,
                    dynamic_axes=axes,
                    opset_version=17,
                    dynamo=False,
                )
            fused, quantised = Path(folder) / "fused.onnx", Path(folder) / "int8.onnx"
            _fuse(raw, fused)
            if args.calibrate and name == "tagger":
                smooth(fused, fused, _windows(args.calibrate), OUTLIER)
            if args.float:
                quantised = fused
            else:
                from onnxruntime.quantization import QuantType, quantize_dynamic

                quantize_dynamic(
                    str(fused),
                    str(quantised),
                    per_channel=True,
                    weight_type=QuantType.QInt8,
                    reduce_range=True,  # 7 bits: processors without VNNI saturate otherwise
                    extra_options={"DefaultTensorType": 1},  # fused nodes have no shape inference; all are float32
                )
            # Windows are read in batches of one length, the paragraphs of cues in padded ones.
            lean(quantised, target, padded=name == "roles")
        print(target, target.stat().st_size)
    with torch.no_grad():
        numbers = dict(zip(("cue_transitions", "cue_start"), (x.tolist() for x in model.cue_crf.scores()), strict=True))
        numbers |= dict(
            zip(("role_transitions", "role_start"), (x.tolist() for x in model.role_crf.scores()), strict=True)
        )
    numbers |= {"cue_bias": args.cue_bias, "valid_threshold": args.valid_threshold}
    (args.out / "parameters.json").write_text(json.dumps(numbers, indent=1) + "\n")


def _windows(path: Path) -> Iterator[dict[str, np.ndarray]]:
    """The tagger's inputs for the windows of the first texts of a file."""
    tokenizer = Tokenizer.from_file(str(FOLDER / "minilm" / "tokenizer.json"))

    def pieces(words: Sequence[str]) -> list[list[int]]:
        return [one.ids for one in tokenizer.encode_batch(list(words), add_special_tokens=False)]

    with path.open(encoding="utf-8") as file:
        for line in islice(file, CALIBRATED):
            for one in windows(segment(json.loads(line)["text"], pieces)):
                feeds = {name: getattr(one, name)[None] for name in ("ids", "shape", "quote", "first")}
                yield feeds | {"mask": np.ones_like(feeds["ids"], dtype=np.float32)}


def _fuse(raw: Path, fused: Path) -> None:
    """Let onnxruntime fold and fuse once, here, so that loading is quick."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(fused)
    ort.InferenceSession(str(raw), options, providers=["CPUExecutionProvider"])


if __name__ == "__main__":
    main()
