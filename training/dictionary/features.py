"""Words, pairs of words and character n-grams of a text as numbers; the same as `text-features.ts` makes."""

import re
import unicodedata
from functools import cache

BUCKETS = 65536
MAX_FEATURES = 256
ASIAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
SPELLED_OUT = {"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "♯": "#", "♭": "b", "&": " and "}


def fold_text(text):
    lowered = "".join(SPELLED_OUT.get(letter, letter) for letter in text.lower())
    letters = []
    for letter in unicodedata.normalize("NFKD", lowered):
        kind = unicodedata.category(letter)[0]
        if kind == "M":
            continue
        letters.append(letter if kind in "LN" or letter == "#" else " ")
    return " ".join("".join(letters).split())


@cache
def hash_of(feature):
    """FNV-1a of the UTF-8 bytes, 32 bits, to a bucket; bucket 0 is for padding."""
    value = 2166136261
    for byte in feature.encode("utf-8"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    value ^= value >> 15
    return 1 + value % (BUCKETS - 1)


def features_of(text):
    """Features in the order in which they are met, cut at MAX_FEATURES."""
    found = []
    last = ""
    for word in fold_text(text).split(" "):
        at = 0
        for run in ASIAN.finditer(word):
            if run.start() > at:
                found.extend(of_letters(word[at : run.start()]))
            found.extend(of_characters(run.group()))
            at = run.end()
        if at < len(word):
            found.extend(of_letters(word[at:]))
            if last:
                found.append(f"2 {last} {word}")
            last = word
    return found[:MAX_FEATURES]


def of_letters(word):
    marked = f"<{word}>"
    found = [f"w {word}"]
    for size in (3, 4, 5):
        found.extend(marked[at : at + size] for at in range(len(marked) - size + 1))
    return found


def of_characters(run):
    return [run[at : at + size] for size in (1, 2, 3) for at in range(len(run) - size + 1)]


def buckets_of(text):
    return [hash_of(feature) for feature in features_of(text)]
