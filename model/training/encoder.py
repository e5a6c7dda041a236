"""How texts are fed to the model, in training and in the product alike (src/search/retrieve/onnx/model-input.ts)."""

import torch
from tokenizers import Tokenizer

from record import MAX_CONTEXT_CHARS, Passage

MAX_QUESTION_PIECES = 72
MAX_CONTEXT_PIECES = 56
MAX_PIECES = 224

Input = tuple[list[int], int]
"""The numbers of the pieces, and where the second segment begins."""


class Feeder:
    def __init__(self, tokenizer: Tokenizer):
        self.tokenizer = tokenizer
        self.pad, self.cls, self.sep = (tokenizer.token_to_id(name) for name in ("[PAD]", "[CLS]", "[SEP]"))

    def pieces(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def question(self, text: str) -> Input:
        ids = [self.cls, *self.pieces(text)[:MAX_QUESTION_PIECES], self.sep]
        return ids, len(ids)

    def passage(self, passage: Passage, with_context: bool = True) -> Input:
        context = self.pieces(passage.context[:MAX_CONTEXT_CHARS])[:MAX_CONTEXT_PIECES] if with_context else []
        text = self.pieces(passage.text)[: MAX_PIECES - 3 - len(context)]
        return [self.cls, *context, self.sep, *text, self.sep], len(context) + 2

    def batch(self, inputs: list[Input]) -> dict[str, torch.Tensor]:
        """Padded to the longest: input_ids, attention_mask and token_type_ids, int64, batch x pieces."""
        length = max(len(ids) for ids, _ in inputs)
        input_ids = torch.full((len(inputs), length), self.pad)
        mask = torch.zeros_like(input_ids)
        types = torch.zeros_like(input_ids)
        for row, (ids, second_at) in enumerate(inputs):
            input_ids[row, : len(ids)] = torch.tensor(ids)
            mask[row, : len(ids)] = 1
            types[row, second_at : len(ids)] = 1
        return {"input_ids": input_ids, "attention_mask": mask, "token_type_ids": types}


class Embedder(torch.nn.Module):
    """BERT's vector of [CLS], made of length 1."""

    def __init__(self, bert):
        super().__init__()
        self.bert = bert

    def forward(self, input_ids, attention_mask, token_type_ids):
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return torch.nn.functional.normalize(states[:, 0], dim=-1)


@torch.inference_mode()
def embed(model: Embedder, feeder: Feeder, inputs: list[Input], size: int = 128) -> torch.Tensor:
    """The vectors of the inputs, in their order, on the CPU."""
    model.eval()
    device = next(model.parameters()).device
    # Of like lengths together: less padding.
    order = sorted(range(len(inputs)), key=lambda nth: len(inputs[nth][0]))
    vectors = [None] * len(inputs)
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        batch = {name: tensor.to(device) for name, tensor in feeder.batch([inputs[nth] for nth in rows]).items()}
        for nth, vector in zip(rows, model(**batch).float().cpu()):
            vectors[nth] = vector
    return torch.stack(vectors)
