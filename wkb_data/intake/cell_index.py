"""One pass over the XML of a sheet: where each of its cells stands, and what its tag says.

    xml ── indexed ──> Index: row, column, place in the XML and tag of each cell, in their order

Only one way of writing is known here (`<c r="A1" s="1" t="s">`, no prefixes, comments or CDATA); `indexed`
gives None for a sheet that is written in another, legal or not. Bytes are looked at eight at a time, as one
number: `Words`.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wkb_data.intake.limits import LAST_COLUMN, LAST_ROW
from wkb_data.intake.parts import strange_encoding

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BLOCK = 2**23
# What a tag says beside its place, and what is told apart by its bytes, is at most eight times eight of them.
BEYOND = 4096
RUN_WORDS = 8
TOP = re.compile(rb"\s*(?:<\?xml[^<>]*\?>)?\s*<worksheet[\s>]")
# What a tag says beside its place: each attribute once, none of them a place or a namespace.
SAID = re.compile(rb'((?: (?!r=|xmlns)[A-Za-z][\w.:]*="[^"\'&<>=\t\n\r]+")*)( ?/)?')
ATTRIBUTE = re.compile(rb' ([\w.:]+)="([^"]*)"')

# What may be opened and closed among the cells, by the first letters of a tag; CLOSING: any tag that closes.
(BAD, CLOSING, OTHER, ROWS, ROW, END_ROW, CELL, CLOSED_CELL, END_CELL, VALUE, END_VALUE, NO_VALUE) = range(12)
(FORMULA, END_FORMULA, INLINE, END_INLINE, NO_INLINE, TEXT, END_TEXT, NO_TEXT) = range(12, 20)
OPENED, CLOSED = np.full(2**16, OTHER, np.uint8), np.full(2**16, OTHER, np.uint8)
for known, letters in (
    (OPENED, {"c ": CELL, "v>": VALUE, "v/": NO_VALUE, "is": INLINE, "t>": TEXT, "t ": TEXT, "t/": NO_TEXT}),
    (OPENED, {"f>": FORMULA, "f ": FORMULA, "f/": FORMULA, "ro": ROW, "sh": ROWS}),
    (CLOSED, {"c>": END_CELL, "v>": END_VALUE, "is": END_INLINE, "t>": END_TEXT}),
    (CLOSED, {"f>": END_FORMULA, "ro": END_ROW}),
):
    for said, part in letters.items():
        known[int.from_bytes(said.encode(), "little")] = part
for other in range(256):
    OPENED[other * 256 + ord("/")] = CLOSING
    OPENED[[other * 256 + ord("!"), other * 256 + ord("?")]] = BAD
LONGER = {INLINE: b"<is>", END_INLINE: b"</is>", ROW: b"<row", END_ROW: b"</row>", ROWS: b"<sheetDa"}
# What may come next: of nothing else is it sure what a reader makes of it. A row and a formula may close
# themselves; what stands in an inline text beside texts is left to the reader.
INSIDE = (TEXT, NO_TEXT, OTHER, END_INLINE)
NEXT = {
    ROWS: (ROW,),
    ROW: (ROW, CELL, CLOSED_CELL, END_ROW),
    END_ROW: (ROW,),
    CELL: (VALUE, NO_VALUE, FORMULA, INLINE, END_CELL),
    CLOSED_CELL: (CELL, CLOSED_CELL, END_ROW),
    END_CELL: (CELL, CLOSED_CELL, END_ROW),
    FORMULA: (END_FORMULA, VALUE, NO_VALUE, INLINE, END_CELL),
    END_FORMULA: (VALUE, NO_VALUE, INLINE, END_CELL),
    VALUE: (END_VALUE,),
    END_VALUE: (END_CELL,),
    NO_VALUE: (END_CELL,),
    INLINE: INSIDE,
    TEXT: (END_TEXT,),
    END_TEXT: INSIDE,
    NO_TEXT: INSIDE,
    OTHER: INSIDE,
    END_INLINE: (END_CELL,),
}
FOLLOWS = np.zeros((20, 20), dtype=bool)
for part, following in NEXT.items():
    FOLLOWS[part, list(following)] = True


@dataclass(frozen=True)
class Tag:
    """What the tags of some cells say beside their place: style, type, and whether nothing is in them."""

    said: bytes
    style: int | None
    kind: bytes
    closed: bool

    @classmethod
    def of(cls, said: bytes) -> Tag | None:
        """None for what is not written in the usual way."""
        parts = SAID.fullmatch(said)
        if not parts:
            return None
        found = ATTRIBUTE.findall(parts[1])
        names = dict(found)
        style = names.get(b"s", b"")
        if len(names) < len(found):
            return None
        return cls(parts[1], int(style) if style.isdigit() else None, names.get(b"t", b""), bool(parts[2]))


@dataclass
class Index:
    """Of each cell its zero-based row and column, where its tag starts and ends in the XML, and which of
    `tags` that is; `formulas`: whether there is one.
    """

    rows: np.ndarray
    columns: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    which: np.ndarray
    tags: list[Tag]
    formulas: bool

    def tag(self, cell: int) -> Tag:
        return self.tags[self.which[cell]]


class Words:
    """The bytes of a text, and from each of them on eight, or two, as one number, the first the lowest."""

    def __init__(self, text: bytes):
        self.text = text
        self.chars = np.frombuffer(text, dtype=np.uint8)
        self.at = np.ndarray(shape=(max(len(text) - 7, 0),), dtype="<u8", buffer=text, strides=(1,))
        self.pairs = np.ndarray(shape=(max(len(text) - 1, 0),), dtype="<u2", buffer=text, strides=(1,))

    def until(self, sign: str, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Of the eight bytes from each place those before a sign; and how many these are, 8 without it."""
        words = self.at[places]
        low = np.uint64(0x0101010101010101)
        off = words ^ (low * np.uint64(ord(sign)))
        hit = (off - low) & ~off & np.uint64(0x8080808080808080)
        before = ((hit & (~hit + np.uint64(1))) >> np.uint64(7)) - np.uint64(1)
        length = np.bitwise_count(before) // np.uint8(8)
        return words & before, length


def word(text: bytes) -> np.uint64:
    """At most eight bytes as `Words` gives them."""
    return np.uint64(int.from_bytes(text, "little"))


def runs(
    words: Words, at: np.ndarray, sign: str, codes: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The runs of bytes from some places up to a sign, told apart by their bytes and by `codes`: where they
    end, the number of each, where each number is met first, and which are longer than is looked at.
    """
    ends, codes, met, going = at.copy(), codes.copy(), 0, np.arange(len(at))
    for _ in range(RUN_WORDS):
        keys, length = words.until(sign, ends[going])
        fresh, distinct = pd.factorize(keys)
        fresh, _ = pd.factorize(codes[going] * len(distinct) + fresh)
        codes[going] = fresh + met
        met += int(fresh.max(initial=-1)) + 1
        ends[going] += length
        going = going[length == 8]
        if not len(going):
            break
    codes, distinct = pd.factorize(codes)
    first = np.zeros(len(distinct), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return ends, codes, first, going


def indexed(xml: bytes) -> Index | None:
    """The cells of a sheet that is written in the usual way; None where it is not."""
    first, end = _body(xml)
    if end < 0:
        return None
    with ThreadPoolExecutor(2) as beside:  # numpy works on two blocks at a time
        blocks = list(beside.map(lambda at: _block(xml, at, min(at + BLOCK, end)), range(first, end, BLOCK)))
    if any(block is None for block in blocks):
        return None
    number: dict[bytes, int] = {}
    for block in blocks:
        block[4] = np.array([number.setdefault(said, len(number)) for said in block[5]], np.int32)[block[4]]
    tags = [Tag.of(said) for said in number]
    if None in tags:
        return None
    none = np.zeros(0, dtype=np.int32)
    arrays = [np.concatenate([b[i] for b in blocks] or [none]) for i in range(5)]
    firsts, lasts = (np.concatenate([b[i] for b in blocks] or [none]) for i in (6, 7))
    if not FOLLOWS[lasts[:-1], firsts[1:]].all():
        return None
    return Index(*arrays, tags, any(block[8] for block in blocks))


def _body(xml: bytes) -> tuple[int, int]:
    """Where the cells begin and end;
    end is -1 where the parts around them are not written in the usual way.
    """
    first, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if end < first and first >= 0 and xml.startswith(b"<sheetData/>", first):
        end = first
    head, tail, space = xml[: max(first, 0)], xml[max(end, 0) :], MAIN.encode()
    usual = (
        0 <= first <= end
        and TOP.match(xml)
        and not strange_encoding(xml)
        and b"<!" not in head + tail
        and b"<?" not in head[5:] + tail
        and head.count(b'xmlns="' + space + b'"') == 1
        and head.count(space) == 1
        and space not in tail
        and b"\x00" not in xml
    )
    return (first, end) if usual else (first, -1)


def _block(xml: bytes, first: int, last: int) -> list | None:
    """Of the cells whose tags begin between two places: rows, columns, starts, ends, which of the tags, those
    tags; and of all that is opened and closed there what comes first, last, and whether a formula does.

    None where one is not written in the usual way.
    """
    text = xml[first : last + BEYOND]
    words = Words(text + b"\x00" * max(64, last + BEYOND + 64 - len(xml)))
    opens = np.flatnonzero(words.chars[: last - first] == ord("<"))
    parts = _parts(words, opens)
    starts = opens[parts == CELL]
    if ((words.at[starts + 2] & word(b"\xff" * 4)) != word(b' r="')).any():
        return None
    rows, columns, at, sound = _places(words.chars, starts + 6)
    found = _tags(words, at + 1) if sound else None
    if found is None:
        return None
    ends, which, said = found
    closed = np.array([text.endswith(b"/") for text in said] or [False])
    parts[parts == CELL] = np.where(closed[which], CLOSED_CELL, CELL)
    shared = np.array([b't="s"' in text for text in said] or [False])
    if (
        not FOLLOWS[parts[:-1], parts[1:]].all()
        or _spaced(xml, first, words.chars, opens, parts == VALUE)
        or _namespaced(words, last - first)
        or not _texts_numbered(words.chars, ends[shared[which]])
    ):
        return None
    fitted = [(a + first).astype(np.int32) for a in (starts, ends)]
    return [rows, columns, *fitted, which, said, parts[:1], parts[-1:], bool((parts == FORMULA).any())]


def _parts(words: Words, opens: np.ndarray) -> np.ndarray:
    """What is opened or closed by the tags at some places."""
    parts = OPENED[words.pairs[opens + 1]]
    closing = np.flatnonzero(parts == CLOSING)
    parts[closing] = CLOSED[words.pairs[opens[closing] + 2]]
    for part, said in LONGER.items():
        of_part = np.flatnonzero(parts == part)
        same = (words.at[opens[of_part]] & word(b"\xff" * len(said))) == word(said)
        parts[of_part[~same]] = OTHER
    return parts


def _spaced(xml: bytes, first: int, chars: np.ndarray, opens: np.ndarray, value: np.ndarray) -> bool:
    """Whether a value begins or ends with white space."""
    if not value.any():
        return False
    after_last = xml.find(b"<", first + int(opens[-1]) + 1)
    before_next = np.append(chars[opens[1:] - 1], np.uint8(xml[after_last - 1]))
    return bool(((chars[opens[value] + 3] <= ord(" ")) | (before_next[value] <= ord(" "))).any())


def _namespaced(words: Words, last: int) -> bool:
    """Whether a namespace is told among the cells."""
    found = np.flatnonzero(words.chars[:last] == ord("x"))
    return bool(((words.at[found] & word(b"\xff" * 5)) == word(b"xmlns")).any())


def _places(chars: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, bool]:
    """Zero-based rows and columns of the references
    that start at some places, where they end, and whether all are sound.
    """
    numbers = []
    for low, high, base, zero, most in ((65, 90, 26, 64, 3), (48, 57, 10, 48, 7)):
        number = np.zeros(len(at), dtype=np.int32)
        for _ in range(most):
            char = chars[at]
            more = (char >= low) & (char <= high)
            if not more.any():
                break
            number = np.where(more, number * base + (char - np.uint8(zero)), number)
            at = at + more
        numbers.append(number)
    columns, rows = numbers
    sound = (
        (chars[at] == ord('"')) & (rows > 0) & (rows <= LAST_ROW) & (columns > 0) & (columns <= LAST_COLUMN)
    )
    return rows - 1, columns - 1, at, bool(sound.all())


def _tags(words: Words, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[bytes]] | None:
    """Of tags from behind their place on: where they end, which of the distinct ones each is, and those."""
    ends, which, first, long = runs(words, at, ">", np.zeros(len(at), dtype=np.int64))
    if len(long):
        return None
    said = [words.text[a:b] for a, b in zip(at[first].tolist(), ends[first].tolist(), strict=True)]
    return ends, which, said


def _texts_numbered(chars: np.ndarray, ends: np.ndarray) -> bool:
    """Whether the cells hold the number of a text, and nothing else in it: the reader takes what it can't
    count for the first text.
    """
    at = ends[(chars[ends + 2] == ord("v")) & (chars[ends + 3] == ord(">"))] + 4
    first = at
    for _ in range(9):
        char = chars[at]
        more = (char >= ord("0")) & (char <= ord("9"))
        if not more.any():
            break
        at = at + more
    return bool(((chars[at] == ord("<")) & (at > first)).all())
