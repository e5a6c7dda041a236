"""What the model learns from: questions with the passage that answers, and passages that look like it and don't."""

import random
from dataclasses import dataclass

import torch

from encoder import Embedder, Feeder, embed
from record import Passage

LOOKED_AT = 60
TOO_LIKE_THE_RIGHT_ONE = 0.9
TOO_GOOD = 0.97


@dataclass
class Example:
    question: str
    right: Passage
    wrong: list[Passage]
    """Hard negatives: any of them may be drawn."""


def mine(model: Embedder, feeder: Feeder, asked: list[tuple[str, str]], passages: dict[str, Passage]) -> list[Example]:
    """
    For each (passage id, question) the hard negatives among the untuned model's first 60: none whose cosine to the right
    passage is above 0.9, nor whose cosine to the question is above 0.97 of the right one's, for those may answer, too.
    """
    ids = list(passages)
    place = {id: nth for nth, id in enumerate(ids)}
    vectors = embed(model, feeder, [feeder.passage(passages[id]) for id in ids])
    questions = embed(model, feeder, [feeder.question(text) for _, text in asked])
    examples = []
    for (id, text), vector in zip(asked, questions):
        scores = vectors @ vector
        like_right = vectors @ vectors[place[id]]
        wrong = [
            passages[ids[nth]]
            for nth in torch.topk(scores, min(LOOKED_AT, len(ids))).indices.tolist()
            if ids[nth] != id
            and like_right[nth] <= TOO_LIKE_THE_RIGHT_ONE
            and scores[nth] <= TOO_GOOD * scores[place[id]]
        ]
        examples.append(Example(text, passages[id], wrong))
    return examples


def from_parliament(model: Embedder, feeder: Feeder, passages: dict[str, Passage]) -> list[Example]:
    """MPs' own questions, each with the paragraph of its answer that the untuned model puts first."""
    answers: dict[str, list[Passage]] = {}
    for passage in passages.values():
        answers.setdefault(passage.answer, []).append(passage)
    groups = [group for group in answers.values() if group[0].asked]
    questions = embed(model, feeder, [feeder.question(group[0].asked) for group in groups])
    texts = [passage for group in groups for passage in group]
    # Without its context, which is the question itself.
    vectors = iter(embed(model, feeder, [feeder.passage(text, with_context=False) for text in texts]))
    examples = []
    for group, question in zip(groups, questions):
        scores = [float(question @ next(vectors)) for _ in group]
        examples.append(Example(group[0].asked, group[scores.index(max(scores))], []))
    return examples


def batches(examples: list[Example], extra: list[Example], size: int, extra_size: int, rng: random.Random):
    """One epoch: each example once, `size` at a time, with `extra_size` of MPs' questions mixed into each batch."""
    shuffled = rng.sample(examples, len(examples))
    for start in range(0, len(shuffled), size):
        yield shuffled[start : start + size] + rng.sample(extra, min(extra_size, len(extra)))
