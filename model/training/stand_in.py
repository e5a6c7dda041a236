"""A BERT of the right width that has learnt nothing, so that everything but the result can be tried without the real one."""

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import BertConfig, BertModel

from export import SPECIAL

# Twelve would only take longer.
LAYERS = 2
DROPPED = ["[unused0]", "[unused1]", "日", "##ß"]


def stand_in(pieces: list[str]) -> tuple[BertModel, Tokenizer]:
    """A random model and its tokenizer, whose vocabulary has some pieces that are to be cut."""
    vocabulary = ["[PAD]", *DROPPED, *SPECIAL[1:], *(piece for piece in pieces if piece not in SPECIAL)]
    tokenizer = Tokenizer(
        models.WordPiece({piece: number for number, piece in enumerate(vocabulary)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.add_special_tokens(SPECIAL)
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=384,
        num_hidden_layers=LAYERS,
        num_attention_heads=12,
        intermediate_size=1536,
        attn_implementation="eager",
    )
    return BertModel(config, add_pooling_layer=False), tokenizer
