"""Writes the tiny sentence-transformers that the tests of a model of one's own are run on.

Run: /usr/bin/python3 training/dictionary/sentence_models.py

A transformer of one layer over WordPiece tokens, trained for seconds on the phrases of the terms so that all three
poolings tell like from unlike, and the same in forms that real exports have, or that go wrong:

    tokens.onnx      last_hidden_state of input_ids, attention_mask and token_type_ids
    sentence.onnx    token_embeddings and sentence_embedding (mean) of input_ids and attention_mask
    greedy.onnx      as tokens.onnx, with memory that grows with the fourth power of a text's length
    constant.onnx    the same sentence_embedding for every text
    not-finite.onnx  a sentence_embedding of no numbers
    other.onnx       asks for an input that no text has

`expected.json` has the embeddings of some texts as torch computes them.
"""

import json
import random
import re
import unicodedata

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional as F

from texts import ROOT, read_terms

FOLDER = ROOT / "packages/core/test/dictionary/sentence-models"
DIMENSIONS = 16
MAX_TOKENS = 128
WORDS = 700
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
POOLINGS = ["mean", "cls", "max"]
SEED = 20
EXPECTED = ["getting slower little by little", "Plucked!", "a song to sing a child to sleep, soft and rocking"]


def words_of(text):
    """As BERT's lower-casing normaliser and pre-tokeniser have it."""
    folded = unicodedata.normalize("NFD", text.lower())
    folded = "".join(letter for letter in folded if unicodedata.category(letter) != "Mn")
    return re.findall(r"[^\W_]+|[^\w\s]|_", folded)


def vocabulary_of(texts):
    counts = {}
    for text in texts:
        for word in words_of(text):
            counts[word] = counts.get(word, 0) + 1
    common = sorted(counts, key=lambda word: (-counts[word], word))
    letters = sorted({letter for word in common for letter in word if letter.isascii()})
    words = [word for word in common if word.isascii() and len(word) > 1][:WORDS]
    pieces = SPECIAL + letters + [f"##{letter}" for letter in letters if letter.isalnum()] + words
    return {piece: at for at, piece in enumerate(dict.fromkeys(pieces))}


def ids_of(text, vocabulary):
    """The longest piece first, as WordPiece has it."""
    ids = [vocabulary["[CLS]"]]
    for word in words_of(text):
        found, at = [], 0
        while at < len(word):
            for end in range(len(word), at, -1):
                piece = ("##" if at else "") + word[at:end]
                if piece in vocabulary:
                    break
            else:
                found = [vocabulary["[UNK]"]]
                break
            found.append(vocabulary[piece])
            at = end
        ids += found
    return ids[: MAX_TOKENS - 1] + [vocabulary["[SEP]"]]


def padded(lists):
    width = max(map(len, lists))
    ids = torch.tensor([each + [0] * (width - len(each)) for each in lists])
    mask = torch.tensor([[1] * len(each) + [0] * (width - len(each)) for each in lists])
    return ids, mask


class Tokens(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.words = nn.Embedding(size, DIMENSIONS)
        self.places = nn.Parameter(torch.randn(MAX_TOKENS, DIMENSIONS) * 0.02)
        self.types = nn.Parameter(torch.zeros(2, DIMENSIONS))
        self.asks, self.keys, self.values = (nn.Linear(DIMENSIONS, DIMENSIONS) for _ in range(3))
        self.norm = nn.LayerNorm(DIMENSIONS)

    def forward(self, input_ids, attention_mask, token_type_ids):
        begun = self.words(input_ids) + self.places[: input_ids.shape[1]] + self.types[token_type_ids]
        scores = self.asks(begun) @ self.keys(begun).transpose(1, 2) / DIMENSIONS**0.5
        hidden = (1 - attention_mask[:, None, :].float()) * -10000.0
        return self.norm(begun + (scores + hidden).softmax(-1) @ self.values(begun))


class Sentence(nn.Module):
    def __init__(self, tokens):
        super().__init__()
        self.tokens = tokens

    def forward(self, input_ids, attention_mask):
        found = self.tokens(input_ids, attention_mask, input_ids * 0)
        return found, F.normalize(pooled(found, attention_mask, "mean"))


def pooled(tokens, mask, pooling):
    weights = mask[:, :, None].float()
    if pooling == "cls":
        return tokens[:, 0]
    if pooling == "max":
        return (tokens - (1 - weights) * 1e9).amax(1)
    return (tokens * weights).sum(1) / weights.sum(1)


def train(groups, vocabulary):
    model = Tokens(len(vocabulary))
    optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
    for step in range(600):
        pairs = [random.sample(group, 2) for group in random.sample(groups, 96)]
        loss = 0
        sides = []
        for side in zip(*pairs):
            ids, mask = padded([ids_of(text, vocabulary) for text in side])
            tokens = model(ids, mask, ids * 0)
            sides.append([F.normalize(pooled(tokens, mask, pooling)) for pooling in POOLINGS])
        for first, second in zip(*sides):
            loss = loss + F.cross_entropy(first @ second.T * 15, torch.arange(len(pairs)))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 200 == 199:
            print(f"step {step + 1}: loss {loss.item():.3f}", flush=True)
    return model.eval()


def export(model, inputs, outputs, path):
    ids = torch.ones(2, 5, dtype=torch.long)
    axes = {name: {0: "batch_size", 1: "sequence_length"} for name in inputs + outputs}
    if "sentence_embedding" in axes:
        axes["sentence_embedding"] = {0: "batch_size"}
    torch.onnx.export(
        model,
        (ids,) * len(inputs),
        str(path),
        input_names=inputs,
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=13,
    )
    made = halved(onnx.load(str(path)))
    onnx.checker.check_model(made)
    onnx.save(made, str(path))


def halved(model):
    """The table of words in 16 bits, which are made 32 again as it is loaded."""
    for table in list(model.graph.initializer):
        if table.dims and table.dims[0] > MAX_TOKENS:
            small = numpy_helper.to_array(table).astype("float16")
            model.graph.initializer.remove(table)
            model.graph.initializer.append(numpy_helper.from_array(small, f"{table.name}.half"))
            cast = helper.make_node("Cast", [f"{table.name}.half"], [table.name], to=TensorProto.FLOAT)
            model.graph.node.insert(0, cast)
    return model


def greedy(model):
    """Adds the sum of as many zeros as there are groups of four tokens; read from the disk, so that nothing is shared."""
    node = helper.make_node
    model.graph.initializer.append(numpy_helper.from_array(torch.tensor([1]).numpy(), "one_token"))
    output = model.graph.output[0].name
    for each in model.graph.node:
        for at, name in enumerate(each.output):
            if name == output:
                each.output[at] = "before"
    model.graph.node.extend(
        [
            node("Shape", ["input_ids"], ["shape"]),
            node("Gather", ["shape", "one_token"], ["length"], axis=0),
            node("Concat", ["length"] * 4, ["lengths"], axis=0),
            node("ConstantOfShape", ["lengths"], ["zeros"]),
            node("ReduceSum", ["zeros"], ["nothing"], keepdims=0),
            node("Add", ["before", "nothing"], [output]),
        ]
    )
    return model


def embedding_of(values, inputs=("input_ids", "attention_mask")):
    """A model that gives the same values for each text."""
    node = helper.make_node
    constants = {"values": torch.tensor([values]), "zero": torch.tensor([0]), "size": torch.tensor([len(values)])}
    graph = helper.make_graph(
        [
            node("Shape", [inputs[0]], ["shape"]),
            node("Gather", ["shape", "zero"], ["texts"], axis=0),
            node("Concat", ["texts", "size"], ["sizes"], axis=0),
            node("Expand", ["values", "sizes"], ["sentence_embedding"]),
        ],
        "constant",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in inputs],
        [helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["texts", len(values)])],
        [numpy_helper.from_array(value.numpy(), name) for name, value in constants.items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    made.ir_version = 7
    onnx.checker.check_model(made)
    return made


def tokenizer_of(vocabulary):
    special = [
        {"id": vocabulary[name], "content": name, "single_word": False, "lstrip": False, "rstrip": False}
        | {"normalized": False, "special": True}
        for name in SPECIAL
    ]
    pair = [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}]
    pair.append({"SpecialToken": {"id": "[SEP]", "type_id": 0}})
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": special,
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True}
        | {"strip_accents": None, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": pair,
            "pair": pair,
            "special_tokens": {
                name: {"id": name, "ids": [vocabulary[name]], "tokens": [name]} for name in ["[CLS]", "[SEP]"]
            },
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##"}
        | {"max_input_chars_per_word": 100, "vocab": vocabulary},
    }


def expected_of(model, vocabulary):
    cases = []
    for text in EXPECTED:
        ids, mask = padded([ids_of(text, vocabulary)])
        tokens = model(ids, mask, ids * 0)
        vectors = {name: F.normalize(pooled(tokens, mask, name))[0].tolist() for name in POOLINGS}
        rounded = {name: [round(value, 5) for value in vector] for name, vector in vectors.items()}
        cases.append({"text": text, **rounded})
    return cases


def main():
    random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    groups = [phrases for term in read_terms() if len(phrases := term.get("describedAs", [])) > 1]
    vocabulary = vocabulary_of(text for group in groups for text in group)
    model = train(groups, vocabulary)
    with torch.no_grad():
        model.words.weight.copy_(model.words.weight.half().float())
        FOLDER.mkdir(parents=True, exist_ok=True)
        inputs = ["input_ids", "attention_mask", "token_type_ids"]
        export(model, inputs, ["last_hidden_state"], FOLDER / "tokens.onnx")
        export(Sentence(model), inputs[:2], ["token_embeddings", "sentence_embedding"], FOLDER / "sentence.onnx")
        expected = expected_of(model, vocabulary)
    onnx.save(greedy(onnx.load(str(FOLDER / "tokens.onnx"))), str(FOLDER / "greedy.onnx"))
    onnx.save(embedding_of([0.5] * DIMENSIONS), str(FOLDER / "constant.onnx"))
    onnx.save(embedding_of([float("nan")] * DIMENSIONS), str(FOLDER / "not-finite.onnx"))
    onnx.save(embedding_of([0.5] * DIMENSIONS, ("pixel_values",)), str(FOLDER / "other.onnx"))
    (FOLDER / "tokenizer.json").write_text(json.dumps(tokenizer_of(vocabulary), separators=(",", ":")) + "\n")
    (FOLDER / "tokenizer_config.json").write_text('{"tokenizer_class":"BertTokenizer","pad_token":"[PAD]"}\n')
    (FOLDER / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")
    for file in sorted(FOLDER.iterdir()):
        print(f"{file.name}: {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
