"""What crosses the wall of the reading room: packing on the inside, unpacking outside by a list of names.

    Reading, bytes, a refusal ── pack ──> bytes ── unpack ──> the same, or Untrusted

Who reads hostile bytes may be taken over by them. So nothing of what comes out is run: only the plain
classes of the intake are made, arrays and frames are built here from plain lists and bytes, and any other
name makes the whole answer void.
"""

from __future__ import annotations

import io
import pickle

import numpy as np
import pandas as pd

PLAIN = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("builtins", "slice"),
    ("builtins", "int"),
    ("builtins", "float"),
    ("builtins", "bool"),
    ("builtins", "str"),
    ("builtins", "set"),
    ("builtins", "frozenset"),
}
OURS = {
    "wkb_data.intake.wire": {"frame", "array"},
    "wkb_data.intake.reading": {"Reading"},
    "wkb_data.intake.opening": {"Workbook"},
    "wkb_data.intake.grids": {"Grid", "Cells"},
    "wkb_data.intake.typed": {"TypedTable", "Addresses"},
    "wkb_data.intake.findings": {"Finding"},
    "wkb_data.intake.claims": {"Claim"},
    "wkb_data.intake.account": {"Account", "Aside"},
    "wkb_data.intake.headings": {"Match"},
    "wkb_data.intake.regions": {"Region", "Doubt"},
    "wkb_data.schema": {"Table", "Column", "Judgement"},
}
DTYPES = {"object", "Int64", "Float64", "float64", "int64", "bool", "boolean", "str"}


class Untrusted(ValueError):
    """An answer that holds what no answer of ours holds."""


def array(kind: str, content: bytes | list) -> np.ndarray:
    """A one-dimensional array: of numbers or booleans from their bytes, of objects from a list."""
    if kind == "O":
        made = np.empty(len(content), dtype=object)
        made[:] = content
        return made
    dtype = np.dtype(kind)
    if dtype.kind not in "iufb":
        raise Untrusted(kind)
    return np.frombuffer(content, dtype=dtype).copy()


def frame(rows: int, names: list[str], columns: list[tuple[str, object]]) -> pd.DataFrame:
    """A frame of so many rows from the type and the values of each column."""
    if not {dtype for dtype, _ in columns} <= DTYPES:
        raise Untrusted("dtype")
    made = {n: pd.Series(v, dtype=d) for n, (d, v) in zip(names, columns, strict=True)}
    return pd.DataFrame(made, index=pd.RangeIndex(rows))


def _of_frame(value: pd.DataFrame) -> tuple:
    columns = []
    for name in value.columns:
        dtype = str(value[name].dtype)
        missing = dtype in ("Int64", "Float64", "boolean")
        column = value[name].astype(object)
        columns.append(
            (dtype, column.where(value[name].notna(), None).tolist() if missing else value[name].to_numpy())
        )
    return frame, (len(value), [str(n) for n in value.columns], columns)


class _Packer(pickle.Pickler):
    def reducer_override(self, value):
        if isinstance(value, pd.DataFrame):
            return _of_frame(value)
        if isinstance(value, np.ndarray):
            if value.dtype == object:
                return array, ("O", value.tolist())
            return array, (value.dtype.str, value.tobytes())
        if isinstance(value, np.generic):
            return type(value.item()), (value.item(),)
        return NotImplemented


class _Unpacker(pickle.Unpickler):
    def find_class(self, module: str, name: str):
        if (module, name) in PLAIN or name in OURS.get(module, ()):
            return super().find_class(module, name)
        raise Untrusted(f"{module}.{name}")


def pack(answer: object) -> bytes:
    """An answer as bytes."""
    out = io.BytesIO()
    _Packer(out, protocol=5).dump(answer)
    return out.getvalue()


def unpack(content: bytes) -> object:
    """The answer in `content`. Raises Untrusted for anything that `pack` would not have made of an answer."""
    try:
        return _Unpacker(io.BytesIO(content)).load()
    except Untrusted:
        raise
    except Exception as error:
        raise Untrusted(str(error)) from error
