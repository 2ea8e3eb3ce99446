"""Trains the encoder of the dictionary and writes it as ONNX; see README.md in this folder.

Run: /usr/bin/python3 training/dictionary/train.py [--steps 1000] [--seed 7] [--out resources/dictionary/encoder/encoder.onnx]
"""

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch

import evaluation
import export
from bag import Bag
from features import BUCKETS, buckets_of
from texts import ROOT, groups_of_term, read_opposites, read_parallel, read_terms, read_wordnet
from variants import mistyped, shortened

DIMENSIONS = 112
HIDDEN = 224
TEMPERATURE = 0.05
TABLE_RATE, DENSE_RATE = 0.01, 0.001
#: Pairs of a batch, by where they come from.
TERM_PAIRS, PARALLEL_PAIRS, WORDNET_PAIRS = 304, 112, 96
#: How often a term is drawn, by its level.
LEVEL_WEIGHT = {1: 3.0, 2: 1.6, 3: 1.0}
#: A part of the features of what is asked is left out.
FEATURE_DROPOUT = 0.15


class Encoder(torch.nn.Module):
    def __init__(self, table):
        super().__init__()
        self.bag = Bag(table)
        self.first = torch.nn.Linear(DIMENSIONS, HIDDEN)
        self.second = torch.nn.Linear(HIDDEN, DIMENSIONS)
        torch.nn.init.zeros_(self.second.weight)
        torch.nn.init.zeros_(self.second.bias)

    def forward(self, ids, starts, learns=True):
        summed = self.bag.sums(ids, starts) if learns else self.bag.plain_sums(ids, starts)
        pooled = torch.nn.functional.normalize(summed, dim=-1)
        turned = pooled + self.second(torch.relu(self.first(pooled)))
        return torch.nn.functional.normalize(turned, dim=-1)


class Store:
    """Texts as bucket numbers, each kept once."""

    def __init__(self):
        self.at_by_text = {}
        self.buckets = []

    def add(self, text):
        at = self.at_by_text.get(text)
        if at is None:
            at = len(self.buckets)
            self.at_by_text[text] = at
            self.buckets.append(np.array(buckets_of(text), dtype=np.int64))
        return at

    def batch(self, ats, dropout, draws):
        parts = [self.buckets[at] for at in ats]
        if dropout:
            parts = [part[draws.random(len(part)) >= dropout] if len(part) > 20 else part for part in parts]
        starts = np.cumsum([0] + [len(part) for part in parts[:-1]])
        return np.concatenate(parts), starts


def variants_of(text, random, store, count):
    made = [text]
    for _ in range(count):
        cut = shortened(text, random) if random.random() < 0.6 else text
        made.append(mistyped(cut, random) if random.random() < 0.5 else cut)
    return [store.add(each) for each in made if buckets_of(each)]


def prepare_terms(terms, random, store):
    groups = []
    for term in terms:
        for group in groups_of_term(term):
            asked_phrases = [at for text in group["phrases"] for at in variants_of(text, random, store, 3)]
            asked_concise = [variants_of(text, random, store, 2) for text in group["concise"]]
            groups.append(
                {
                    "term": term["id"],
                    "weight": LEVEL_WEIGHT[term["level"]],
                    "opposites": term.get("opposites", []),
                    "synonyms": term.get("synonyms", []),
                    "phrases": [store.add(text) for text in group["phrases"]],
                    "asked_phrases": asked_phrases,
                    "concise": [store.add(text) for text in group["concise"]],
                    "asked_concise": asked_concise,
                    "names": [store.add(text) for text in group["names"] if buckets_of(text)],
                    "detailed": [store.add(text) for text in group["detailed"] if buckets_of(text)],
                }
            )
    return groups


class Sampler:
    def __init__(self, terms, seed):
        self.random = random.Random(seed)
        self.draws = np.random.default_rng(seed)
        self.store = Store()
        self.groups = prepare_terms(terms, self.random, self.store)
        self.groups_by_term = {}
        for at, group in enumerate(self.groups):
            self.groups_by_term.setdefault(group["term"], []).append(at)
        self.weights = np.array([group["weight"] for group in self.groups])
        self.weights /= self.weights.sum()
        self.number_by_term = {term: at for at, term in enumerate(self.groups_by_term)}
        self.alike = {
            group["term"]: {self.number_by_term[each] for each in [group["term"], *group["synonyms"]]}
            for group in self.groups
        }
        self.parallel = read_parallel()
        pairs = read_opposites()
        self.opposite = {**dict(pairs), **{other: one for one, other in pairs}}
        self.wordnet = []
        for synset in read_wordnet():
            words = [self.store.add(word) for word in synset["words"] if buckets_of(word)]
            texts = [self.store.add(text) for text in [synset["gloss"], *synset["examples"]] if buckets_of(text)]
            if words and texts:
                self.wordnet.append((words, texts))

    def idf(self):
        counts = np.ones(BUCKETS)
        for buckets in self.store.buckets:
            counts[np.unique(buckets)] += 1
        idf = np.log(len(self.store.buckets) / counts)
        return (idf / idf.max()).astype(np.float32)

    def first_table(self):
        """Random indexing: every meaning has a random direction, and a row the mean of those it is met in.

        So texts of one meaning are alike in every language before anything is learned.
        """
        pairs = []
        for number, group in enumerate(self.groups):
            own = {*group["phrases"], *group["concise"], *group["names"]}
            own.update(at for ats in [group["asked_phrases"], *group["asked_concise"]] for at in ats)
            pairs.append((number, own, group["detailed"]))
        for row in self.parallel:
            pairs.append((len(pairs), {self.store.add(word) for word in row}, []))
        keys = []
        for number, own, detailed in pairs:
            buckets = np.concatenate([self.store.buckets[at] for at in [*own, *detailed]])
            keys.append(np.unique(buckets) * len(pairs) + number)
        keys = np.sort(np.concatenate(keys))
        rows, numbers = keys // len(pairs), keys % len(pairs)
        directions = self.draws.normal(0, DIMENSIONS**-0.5, (len(pairs), DIMENSIONS)).astype(np.float32)
        table = self.draws.normal(0, 0.3 * DIMENSIONS**-0.5, (BUCKETS, DIMENSIONS)).astype(np.float32)
        for part in np.array_split(np.arange(len(keys)), 60):
            firsts = np.flatnonzero(np.append(True, rows[part][1:] != rows[part][:-1]))
            sums = np.add.reduceat(directions[numbers[part]], firsts, axis=0)
            table[rows[part][firsts]] += sums
        counts = np.bincount(rows, minlength=BUCKETS)
        # A sum of n random directions is the square root of n long; what is met everywhere says little.
        weight = self.idf() / np.sqrt(np.maximum(counts, 1))
        return table * weight[:, None].astype(np.float32)

    def term_pair(self, group):
        draw = self.random.random()
        if group["asked_phrases"] and draw < 0.35:
            asked = self.random.choice(group["asked_phrases"])
        elif group["names"] and draw < 0.43:
            asked = self.random.choice(group["names"])
        elif group["detailed"] and draw < 0.53:
            asked = self.random.choice(group["detailed"])
        else:
            asked = self.random.choice(self.random.choice(group["asked_concise"]))
        return asked, self.passage(group)

    def passage(self, group):
        draw = self.random.random()
        if group["synonyms"] and draw < 0.1:
            group = self.groups[self.groups_by_term[self.random.choice(group["synonyms"])][0]]
        if group["phrases"] and draw > 0.7:
            return self.random.choice(group["phrases"])
        return self.random.choice(group["concise"])

    def parallel_pair(self):
        """A line in two languages, or two lines together."""
        rows = [self.random.randrange(len(self.parallel)) for _ in range(self.random.choice((1, 1, 2)))]
        if self.random.random() < 0.5:
            rows[0] = self.random.choice(list(self.opposite))
        sides = [self.words_of(rows) for _ in range(2)]
        if self.random.random() < 0.3:
            sides[0] = mistyped(sides[0], self.random)
        return [self.store.add(side) for side in sides], tuple(sorted(rows))

    def words_of(self, rows):
        return " ".join(self.random.choice(self.parallel[row]) for row in rows)

    def opposite_of(self, rows):
        """The same lines with one turned round; none where no line has an opposite."""
        turned = [(at, self.opposite[row]) for at, row in enumerate(rows) if row in self.opposite]
        if not turned:
            return None
        at, other = self.random.choice(turned)
        return tuple(other if place == at else row for place, row in enumerate(rows))

    def batch(self):
        """Buckets of what is asked and of what answers, and a mask of pairs that are no negatives of each other."""
        asked, answers, kinds = [], [], []
        extra, extra_kinds = [], []
        for at in self.draws.choice(len(self.groups), TERM_PAIRS, p=self.weights):
            group = self.groups[at]
            pair = self.term_pair(group)
            asked.append(pair[0])
            answers.append(pair[1])
            kinds.append(group["term"])
            for opposite in group["opposites"][:2]:
                extra.append(self.passage(self.groups[self.groups_by_term[opposite][0]]))
                extra_kinds.append(opposite)
        for _ in range(PARALLEL_PAIRS):
            pair, rows = self.parallel_pair()
            asked.append(pair[0])
            answers.append(pair[1])
            kinds.append(rows)
            opposite = self.opposite_of(rows)
            if opposite:
                extra.append(self.store.add(self.words_of(opposite)))
                extra_kinds.append(tuple(sorted(opposite)))
        for at in self.draws.choice(len(self.wordnet), WORDNET_PAIRS) if self.wordnet else []:
            words, texts = self.wordnet[at]
            first = self.random.choice(words if self.random.random() < 0.6 else texts)
            second = self.random.choice([each for each in [*texts, *words] if each != first] or texts)
            asked.append(first)
            answers.append(second)
            kinds.append(int(at))
        return (
            self.store.batch(asked, FEATURE_DROPOUT, self.draws),
            self.store.batch(answers + extra, 0, self.draws),
            self.mask(kinds, kinds + extra_kinds),
        )

    def mask(self, rows, columns):
        """True where a column stands for the same as a row, the pair itself left out."""
        numbers = np.array([self.number_by_term.get(each, -1) if isinstance(each, str) else -1 for each in columns])
        same = np.zeros((len(rows), len(columns)), dtype=bool)
        for at, row in enumerate(rows):
            if isinstance(row, str):
                same[at] = np.isin(numbers, list(self.alike[row]))
            elif isinstance(row, tuple):
                same[at] = [isinstance(each, tuple) and (set(row) <= set(each) or set(each) <= set(row)) for each in columns]
        same[np.arange(len(rows)), np.arange(len(rows))] = False
        return torch.from_numpy(same)


def train(model, sampler, steps):
    dense = torch.optim.Adam(model.parameters(), lr=DENSE_RATE)
    started, total = time.time(), 0.0
    for step in range(1, steps + 1):
        share = min(1, step / 50) * max(0.02, 1 - step / steps)
        dense.param_groups[0]["lr"] = DENSE_RATE * share
        asked, answers, same = sampler.batch()
        scores = model(*asked) @ model(*answers).T / TEMPERATURE
        scores = scores.masked_fill(same, -1e4)
        wanted = torch.arange(scores.shape[0])
        loss = torch.nn.functional.cross_entropy(scores, wanted)
        back = scores[:, : scores.shape[0]].T
        loss = 0.6 * loss + 0.4 * torch.nn.functional.cross_entropy(back, wanted)
        dense.zero_grad()
        loss.backward()
        dense.step()
        model.bag.step(TABLE_RATE * share)
        total += loss.item()
        if step % 100 == 0:
            print(f"{step} loss {total / 100:.3f} {time.time() - started:.0f} s", flush=True)
            total = 0.0
        if step % 500 == 0 or step == steps:
            evaluation.report(model)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--steps", type=int, default=1000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--out", type=Path, default=ROOT / "resources/dictionary/encoder/encoder.onnx")
    chosen = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(chosen.seed)
    sampler = Sampler(read_terms(), chosen.seed)
    print(f"{len(sampler.groups)} senses, {len(sampler.parallel)} lines, {len(sampler.wordnet)} synsets", flush=True)
    model = Encoder(sampler.first_table())
    print("before training", flush=True)
    evaluation.report(model)
    train(model, sampler, chosen.steps)
    export.write(model, chosen.out)


if __name__ == "__main__":
    main()
