"""The encoder as ONNX: an int8 table with a scale for each row, the sum of the rows of a text, two layers.

Input `ids`, int64 [texts, features], padded with 0. Output `embeddings`, float32 [texts, dimensions], of length 1.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def write(model, path):
    table = model.bag.table.copy()
    table[0] = 0
    scales = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    small = np.clip(np.round(table / scales), -127, 127).astype(np.int8)
    constants = {
        "table": small,
        "scales": scales.astype(np.float32),
        "first": model.first.weight.detach().numpy().T.copy(),
        "first_bias": model.first.bias.detach().numpy(),
        "second": model.second.weight.detach().numpy().T.copy(),
        "second_bias": model.second.bias.detach().numpy(),
        "least": np.array(1e-12, dtype=np.float32),
    }
    node = helper.make_node
    nodes = [
        node("Gather", ["table", "ids"], ["rows8"]),
        node("Cast", ["rows8"], ["rows"], to=TensorProto.FLOAT),
        node("Gather", ["scales", "ids"], ["row_scales"]),
        node("Mul", ["rows", "row_scales"], ["scaled"]),
        node("ReduceSum", ["scaled", "axis"], ["summed"], keepdims=0),
        *normalised("summed", "pooled"),
        node("MatMul", ["pooled", "first"], ["h0"]),
        node("Add", ["h0", "first_bias"], ["h1"]),
        node("Relu", ["h1"], ["h2"]),
        node("MatMul", ["h2", "second"], ["h3"]),
        node("Add", ["h3", "second_bias"], ["h4"]),
        node("Add", ["pooled", "h4"], ["turned"]),
        *normalised("turned", "embeddings"),
    ]
    constants["axis"] = np.array([1], dtype=np.int64)
    graph = helper.make_graph(
        nodes,
        "dictionary-encoder",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "features"])],
        [helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, ["texts", table.shape[1]])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="mirubato")
    made.ir_version = 7
    onnx.checker.check_model(made)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(made, str(path))
    print(f"{path}: {path.stat().st_size} bytes", flush=True)


def normalised(source, target):
    node = helper.make_node
    return [
        node("ReduceL2", [source], [f"{target}_norm"], axes=[1], keepdims=1),
        node("Max", [f"{target}_norm", "least"], [f"{target}_safe"]),
        node("Div", [source, f"{target}_safe"], [target]),
    ]
