"""A trained model as the files that ship: the vocabulary cut, int8, checked against float32."""

import hashlib
import json
import string
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer

from encoder import Embedder, Feeder, Input, embed

LEAST_COSINE = 0.99
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
# Printable ASCII and what British typesetting adds to it.
CHARACTERS = set(string.ascii_letters + string.digits + string.punctuation + "£€°¼½¾–—‘’“”•")


def cut_vocabulary(bert, tokenizer: Tokenizer) -> Tokenizer:
    """Drops the pieces that English text never uses, from the tokenizer that it gives and from the model's embeddings."""
    definition = json.loads(tokenizer.to_str())
    old = definition["model"]["vocab"]
    kept = SPECIAL + [
        piece
        for piece in sorted(old, key=old.get)
        if piece not in SPECIAL and not piece.startswith("[unused") and set(piece) <= CHARACTERS
    ]
    new = {piece: number for number, piece in enumerate(kept)}

    embeddings = bert.embeddings.word_embeddings.weight.data[[old[piece] for piece in kept]].clone()
    bert.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(
        embeddings, freeze=False, padding_idx=new["[PAD]"]
    )
    bert.config.vocab_size = len(kept)
    bert.config.pad_token_id = new["[PAD]"]

    definition["model"]["vocab"] = new
    definition["truncation"] = definition["padding"] = None
    definition["added_tokens"] = [
        {**token, "id": new[token["content"]]} for token in definition["added_tokens"] if token["content"] in new
    ]
    definition["added_tokens"].sort(key=lambda token: token["id"])
    definition["post_processor"] = {
        "type": "TemplateProcessing",
        "single": template("A"),
        "pair": template("A") + template("B", 1)[1:],
        "special_tokens": {
            name: {"id": name, "ids": [new[name]], "tokens": [name]} for name in ("[CLS]", "[SEP]")
        },
    }
    return Tokenizer.from_str(json.dumps(definition))


def template(sequence: str, type_id: int = 0) -> list[dict]:
    return [
        {"SpecialToken": {"id": "[CLS]", "type_id": type_id}},
        {"Sequence": {"id": sequence, "type_id": type_id}},
        {"SpecialToken": {"id": "[SEP]", "type_id": type_id}},
    ]


def export(model: Embedder, tokenizer: Tokenizer, samples: list[Input], folder: Path) -> float:
    """
    Writes embedder.onnx, tokenizer.json and SHA256SUMS. Gives the mean cosine of int8 to float32 over the samples.
    Raises ValueError, and writes no checksums, where that is below 0.99.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = model.cpu().float().eval()
    feeder = Feeder(tokenizer)
    exact = embed(model, feeder, samples).numpy()
    float32, prepared, int8 = (folder / name for name in ("float32.onnx", "prepared.onnx", "embedder.onnx"))
    torch.onnx.export(
        model,
        tuple(feeder.batch(samples[:2]).values()),
        str(float32),
        input_names=["input_ids", "attention_mask", "token_type_ids"],
        output_names=["embedding"],
        dynamic_axes={
            **{name: {0: "batch", 1: "tokens"} for name in ("input_ids", "attention_mask", "token_type_ids")},
            "embedding": {0: "batch"},
        },
        opset_version=17,
        dynamo=False,
    )
    quant_pre_process(str(float32), str(prepared), skip_symbolic_shape=True)
    # Without reduce_range, processors without VNNI overflow, and the cosine to float32 falls to 0.95.
    quantize_dynamic(str(prepared), str(int8), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    float32.unlink()
    prepared.unlink()

    session = onnxruntime.InferenceSession(str(int8))
    made = np.concatenate(
        [session.run(None, {name: t.numpy() for name, t in feeder.batch([sample]).items()})[0] for sample in samples]
    )
    cosine = float(np.mean(np.sum(made * exact, axis=1)))
    if cosine < LEAST_COSINE:
        raise ValueError(f"int8 has a cosine of {cosine:.4f} to float32, less than {LEAST_COSINE}")
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
    sums = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("embedder.onnx", "tokenizer.json")
    ]
    (folder / "SHA256SUMS").write_text("".join(sums))
    return cosine
