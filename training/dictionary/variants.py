"""What a person may type instead of a text: mistyped, cut short, with words left out."""

import re

from features import ASIAN

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def mistyped(text, random):
    """One or two slips in words of four letters and more; Chinese and Japanese stay."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) > 3 and not ASIAN.search(word)]
    for at in random.sample(long, min(len(long), random.choice((1, 1, 2)))):
        words[at] = slipped(words[at], random)
    return " ".join(words)


def slipped(word, random):
    at = random.randrange(1, len(word) - 1)
    kind = random.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + random.choice(LETTERS) + word[at + 1 :]


def shortened(text, random):
    """One clause, some neighbouring words, or most of the words."""
    if ASIAN.search(text):
        parts = [part for part in re.split(r"[、，。；：（）]", text) if len(part) > 1]
        return random.choice(parts) if parts else text
    if random.random() < 0.4:
        parts = [part.strip() for part in re.split(r"[,;:.()]", text) if len(part.strip()) > 3]
        return random.choice(parts) if parts else text
    words = text.split(" ")
    if len(words) < 4:
        return text
    if random.random() < 0.5:
        length = random.randrange(3, min(7, len(words)) + 1)
        at = random.randrange(len(words) - length + 1)
        return " ".join(words[at : at + length])
    return " ".join(word for word in words if random.random() < 0.7) or text
