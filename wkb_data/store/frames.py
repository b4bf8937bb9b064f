"""Typed tables and facts as Parquet and back, and every frame in the shape that today's register gives its
table.

Parquet is read and written without threads of the library: one that is still at work while the interpreter
ends kills it.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from wkb_data.schema import Column, Table

WHOLE = {"whole", "count"}
DECIMAL = {"number", "percent", "share_or_count"}
PRECISE = {"date", "share_or_count"}


def to_parquet(frame: pd.DataFrame) -> bytes:
    """A frame as Parquet bytes; the same frame gives the same bytes."""
    out = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False, nthreads=1), out)
    return out.getvalue().to_pybytes()


def from_parquet(content: bytes) -> pd.DataFrame:
    """A frame from `to_parquet`; empty cells are None, whole numbers Int64."""
    values, rows = _values(content)
    return pd.DataFrame({n: _series(v, rows) for n, v in values.items()}, index=rows)


def conformed(content: bytes, table: Table) -> pd.DataFrame:
    """The frame of `to_parquet` in the shape of its table today, see `conform`."""
    return _shaped(*_values(content), table)


def conform(frame: pd.DataFrame | None, table: Table) -> pd.DataFrame:
    """A frame in the shape of its table today.

    Every column in order, typed, empty where it was not delivered.

    After the columns stand `COLUMN__precision` (of dates and shares) and `COLUMN__reason` (of every column).
    What the register no longer has drops out; a value of another type than the column has now is empty until
    it is read again. Without a frame: no rows, all columns.
    """
    given = {} if frame is None else {name: frame[name] for name in frame.columns}
    return _shaped(given, pd.RangeIndex(0 if frame is None else len(frame)), table)


def _values(content: bytes) -> tuple[dict[str, np.ndarray | pd.Series], pd.RangeIndex]:
    """The columns of a frame as `to_parquet` wrote it: Python values with None for empty, numbers as Series.

    Texts do not become texts of pandas on the way: that takes ten times as long as reading them.
    """
    file = pq.ParquetFile(pa.BufferReader(content), pre_buffer=False)
    found = file.read(use_threads=False)
    rows = pd.RangeIndex(found.num_rows)
    plain = {f.name for f in found.schema if _is_text(f.type)}
    others = found.drop_columns(list(plain)).to_pandas(use_threads=False)
    values: dict[str, np.ndarray | pd.Series] = {}
    for name in found.column_names:
        if name in plain:
            values[name] = found.column(name).to_numpy()
        else:
            number = pd.api.types.is_numeric_dtype(others[name])
            values[name] = others[name] if number else _objects(others[name], rows)
    return values, rows


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)


def _shaped(given: dict[str, np.ndarray | pd.Series], rows: pd.RangeIndex, table: Table) -> pd.DataFrame:
    data = {c.name: _column(c, given.get(c.name), rows) for c in table.columns}
    for c in table.columns:
        for name in ([f"{c.name}__precision"] if c.type in PRECISE else []) + [f"{c.name}__reason"]:
            data[name] = _series(_objects(given.get(name), rows), rows)
    return pd.DataFrame(data, index=rows)


def _column(column: Column, values: np.ndarray | pd.Series | None, rows: pd.RangeIndex) -> object:
    if column.type in WHOLE:
        numbers = _numbers(values, rows)
        return pd.array(np.where(numbers % 1 == 0, numbers, np.nan), dtype="Int64")
    if column.type in DECIMAL:
        return _numbers(values, rows)
    kept = _objects(values, rows)
    kind = date if column.type == "date" else str
    if pd.api.types.infer_dtype(kept, skipna=True) not in ("empty", "date" if kind is date else "string"):
        kept = np.array([v if isinstance(v, kind) else None for v in kept], dtype=object)
    return _series(kept, rows)


def _numbers(values: np.ndarray | pd.Series | None, rows: pd.RangeIndex) -> np.ndarray:
    if values is None:
        return np.full(len(rows), np.nan)
    return pd.to_numeric(_series(values, rows), errors="coerce").to_numpy(dtype="float64", na_value=np.nan)


def _objects(values: np.ndarray | pd.Series | None, rows: pd.RangeIndex) -> np.ndarray:
    """Python values, None for empty; an array holds them already."""
    if isinstance(values, np.ndarray):
        return values
    found = np.full(len(rows), None, dtype=object)
    if values is not None:
        there = values.notna().to_numpy()
        found[there] = values.to_numpy(dtype=object)[there]
    return found


def _series(values: np.ndarray | pd.Series, rows: pd.RangeIndex) -> pd.Series:
    """Python values as a column that stays so: pandas would make its own texts of them, with NaN for None.

    With the index of its frame itself, which then needs not be held against it column by column.
    """
    return values if isinstance(values, pd.Series) else pd.Series(values, index=rows, dtype=object)
