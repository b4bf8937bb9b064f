"""Which column of a table a heading names:
an answer of before the group beats the exact heading, that a synonym, that a likeness.

rows of headings ──> ways to read each ──> Match:
which column stands where, which are doubtful, which are contested
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from wkb_data.intake.grids import Grid
from wkb_data.intake.regions import Answers
from wkb_data.schema import Table, normalise

WIDE = 80
# No heading is longer; what is after so many signs isn't compared.
LONGEST = 300
LIKE, LIKE_WORD = 84, 70
# Words that may stand beside a column's name without making it another column.
PLAIN = frozenset(
    [
        "datum",
        "dd",
        "d",
        "op",
        "de",
        "het",
        "een",
        "van",
        "voor",
        "in",
        "per",
        "is",
        "nr",
        "nummer",
        "naam",
        "project",
        "pilot",
        "proefproject",
        "j",
        "n",
        "j/n",
        "ja/nee",
        "ja",
        "nee",
        "kies",
        "uit",
        "lijst",
        "invullen",
        "verplicht",
        "zie",
        "of",
        "en",
        "kolom",
        "evt",
        "optioneel",
        "dag",
        "maand",
        "jaar",
        "dd/mm/jjjj",
        "jjjj",
        "mm",
    ]
)


@dataclass
class Match:
    """Columns of a table by name -> place. `alike`:
    those known by likeness only; `rivals`: others that may be the same
    column; `beaten`: places whose heading names a column that stands elsewhere by a better heading."""

    columns: dict[str, int] = field(default_factory=dict)
    alike: dict[str, int] = field(default_factory=dict)
    rivals: dict[str, list[int]] = field(default_factory=dict)
    beaten: dict[int, str] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)


def heading_text(value: object) -> str:
    """A heading in the form in which headings are compared; nothing for a number or date."""
    return normalise(value[:LONGEST]) if isinstance(value, str) else ""


def merged_tops(grid: Grid) -> dict[tuple[int, int], object]:
    """For every cell of a merged range that can be a heading what stands in its first cell."""
    filled = {}
    for (r0, c0), (r1, c1) in grid.merged:
        if r1 - r0 > 5 or c1 - c0 > 60 or r0 >= grid.height or c0 >= grid.width:
            continue
        filled |= {(r, c): grid.cell(r0, c0) for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
    return filled


def ways_to_read(grid: Grid, merged: dict, row: int, depth: int) -> list[list[str]]:
    """For every column the ways its heading can be read over the `depth` rows
    that end at `row`, best first.
    """
    levels = [
        [heading_text(merged.get((r, c), v)) for c, v in enumerate(grid.row(r))]
        for r in range(row - depth + 1, row + 1)
    ]
    ways = []
    for c in range(grid.width):
        unique = list(dict.fromkeys(level[c] for level in levels if level[c]))
        bottom = levels[-1][c]
        options = [" ".join(unique), *([bottom] if bottom else reversed(unique))]
        ways.append(list(dict.fromkeys(o for o in options if o)))
    return ways


def match(table: Table, ways: list[list[str]], first: int, last: int, answers: Answers) -> Match:
    """Columns of `table` by earlier answer, exact heading or synonym between sheet columns first..last."""
    found, by_word = Match(), table.by_word
    told = (
        {
            c: answers[table.name, w]
            for c in range(first, last + 1)
            for w in ways[c]
            if (table.name, w) in answers
        }
        if answers
        else {}
    )
    found.columns.update({name: c for c, name in told.items() if name})
    offers = []
    for c in range(first, last + 1):
        if c in told:
            continue
        named = [(w not in table.titles, i, by_word[w]) for i, w in enumerate(ways[c]) if w in by_word]
        if named:
            offers.append((min(named)[:2], c, [name for *_, name in named]))
        elif ways[c]:
            found.left.append(c)
    ranks: dict[str, tuple] = {}
    for rank, c, names in sorted(offers):
        free = next((n for n in names if n not in found.columns), None)
        if free:
            found.columns[free], ranks[free] = c, rank
        elif ranks.get(names[0]) == rank:
            found.rivals.setdefault(names[0], []).append(c)
        else:
            found.beaten[c] = names[0]
    found.left = sorted([*found.left, *found.beaten, *(c for more in found.rivals.values() for c in more)])
    return found


def match_alike(table: Table, ways: list[list[str]], found: Match, fits) -> None:
    """More columns of `table`, by likeness of their heading;
    `fits(name, place)` tells whether the cells can be that.
    """
    taken, contested = (
        set(found.columns),
        {c for more in found.rivals.values() for c in more} | set(found.beaten),
    )
    wishes: dict[str, list[tuple[float, int]]] = {}
    for c in [c for c in found.left if c not in contested][:WIDE]:
        alike = [(s, table.by_word[w]) for h in ways[c] for w, s in _alike(h, table.long_words)]
        if not alike:
            alike = [
                (len(w) / 100, table.by_word[w]) for h in ways[c] for w in _shortened(h, table.long_words)
            ]
        if not alike:
            longer = [(w, plain) for h in ways[c] for w, plain in _longer(h, table.long_words)]
            alike = [
                (len(w) / 100 - 1, table.by_word[w]) for w, plain in longer
                if table.by_word[w] not in taken and (plain or fits(table.by_word[w], c))
            ]  # fmt: skip
        likely = max((a for a in alike if a[1] not in taken), default=None)
        if likely:
            wishes.setdefault(likely[1], []).append((likely[0], c))
    for name, wanting in wishes.items():
        best = max(s for s, _ in wanting)
        first, *others = [c for s, c in wanting if s > best - 3]
        found.alike[name] = first
        if others:
            found.rivals.setdefault(name, []).extend(others)
    found.left = [c for c in found.left if c not in found.alike.values()]


@lru_cache(maxsize=20_000)
def _alike(heading: str, words: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """The words that a heading is like, but for slips of the pen: (word, likeness in percent)."""
    if len(heading) < 4:
        return ()
    close = process.extract(heading, words, scorer=fuzz.ratio, score_cutoff=LIKE, limit=None)
    return tuple((w, score) for w, score, _ in close if _slip(heading, w, score))


def _slip(heading: str, word: str, score: float) -> bool:
    """Whether two headings differ by slips within their words, and not by a word that is another one."""
    a, b = heading.split(), word.split()
    if len(a) != len(b):
        return score >= 88 or heading.replace(" ", "") == word.replace(" ", "")
    return all(fuzz.ratio(x, y) >= LIKE_WORD for x, y in zip(a, b, strict=True))


@lru_cache(maxsize=20_000)
def _shortened(heading: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that a heading shortens word by word (`datum aanm`)."""
    short = heading.split()
    if len(heading) < 5 or not short or min(map(len, short)) < 3:
        return ()
    likely = [(w, w.split()) for w in words if w.startswith(short[0])]
    return tuple(
        w
        for w, full in likely
        if len(full) == len(short) and all(b.startswith(a) for a, b in zip(short, full, strict=True))
    )


@lru_cache(maxsize=20_000)
def _longer(heading: str, words: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """The words that a heading begins or ends with, and whether what it adds says nothing of its own."""
    return tuple(
        (w, set(heading.removeprefix(w).removesuffix(w).split()) <= PLAIN)
        for w in words
        if w in heading and len(w) > 5 and (heading.startswith(w + " ") or heading.endswith(" " + w))
    )
