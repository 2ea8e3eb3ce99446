"""Recall of the encoder alone on the part of the queries that may be looked at; the table is `evaluate.ts`."""

from pathlib import Path

import numpy as np
import torch

from features import buckets_of
from texts import LANGUAGES, read_terms


def vectors_of(model, texts):
    parts = []
    with torch.no_grad():
        for at in range(0, len(texts), 256):
            buckets = [np.array(buckets_of(text) or [0]) for text in texts[at : at + 256]]
            offsets = np.cumsum([0] + [len(each) for each in buckets[:-1]])
            parts.append(model(np.concatenate(buckets), offsets, learns=False).numpy())
    return np.concatenate(parts)


def report(model):
    path = Path(__file__).with_name("queries.tsv")
    lines = [line.split("\t") for line in path.read_text("utf-8").strip().split("\n")[1:]]
    lines = [line for line in lines if line[3] == "tune"]
    if not lines:
        return
    terms = read_terms()
    synonyms = {term["id"]: term.get("synonyms", []) for term in terms}
    english = [(phrase, at) for at, term in enumerate(terms) for phrase in term.get("describedAs", [])]
    english += [(sense["concise"]["en"], at) for at, term in enumerate(terms) for sense in term["senses"]]
    prior = np.array([{1: 0.06, 2: 0.03, 3: 0.0}[term["level"]] for term in terms])
    english_vectors = vectors_of(model, [text for text, _ in english])
    for language in LANGUAGES:
        asked = [line for line in lines if line[0] == language]
        passages, vectors = english, english_vectors
        if language != "en":
            own = [(sense["concise"][language], at) for at, term in enumerate(terms) for sense in term["senses"]]
            passages = english + own
            vectors = np.concatenate([english_vectors, vectors_of(model, [text for text, _ in own])])
        owner = np.array([at for _, at in passages])
        hits = np.zeros(3)
        for (_, _, wanted, _), vector in zip(asked, vectors_of(model, [line[1] for line in asked])):
            best = np.full(len(terms), -1.0)
            np.maximum.at(best, owner, vectors @ vector)
            order = [terms[at]["id"] for at in np.argsort(-(best + prior))[:10]]
            wanted = {each for term in wanted.split() for each in [term, *synonyms[term]]}
            rank = next((at for at, each in enumerate(order) if each in wanted), 99)
            hits += [rank < 1, rank < 5, rank < 10]
        print(language, len(asked), np.round(hits / max(1, len(asked)), 2), flush=True)
