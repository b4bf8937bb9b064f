"""The parts of a register as they stand in its file; `wkb_data.decoding` holds a file to them.

RegisterFile
 ├─ words ── canonical word ── as written
 └─ tables ── columns
      └─ checks, against        what intake.checks carries out, each kind with its own settings
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from wkb_data.decoding import STRICT, Text, YesNo

Name = Annotated[
    str,
    Field(
        strict=True,
        pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
        description="een naam van kleine letters, cijfers en losse lage streepjes",
    ),
]
Names = Annotated[tuple[Name, ...], Field(min_length=1)]
Several = Annotated[tuple[Name, ...], Field(min_length=2)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
Level = Literal["error", "warning", "info"]
# The kinds of a column; intake.cells has a parser for each.
Type = Literal[
    "text", "list", "date", "month", "number", "whole", "count", "percent", "share_or_count", "yesno", "word",
    "colour", "category", "party", "aspect", "municipality", "municipality_or_all", "municipalities",
]  # fmt: skip
# The ways in which a table may be laid out beside one row a record; intake.recognise knows them.
Shape = Literal["matrix", "marks", "history"]


@dataclass(frozen=True)
class ColumnFile:
    """A column; `words` names the list of words that may stand in it.

    `within` are those of them that count within a longer text too; `event`: a day or month on which something
    has happened, where the others are plans.
    """

    __pydantic_config__ = STRICT
    name: Name
    heading: Text
    type: Type
    required: YesNo = False
    expected: YesNo = False
    synonyms: tuple[Text, ...] = ()
    words: Text | None = None
    within: tuple[Text, ...] = ()
    event: YesNo = False


class Unique(TypedDict):
    """`column`, or `columns` together, stand once; the finding is at `column`."""

    __pydantic_config__ = STRICT
    kind: Literal["unique"]
    column: Name
    columns: NotRequired[Several]


class Implied(TypedDict):
    """Where a column holds one of these words, `column` is filled."""

    __pydantic_config__ = STRICT
    kind: Literal["implied"]
    column: Name
    when: Annotated[
        dict[str, Texts],
        Field(min_length=1, max_length=1, description="een tabel met één kolom en haar woorden"),
    ]
    why: Text
    level: NotRequired[Level]


class Ordered(TypedDict):
    """Dates that follow each other."""

    __pydantic_config__ = STRICT
    kind: Literal["ordered"]
    columns: Several


class Reference(TypedDict):
    """What stands in `column` stands in `table.column` of the same register too."""

    __pydantic_config__ = STRICT
    kind: Literal["reference"]
    column: Name
    to: Annotated[
        str,
        Field(
            strict=True,
            pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$",
            description="een tabel en kolom, zoals pilots.id",
        ),
    ]


class Acyclic(TypedDict):
    """Rows that name others in `column` never come round to themselves."""

    __pydantic_config__ = STRICT
    kind: Literal["acyclic"]
    column: Name


class OneOf(TypedDict):
    """At least one of `columns` is filled."""

    __pydantic_config__ = STRICT
    kind: Literal["one_of"]
    columns: Several
    column: Name
    why: Text


class PartOf(TypedDict):
    """The count in `column` is at most that in `of`; `needed`: without the whole there is no share."""

    __pydantic_config__ = STRICT
    kind: Literal["part_of"]
    column: Name
    of: Name
    level: NotRequired[Level]
    needed: NotRequired[YesNo]


class Justified(TypedDict):
    """A judgement has its reason."""

    __pydantic_config__ = STRICT
    kind: Literal["justified"]


Check = Annotated[
    Unique | Implied | Ordered | Reference | Acyclic | OneOf | PartOf | Justified, Field(discriminator="kind")
]


class Vanished(TypedDict):
    """Rows that were there in the previous delivery are still there; `do` says what to do."""

    __pydantic_config__ = STRICT
    kind: Literal["vanished"]
    do: Text


class Meaning(TypedDict):
    """A number keeps pointing at the same thing, as told by `columns`."""

    __pydantic_config__ = STRICT
    kind: Literal["meaning"]
    columns: Names


class Backwards(TypedDict):
    """The word in `column` doesn't go back in `order`."""

    __pydantic_config__ = STRICT
    kind: Literal["backwards"]
    column: Name
    order: Annotated[tuple[Text, ...], Field(min_length=2)]


class Grows(TypedDict):
    """The number of rows with one of `words` in `column` doesn't get less; `says` names those rows."""

    __pydantic_config__ = STRICT
    kind: Literal["grows"]
    column: Name
    words: Texts
    says: Text


class Settled(TypedDict):
    """A figure of an earlier month stays as it was."""

    __pydantic_config__ = STRICT
    kind: Literal["settled"]
    column: Name


class OldText(TypedDict):
    """A judgement that changed has a new reason."""

    __pydantic_config__ = STRICT
    kind: Literal["old_text"]


Against = Annotated[Vanished | Meaning | Backwards | Grows | Settled | OldText, Field(discriminator="kind")]


class Matrix(TypedDict):
    """The columns of which a matrix holds the values at its side, at its top and inside."""

    __pydantic_config__ = STRICT
    rows: Name
    columns: Name
    value: Name


class Judgement(TypedDict):
    """The columns of a list of judgements: what is judged, in which month, the colour, and why.

    A mark in one of as many columns as there are colours (shape marks), and a column a month (history) are
    such lists.
    """

    __pydantic_config__ = STRICT
    rows: Name
    columns: Name
    value: Name
    reason: Name


@dataclass(frozen=True)
class TableFile:
    __pydantic_config__ = STRICT
    name: Name
    title: Text
    key: Name
    columns: Annotated[tuple[ColumnFile, ...], Field(min_length=1)]
    checks: tuple[Check, ...] = ()
    against: tuple[Against, ...] = ()
    shapes: tuple[Shape, ...] = ()
    matrix: Matrix | None = None
    judgement: Judgement | None = None
    sheet_words: tuple[Text, ...] = ()


@dataclass(frozen=True)
class RegisterFile:
    """A register file, key by key; the second word of a list is the one that people see."""

    __pydantic_config__ = STRICT
    register: Name
    title: Text
    tables: Annotated[tuple[TableFile, ...], Field(min_length=1)]
    file_words: tuple[Text, ...] = ()
    words: dict[str, dict[str, Texts]] = field(default_factory=dict)
