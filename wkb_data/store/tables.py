"""The tables of the store.

A column added here is added to stores made before it, so it may be empty (database).

originals   sha256 -> bytes as delivered
deliveries  who, when, which register and month, found what; withdrawn when and why
snapshots   a typed table of a delivery, as Parquet
facts       the monthly facts of a delivery, as Parquet; `lines`: what a forecast starts from, of all the
            facts;
            `basis`: what they and the snapshots were derived from (delivering.basis); `revision`: how many
            times
            derived data had been made anew when they were; `trouble`: why they could not be made anew
forecasts   what was forecast when a delivery came in, to be held against what came
answers     what a group said of a doubtful heading (answers)
meetings    a meeting of a month (meetings): in preparation until `closed_at`; then `outcomes` (what was
            decided, canonical JSON) and `facts` (canonical CSV, compressed) are what it saw, for ever, with
            the SHA-256 of both in `digest`; `colours`: the judgements that it established
meeting_entries
            what is written down while a meeting is prepared and held: a value for a field of an item
"""

from __future__ import annotations

import sqlalchemy as sa

SCHEMA = sa.MetaData()
ORIGINALS = sa.Table(
    "originals",
    SCHEMA,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
DELIVERIES = sa.Table(
    "deliveries",
    SCHEMA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("register", sa.String(40), nullable=False),
    sa.Column("month", sa.String(7), nullable=False),
    sa.Column("by", sa.String(200), nullable=False),
    sa.Column("file", sa.String(400), nullable=False),
    sa.Column("sha256", sa.ForeignKey("originals.sha256"), nullable=False),
    sa.Column("delivered_at", sa.String(32), nullable=False),
    sa.Column("findings", sa.Text, nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False, default=False),
    sa.Column("withdrawn_at", sa.String(32)),
    sa.Column("withdrawn_why", sa.Text),
    sa.Index("deliveries_by_month", "register", "month"),
)
SNAPSHOTS = sa.Table(
    "snapshots",
    SCHEMA,
    sa.Column("delivery", sa.ForeignKey("deliveries.id"), primary_key=True),
    sa.Column("table", sa.String(40), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
FACTS = sa.Table(
    "facts",
    SCHEMA,
    sa.Column("delivery", sa.ForeignKey("deliveries.id"), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("lines", sa.Text),
    sa.Column("basis", sa.String(64)),
    sa.Column("revision", sa.Integer),
    sa.Column("trouble", sa.Text),
)
ANSWERS = sa.Table(
    "answers",
    SCHEMA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("register", sa.String(40), nullable=False),
    sa.Column("table", sa.String(40), nullable=False),
    sa.Column("heading", sa.Text, nullable=False),
    sa.Column("column", sa.String(40), nullable=False),
    sa.Column("by", sa.String(200), nullable=False),
    sa.Column("answered_at", sa.String(32), nullable=False),
    sa.Column("undone_at", sa.String(32)),
)
FORECASTS = sa.Table(
    "forecasts",
    SCHEMA,
    sa.Column("delivery", sa.ForeignKey("deliveries.id"), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
)
MEETINGS = sa.Table(
    "meetings",
    SCHEMA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("month", sa.String(7), nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False, default=False),
    sa.Column("put_aside", sa.Boolean, nullable=False, default=False),
    sa.Column("date", sa.String(10)),
    sa.Column("known_at", sa.String(32)),
    sa.Column("closed_at", sa.String(32)),
    sa.Column("closed_by", sa.String(200)),
    sa.Column("escalated", sa.Boolean),
    sa.Column("colours", sa.Text),
    sa.Column("outcomes", sa.LargeBinary),
    sa.Column("facts", sa.LargeBinary),
    sa.Column("digest", sa.String(64)),
    sa.Column("shared_at", sa.String(32)),
    sa.Column("shared_by", sa.String(200)),
    sa.Index("meetings_by_month", "month"),
)
MEETING_ENTRIES = sa.Table(
    "meeting_entries",
    SCHEMA,
    sa.Column("meeting", sa.ForeignKey("meetings.id"), primary_key=True),
    sa.Column("item", sa.String(400), primary_key=True),
    sa.Column("field", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("written_at", sa.String(32), nullable=False),
)
