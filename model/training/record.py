"""The passages that the questions ask for, from the record in the store or from a file."""

import gzip
import json
import re
import sqlite3
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

MAX_CONTEXT_CHARS = 220

# Whom a question is put to, up to the question itself. The same as in src/search/retrieve/passage-context.ts.
ASKED_OF = re.compile(
    r"^\s*to ask .{1,150}?"
    r"(?:,\s*(?=(?:what|whether|if|how|when|which|who|whose|why|where|with|pursuant|further|following|for|in|on|to|of|by"
    r"|under|since|from|will|as|at|given|after)\b)"
    r"|\s+(?=(?:what|whether|if|how|when|which|who|why|pursuant|with reference)\b))",
    re.IGNORECASE | re.DOTALL,
)
BLOCKS = {"p", "li", "tr", "table", "ul", "ol", "div", "h1", "h2", "h3", "h4"}


@dataclass(frozen=True)
class Passage:
    """A paragraph of an answer. `id` is Parliament's id of the question, "#", and the paragraph's number from 0."""

    id: str
    heading: str
    question: str
    text: str

    @property
    def answer(self) -> str:
        return self.id.split("#")[0]

    @property
    def asked(self) -> str:
        """The MP's question, without whom it is put to."""
        return ASKED_OF.sub("", self.question)

    @property
    def context(self) -> str:
        """As the product makes it: the heading, ". ", and the question."""
        return (f"{self.heading}. " if self.heading else "") + self.asked


def load_passages(path: Path) -> dict[str, Passage]:
    """By id. `path` is a store (.sqlite), or lines of {"id", "heading", "question", "text"} (.jsonl or .jsonl.gz)."""
    passages = passages_of_store(path) if path.suffix == ".sqlite" else passages_of_file(path)
    return {passage.id: passage for passage in passages}


def passages_of_file(path: Path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as lines:
        for line in lines:
            row = json.loads(line)
            yield Passage(row["id"], row.get("heading") or "", row.get("question") or "", row["text"])


def passages_of_store(path: Path):
    """The paragraphs of the records that were fetched, numbered as they stand in the answer's HTML."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
        names = {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        table = "fetched" if "fetched" in names else "record"
        for (record,) in store.execute(f"SELECT json FROM {table} WHERE json IS NOT NULL ORDER BY id"):
            fields = json.loads(record)
            for number, text in enumerate(paragraphs(fields.get("answerText") or "")):
                yield Passage(f"{fields['id']}#{number}", fields.get("heading") or "", fields["questionText"], text)


def paragraphs(html: str) -> list[str]:
    """The texts of an answer's blocks; a row of a table is one."""
    reader = ParagraphReader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    return reader.found


class ParagraphReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[str] = []
        self.pieces: list[str] = []
        self.in_row = False

    def end_paragraph(self):
        text = re.sub(r"[\s\u200b]+", " ", "".join(self.pieces)).strip()
        self.pieces.clear()
        if text:
            self.found.append(text)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.end_paragraph()
            self.in_row = True
        elif self.in_row:
            self.pieces.append(" ")
        elif tag in BLOCKS:
            self.end_paragraph()

    def handle_endtag(self, tag):
        if tag == "tr":
            self.end_paragraph()
            self.in_row = False
        elif self.in_row:
            self.pieces.append(" ")
        elif tag in BLOCKS:
            self.end_paragraph()

    def handle_data(self, data):
        self.pieces.append(data)
