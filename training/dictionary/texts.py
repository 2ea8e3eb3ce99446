"""Texts to learn from: our own in eight languages, and WordNet's words and glosses.

A group is a list of texts that mean the same. Groups of terms that are opposites are told apart on purpose.
"""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORDNET = Path("/usr/share/wordnet")
#: Lexicographer files of nouns that music is described with: act, attribute, cognition, communication, event, feeling, time.
NOUN_FILES = {"04", "07", "09", "10", "11", "12", "28"}
LANGUAGES = ["en", "es", "fr", "de", "it", "ja", "zh-CN", "zh-TW"]


def read_terms(root=ROOT):
    """Terms in the order of their files."""
    files = sorted((root / "resources/dictionary/terms").glob("*.json"))
    return [term for file in files for term in json.loads(file.read_text("utf-8"))]


def sentences_of(text):
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|(?<=[。！？])", text) if part.strip()]


def names_of(term):
    return [term["term"], *term.get("forms", []), *dict.fromkeys(term.get("translations", {}).values())]


def groups_of_term(term):
    """One group for each sense; the names and phrases belong to the first."""
    groups = []
    for at, sense in enumerate(term["senses"]):
        concise = [sense["concise"][language] for language in LANGUAGES]
        detailed = [text for texts in sense["detailed"].values() for text in sentences_of(texts)]
        groups.append(
            {
                "term": term["id"],
                "concise": concise,
                "phrases": term.get("describedAs", []) if at == 0 else [],
                "names": names_of(term) if at == 0 else [],
                "detailed": detailed,
            }
        )
    return groups


def read_parallel():
    """Everyday words in eight languages, by line; several of one language are parted by a slash."""
    path = Path(__file__).with_name("parallel.tsv")
    lines = path.read_text("utf-8").strip().split("\n")[1:]
    return [[word for cell in line.split("\t") for word in cell.split("/") if word] for line in lines]


def read_opposites():
    """Pairs of lines of `read_parallel`, as their numbers."""
    number_by_word = {line[0]: at for at, line in enumerate(read_parallel())}
    path = Path(__file__).with_name("opposites.tsv")
    pairs = [line.split("\t") for line in path.read_text("utf-8").strip().split("\n")]
    return [(number_by_word[one], number_by_word[other]) for one, other in pairs]


def read_wordnet():
    """Of each synset: its words, its gloss, the glosses of what it is alike. Empty where WordNet is not installed."""
    synsets = []
    for part in ("adj", "adv", "verb", "noun"):
        path = WORDNET / f"data.{part}"
        if not path.exists():
            return []
        for line in path.read_text("utf-8", "replace").split("\n"):
            if not re.match(r"\d{8} ", line):
                continue
            head, _, gloss = line.partition(" | ")
            fields = head.split(" ")
            if part == "noun" and fields[1] not in NOUN_FILES:
                continue
            count = int(fields[3], 16)
            words = [re.sub(r"\(.*?\)", "", word).replace("_", " ") for word in fields[4 : 4 + 2 * count : 2]]
            pieces = [piece.strip().strip('"') for piece in re.split(r";\s*", gloss) if piece.strip()]
            definition = next((piece for piece in pieces), "")
            examples = [piece.strip('" ') for piece in gloss.split('"')[1::2]][:2]
            if part == "noun" and any(word[:1].isupper() for word in words):
                continue
            synsets.append({"words": words, "gloss": definition, "examples": examples})
    return synsets
