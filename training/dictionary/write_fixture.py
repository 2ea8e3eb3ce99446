"""Writes which table rows some texts have, for the test that TypeScript finds the same.

Run: /usr/bin/python3 training/dictionary/write_fixture.py
"""

import json

from features import BUCKETS, MAX_FEATURES, buckets_of
from texts import ROOT

TEXTS = [
    "",
    "?!",
    "gradualy slower",
    "D.S. al Fine",
    "l'istesso tempo, poco a poco",
    "Mäßig bewegt; Straße",
    "très doux, cœur, œuvre",
    "¿más rápido? sí",
    "C♯ and B♭ & more",
    "だんだん遅く",
    "ガギグゲゴ、ヴァイオリン",
    "高八度弹奏",
    "漸漸變慢 rit. 再慢",
    "Приве́т мир",
    "8va 15ma 1/2",
    "ﬁne ﬀ ①",
    "𝄞 clef 𠮷野",
    "ÆØŁĐ İstanbul",
    "one two three four five six seven eight nine ten " * 8,
]

if __name__ == "__main__":
    path = ROOT / "packages/domain/src/dictionary/text-features.fixture.json"
    cases = [{"text": text, "buckets": buckets_of(text)} for text in TEXTS]
    fixture = {"buckets": BUCKETS, "maxFeatures": MAX_FEATURES, "cases": cases}
    path.write_text(json.dumps(fixture, ensure_ascii=False) + "\n", "utf-8")
