"""Makes the embedding model anew: see model/README.md. `python train.py --help` lists the options."""

import argparse
import hashlib
import json
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import AutoModel, AutoTokenizer

from encoder import Embedder, Feeder, embed
from examples import Example, batches, from_parliament, mine
from export import cut_vocabulary, export
from record import Passage, load_passages
from stand_in import stand_in

HERE = Path(__file__).parent
BASE = "BAAI/bge-small-en-v1.5"
EPOCHS = 4
QUESTIONS_A_BATCH = 192
PARLIAMENT_A_BATCH = 32
HARD_NEGATIVES = 3
TEMPERATURE = 0.02
LEARNING_RATE = 6e-5
WARM_UP = 0.1
WITHOUT_CONTEXT = 0.3
SAMPLES = 200
KEPT_OUT_OF = 13


def main():
    options = arguments()
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"

    passages = load_passages(options.passages)
    asked = [tuple(line.split("\t")) for line in options.questions.read_text(encoding="utf-8").splitlines()]
    found = [(id, text) for id, text in asked if id in passages]
    print(f"{len(found)} of {len(asked)} questions ask for a passage that is here; {len(passages)} passages")
    if options.dry_run:
        found = rng.sample(found, min(32, len(found)))
        passages = {id: passages[id] for id in {id for id, _ in found} | set(rng.sample(sorted(passages), 30))}
    kept_out = [one for one in found if options.measure and is_kept_out(one[0])]
    learnt = [one for one in found if not (options.measure and is_kept_out(one[0]))]

    bert, tokenizer = load_base(options)
    # Cut before training: the pieces that go are not in the record, so nothing is learnt about them.
    tokenizer = cut_vocabulary(bert, tokenizer)
    print(f"{tokenizer.get_vocab_size()} pieces are kept")
    feeder = Feeder(tokenizer)
    model = Embedder(bert).to(device)
    if kept_out:
        print("untuned:", measure(model, feeder, kept_out, passages))
    examples = mine(model, feeder, learnt, passages)
    extra = from_parliament(model, feeder, passages)
    train(model, feeder, examples, extra, 8 if options.dry_run else QUESTIONS_A_BATCH, 1 if options.dry_run else EPOCHS, rng)
    if kept_out:
        print("tuned:", measure(model, feeder, kept_out, passages))

    samples = [feeder.passage(passage) for passage in rng.sample(list(passages.values()), min(SAMPLES, len(passages)))]
    samples += [feeder.question(text) for _, text in rng.sample(found, min(SAMPLES, len(found)))]
    print(f"cosine of int8 to float32: {export(model, tokenizer, samples, options.out):.4f}")
    print(f"written to {options.out}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=Path, required=True, help="the store (data/answers.sqlite), or passages as .jsonl(.gz)")
    parser.add_argument("--questions", type=Path, default=HERE / "questions.tsv")
    parser.add_argument("--base", default=BASE, help="the model to start from: its name, or a folder")
    parser.add_argument("--out", type=Path, default=Path("model-made"), help="the folder that the files are written to")
    parser.add_argument("--measure", action="store_true", help="keep every thirteenth passage out, and measure on its questions")
    parser.add_argument("--dry-run", action="store_true", help="a few steps with a random model: tries all but the result")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


def load_base(options: argparse.Namespace):
    if options.dry_run:
        shipped = json.loads((HERE.parent / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
        return stand_in(sorted(shipped, key=shipped.get))
    bert = AutoModel.from_pretrained(options.base, add_pooling_layer=False, attn_implementation="eager")
    return bert, Tokenizer.from_str(AutoTokenizer.from_pretrained(options.base).backend_tokenizer.to_str())


def is_kept_out(id: str) -> bool:
    return int(hashlib.sha1(id.encode()).hexdigest(), 16) % KEPT_OUT_OF == 0


def train(
    model: Embedder,
    feeder: Feeder,
    examples: list[Example],
    extra: list[Example],
    batch_size: int,
    epochs: int,
    rng: random.Random,
):
    device = next(model.parameters()).device
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE)
    steps = epochs * -(-len(examples) // batch_size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / max(1, WARM_UP * steps), max(0.0, (steps - step) / max(1, (1 - WARM_UP) * steps))),
    )
    model.train()
    began = time.monotonic()
    for epoch in range(epochs):
        losses = []
        for batch in batches(examples, extra, batch_size, min(PARLIAMENT_A_BATCH, batch_size), rng):
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                loss = info_nce(model, feeder, batch, rng)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.3f}, {time.monotonic() - began:.0f} s")


def info_nce(model: Embedder, feeder: Feeder, batch: list[Example], rng: random.Random) -> torch.Tensor:
    """Each question against its passage, its hard negatives, and all passages of the others in the batch."""
    device = next(model.parameters()).device
    rights = [example.right for example in batch]
    wrongs = [one for example in batch for one in rng.sample(example.wrong, min(HARD_NEGATIVES, len(example.wrong)))]
    inputs = [feeder.passage(passage, rng.random() >= WITHOUT_CONTEXT) for passage in rights + wrongs]
    questions = model(**to(device, feeder.batch([feeder.question(example.question) for example in batch])))
    passages = model(**to(device, feeder.batch(inputs)))
    scores = questions @ passages.T / TEMPERATURE
    # Another question of the batch may have the same passage: that is no negative.
    for row, example in enumerate(batch):
        for column, passage in enumerate(rights + wrongs):
            if column != row and passage.id == example.right.id:
                scores[row, column] = -torch.inf
    return torch.nn.functional.cross_entropy(scores.float(), torch.arange(len(batch), device=device))


def to(device: torch.device, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name: tensor.to(device) for name, tensor in batch.items()}


def measure(model: Embedder, feeder: Feeder, asked: list[tuple[str, str]], passages: dict[str, Passage]) -> str:
    """S@1 and S@3 of the cosine alone among all passages, a question's own passage counting as right."""
    ids = list(passages)
    vectors = embed(model, feeder, [feeder.passage(passages[id]) for id in ids])
    questions = embed(model, feeder, [feeder.question(text) for _, text in asked])
    firsts = torch.topk(questions @ vectors.T, 3).indices.tolist()
    ranks = [[ids[nth] for nth in first].index(id) if id in {ids[nth] for nth in first} else 9 for (id, _), first in zip(asked, firsts)]
    return f"S@1 {sum(rank == 0 for rank in ranks) / len(ranks):.3f}, S@3 {sum(rank < 3 for rank in ranks) / len(ranks):.3f} of {len(ranks)}"


if __name__ == "__main__":
    main()
