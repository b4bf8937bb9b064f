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
    file = pq.ParquetFile(pa.BufferReader(content), pre_buffer=False)
    frame = file.read(use_threads=False).to_pandas(use_threads=False)
    numeric = pd.api.types.is_numeric_dtype
    columns = {n: v if numeric(v) else _plain(_objects(v, len(frame)), frame.index) for n, v in frame.items()}
    return pd.DataFrame(columns, index=frame.index)


def conform(frame: pd.DataFrame | None, table: Table) -> pd.DataFrame:
    """A frame in the shape of its table today.

    Every column in order, typed, empty where it was not delivered.

    After the columns stand `COLUMN__precision` (of dates and shares) and `COLUMN__reason` (of every column).
    What the register no longer has drops out; a value of another type than the column has now is empty until
    it is read again. Without a frame: no rows, all columns.
    """
    given = {} if frame is None else {name: frame[name] for name in frame.columns}
    rows = pd.RangeIndex(0 if frame is None else len(frame))
    data = {c.name: _column(c, given.get(c.name), rows) for c in table.columns}
    for c in table.columns:
        for name in ([f"{c.name}__precision"] if c.type in PRECISE else []) + [f"{c.name}__reason"]:
            data[name] = _plain(_objects(given.get(name), len(rows)), rows)
    return pd.DataFrame(data, index=rows)


def _column(column: Column, values: pd.Series | None, rows: pd.RangeIndex) -> object:
    if column.type in WHOLE:
        numbers = _numbers(values, len(rows))
        return pd.array(np.where(numbers % 1 == 0, numbers, np.nan), dtype="Int64")
    if column.type in DECIMAL:
        return _numbers(values, len(rows))
    kept = _objects(values, len(rows))
    kind = date if column.type == "date" else str
    if pd.api.types.infer_dtype(kept, skipna=True) not in ("empty", "date" if kind is date else "string"):
        kept[:] = [v if isinstance(v, kind) else None for v in kept]
    return _plain(kept, rows)


def _numbers(values: pd.Series | None, rows: int) -> np.ndarray:
    if values is None:
        return np.full(rows, np.nan)
    return pd.to_numeric(values, errors="coerce").to_numpy(dtype="float64", na_value=np.nan)


def _objects(values: pd.Series | None, rows: int) -> np.ndarray:
    """Python values, None for empty."""
    found = np.full(rows, None, dtype=object)
    if values is not None:
        there = values.notna().to_numpy()
        found[there] = values.to_numpy(dtype=object)[there]
    return found


def _plain(values: np.ndarray, rows: pd.Index) -> pd.Series:
    """Python values as a column that stays so: pandas would make its own texts of them, with NaN for None.

    With the index of its frame itself, which then needs not be held against it column by column.
    """
    return pd.Series(values, index=rows, dtype=object)
