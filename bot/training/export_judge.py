"""Export the judge to ONNX with int8 weights: bot/retrieval/data/judge.onnx.

    python -m bot.training.export_judge --model STATE.pt --out FILE.onnx

The graph takes one question and its candidates: question (1, q) and ids, said, mask (n, t), attitude (n, 8) -> logits
(n, 2). Weights are int8 per output channel, 7 bits wide (docs/models.md); the table of words is int8 by rows.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import torch
from torch import nn

from bot.training.judge_model import Judge, plain

NAMES = ["question", "ids", "said", "mask", "attitude"]


class Graph(nn.Module):
    """One question with its candidates."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(self, question, ids, said, mask, attitude):  # type: ignore[no-untyped-def]
        n = ids.shape[0]
        mean, keys = self.judge.question(question, torch.ones_like(question, dtype=torch.float))
        spread = [(k.expand(n, -1, -1, -1), v.expand(n, -1, -1, -1)) for k, v in keys]
        asked = torch.ones_like(question, dtype=torch.float).expand(n, -1)
        return self.judge.candidates(mean.expand(n, -1), spread, asked, ids, said, mask, attitude)[:, :2]


def export(judge: Judge, target: Path) -> None:
    """Write the quantised graph."""
    import onnxruntime as ort
    from onnxruntime.quantization import QuantType, quantize_dynamic

    judge.eval()
    judge.attention = plain
    example = (
        torch.randint(1000, 2000, (1, 12)),
        torch.randint(1000, 2000, (3, 24)),
        torch.zeros(3, 24),
        torch.ones(3, 24),
        torch.zeros(3, 8),
    )
    axes = {"question": {1: "q"}, **{name: {0: "n", 1: "t"} for name in ("ids", "said", "mask")}, "attitude": {0: "n"}}
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        raw, fused, small = (str(Path(folder) / f"{name}.onnx") for name in ("raw", "fused", "small"))
        torch.onnx.export(
            Graph(judge), example, raw, input_names=NAMES, output_names=["logits"],
            dynamic_axes={**axes, "logits": {0: "n"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        optimised(ort, raw, fused)
        quantize_dynamic(
            fused, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": 1},
        )  # fmt: skip
        optimised(ort, small, str(target))


def optimised(ort, source: str, target: str) -> None:  # type: ignore[no-untyped-def]
    """The optimisations that do not depend on the machine, so that loading has none left to do."""
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = target
    ort.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=3)
    args = parser.parse_args()
    judge = Judge(args.layers)
    judge.load_state_dict(torch.load(args.model, weights_only=False)["model"])
    export(judge, args.out)
    print(args.out, args.out.stat().st_size)


if __name__ == "__main__":
    main()
