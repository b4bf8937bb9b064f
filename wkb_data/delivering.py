"""What the command line and the pages both do.

Check, deliver, derive anew, and the facts as known at a moment.

check ──> Reading ──> deliver ──> store (original + tables + facts + forecasts + answers, one transaction)

What is derived (tables, facts) is kept with what it was derived from: `basis`. When plan, registers or this
program's way of reading and counting differ from that, everything is derived anew from the originals before
it is shown (`refresh`).
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pandas as pd

from wkb_data import municipalities
from wkb_data.intake import reservations, room
from wkb_data.intake.checks import check_against
from wkb_data.intake.findings import Finding, UnreadableFile
from wkb_data.intake.reading import Reading
from wkb_data.intake.regions import Answers
from wkb_data.measures.established import Established, by_month, established, overlaid
from wkb_data.measures.facts import facts_left_out, facts_of
from wkb_data.measures.forecast import forecasts
from wkb_data.measures.lines import Lines, known_lines, lines
from wkb_data.measures.months import monthly
from wkb_data.periods import add_months
from wkb_data.plan import Plan
from wkb_data.schema import registers
from wkb_data.store import answers, meetings
from wkb_data.store.deliveries import Delivery, Derived, New, Store
from wkb_data.store.frames import conform

# Raise this when a workbook is read, or its facts are counted, in another way than before.
VERSION = 5
LAST = "9999-12"  # after every month
NAME, FILE = 200, 400  # longest name of who delivers, and of a file, as they are kept


class Refused(ValueError):
    """A delivery that can't be stored; the message says in Dutch what to do. Nothing is stored."""


@dataclass(frozen=True)
class Receipt:
    """What a delivery became. `already`: the delivery that it is the same as, so that nothing was stored;
    `left_out` rows of it do not count, and `columns` count as empty.
    """

    id: int
    register: str
    month: str
    file: str
    warnings: int
    already: Delivery | None = None
    left_out: int = 0
    columns: int = 0


def basis(plan: Plan) -> str:
    """A fingerprint of all that derived data hang on besides the originals.

    Plan, registers, municipalities, VERSION.
    """
    return sha256(f"{VERSION} {plan.fingerprint} {_ground()}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _ground() -> str:
    towns = Path(municipalities.__file__).with_name("municipalities.csv").read_bytes()
    return sha256(repr(registers()).encode() + towns).hexdigest()


def previous_frames(store: Store, register: str, month: str | None) -> tuple[dict[str, pd.DataFrame], str]:
    """Typed tables of the delivery in force before `month`, and its month; empty when there is none.

    Its judgements are those that the meetings established since.
    """
    own = {m: d for (r, m), d in store.in_force().items() if r == register and (month is None or m < month)}
    if not own:
        return {}, ""
    frames, of = store.frames(own[max(own)].id), max(own)
    judgements, upto = _established(store, register), add_months(month, -1) if month else LAST
    judged = [t.name for t in registers()[register].tables if t.judgement] if judgements else []
    return frames | {name: overlaid(frames[name], judgements, upto) for name in judged}, of


def _established(store: Store, register: str | None = None, known_at: str | None = None) -> Established:
    """What the meetings established, for all registers or one; nothing of a register without judgements."""
    if register and not any(t.judgement for t in registers()[register].tables):
        return {}
    return established(meetings.colours(store, known_at))


def check(
    content: bytes,
    name: str,
    plan: Plan,
    store: Store | None = None,
    register: str | None = None,
    month: str | None = None,
    told: dict[str, Answers] | None = None,
) -> Reading:
    """Reads a workbook; with a store, by what its group answered before, and compared with its previous
    delivery.

    `told` are answers of now, per register, on top of the remembered ones. Raises UnreadableFile.
    """
    known = answers.remembered(store) if store else {}
    known |= {name: known.get(name, {}) | more for name, more in (told or {}).items()}
    reading = room.read(content, name, plan, register, month, known)
    if store is not None:
        previous, before = previous_frames(store, reading.register, reading.month)
        reading.findings += check_against(reading.tables, previous, before, reading.month)
    return reading


def derive(reading: Reading, plan: Plan) -> Derived:
    """What is kept of a reading besides its bytes (month known): of what counts, and how much does not."""
    tables = {t.name: t for t in registers()[reading.register].tables}
    counted = reservations.counted(reading.tables)
    frames = {name: conform(frame, tables[name]) for name, frame in counted.items()}
    facts = facts_of(reading.month, frames, plan)
    rows = reservations.counts(reading.tables)
    columns = dict(Counter(f.table for f in reservations.columns_left_out(reading.findings)))
    if rows or columns:
        left = facts_left_out(reading.month, reading.register, rows, columns, plan)
        facts = pd.concat([facts, left], ignore_index=True)
    return Derived(frames, facts, lines(facts), basis(plan))


def facts_of_reading(reading: Reading, plan: Plan) -> pd.DataFrame:
    """The facts that a reading would give (month known)."""
    return derive(reading, plan).facts


def deliver_reading(
    reading: Reading,
    store: Store,
    plan: Plan,
    by: str,
    delivered_at: str | None = None,
    sample: bool = False,
    told: dict[tuple[str, str], str | None] | None = None,
    reserved: bool = False,
) -> Receipt:
    """Stores a checked workbook with the answers given about it (`told`: (table, heading) -> column or None).

    A file that counts already and reads the same is not stored again: the receipt names its delivery. With
    reservations (`reserved`) rows that can't count are left out and listed. Raises Refused when its month is
    not known, when it has errors without reservations, or when nothing of it counts.
    """
    by, left = one_line(by), reservations.rows_left_out(reading.tables)
    columns = reservations.columns_left_out(reading.findings)
    why_not = _why_not(reading, left, by, reserved)
    if why_not:
        raise Refused(why_not)
    new = New(
        reading.register,
        reading.month,
        by,
        one_line(Path(reading.file).name)[-FILE:],
        reading.workbook.content,
        derive(reading, plan),
        [f.as_dict() for f in (*left, *columns, *reading.findings)],
        told or {},
        delivered_at,
        sample,
    )
    forecast = (lambda known: _forecasts(known, plan, new.month)) if "pilots" in reading.frames else None
    number, already = store.add(new, forecast)
    many = len(reading.findings), already, len(left), len(columns)
    return Receipt(number, new.register, new.month, reading.file, *many)


def _why_not(reading: Reading, left: list[Finding], by: str, reserved: bool) -> str:
    """Why a workbook can't be stored, in Dutch; nothing when it can. `left`: its rows that do not count."""
    if not 0 < len(by) <= NAME:
        return f"Vul in wie {reading.file} aanlevert, in hoogstens {NAME} tekens; er is niets opgeslagen."
    if reading.month is None:
        return (
            f"{reading.file}: de peilmaand is niet met zekerheid te vinden. Geef de maand op, zoals 2021-03."
        )
    if reading.errors and not reserved:
        first = reading.errors[0]
        where = f" (blad {first.sheet})" if first.sheet else ""
        count = f"{reading.file} heeft {len(reading.errors)} fout(en) en is niet opgeslagen."
        return f"{count} De eerste: {first.message}{where}"
    if left and len(left) == sum(map(len, reading.frames.values())):
        why = f"De eerste reden: {left[0].message}"
        return f"Van {reading.file} telt geen enkele rij mee; er is niets opgeslagen. {why}"
    return ""


def reserved(store: Store, number: int) -> bool:
    """Whether a delivery was made with reservations: the errors are among what was found then."""
    return any(f["level"] == "error" for f in store.findings(number))


def one_line(text: str) -> str:
    """A name as it is kept: one line without tabs and other signs that are not to be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _forecasts(known: dict[str, Lines], plan: Plan, month: str) -> list[dict]:
    """The forecasts of a month as they are kept, from the lines of the deliveries in force by month."""
    return [f.record() for f in forecasts(known_lines(known, month), plan, month) if not f.needs]


def measures(store: Store, known_at: str | None = None, register: str | None = None) -> pd.DataFrame:
    """All monthly facts as known at a moment (UTC stamp; None: now), or those of one register."""
    colours = by_month(_established(store, register, known_at))
    return monthly(store.facts_in_force(known_at, register), colours)


def refresh(store: Store, plan: Plan, progress: Callable[[int, int], None] = lambda _done, _of: None) -> None:
    """Derives anew what was derived from another plan, other registers or by another version of this program.

    All of it becomes visible at once. An original that has errors now keeps its tables; the delivery says so.
    """
    if stale := set(store.stale(basis(plan))):
        _derive_anew(store, plan, [d for d in store.deliveries() if d.id in stale], progress)


def rebuild(
    store: Store, plan: Plan, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> list[int]:
    """Makes tables and facts anew from the stored originals, all at once.

    Gives the deliveries that came out different.
    """
    return _derive_anew(store, plan, store.deliveries(), progress)


def _derive_anew(
    store: Store, plan: Plan, chosen: list[Delivery], progress: Callable[[int, int], None]
) -> list[int]:
    anew: dict[int, Derived | str] = {}
    progress(0, len(chosen))
    for d in chosen:
        anew[d.id] = _derived_of(store, plan, d)
        progress(len(anew), len(chosen))

    def forecast(d: Delivery, known: dict[str, Lines]) -> list[dict] | None:
        return _forecasts(known, plan, d.month) if "pilots" in anew[d.id].frames else None

    return store.derived_anew(anew, basis(plan), forecast)


def _derived_of(store: Store, plan: Plan, d: Delivery) -> Derived | str:
    """What a delivery's original gives today, by the answers of its own moment.

    Or in Dutch why it gives nothing.
    """
    name, content = store.original(d.id)
    told = answers.remembered(store, d.delivered_at)
    try:
        reading = room.read(content, name, plan, d.register, d.month, told)
        if not reading.errors or reserved(store, d.id):
            return derive(reading, plan)
    except UnreadableFile as error:
        return str(error)
    except Exception:
        logging.getLogger("wkb").exception("delivery %s", d.id)
        return "Dit bestand is met deze versie van de monitor niet te lezen."
    first = reading.errors[0]
    where = f" (blad {first.sheet})" if first.sheet else ""
    return f"{len(reading.errors)} fout(en); de eerste: {first.message}{where}"
