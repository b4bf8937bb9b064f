"""One clock: days are those of Amsterdam, moments are kept in UTC, and "known at" means the same everywhere.

A stamp is a moment as the store keeps it, `2021-03-26T10:00:00.000000Z`: text order is time order.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")
WRITTEN = re.compile(
    r"((?:19|20|21)\d\d-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?)?"
)


def now() -> datetime:
    """The moment of now, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime | None = None) -> str:
    """A moment (None: now) as a stamp."""
    return (moment or now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def stamp_after(last: str | None) -> str:
    """The stamp of now; where the clock runs behind the `last` stamp kept, the first moment after that."""
    current = stamp()
    if last is None or current > last:
        return current
    return stamp(datetime.fromisoformat(last) + timedelta(microseconds=1))


def here(moment: str) -> datetime:
    """A stamp as Dutch time."""
    return datetime.fromisoformat(moment).astimezone(HERE)


def day_of(moment: str) -> date:
    """The Dutch day of a stamp."""
    return here(moment).date()


def written(moment: str) -> str:
    """A stamp as Dutch time to the second, `2021-03-26 11:00:00`; `known_at` takes it back."""
    return f"{here(moment):%Y-%m-%d %H:%M:%S}"


def end_of(day: date) -> str:
    """The last moment of a Dutch day."""
    return stamp(datetime.combine(day, time.max, HERE))


def known_at(text: str) -> str:
    """What someone wrote as the stamp up to and including which things are known.

    A day means the end of that Dutch day; a minute or second the end of it; without a zone it is Dutch time.
    Raises ValueError when it is neither.
    """
    found = WRITTEN.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    day, minute, second, fraction, zone = found.groups()
    try:
        if minute is None:
            return end_of(date.fromisoformat(day))
        moment = datetime.fromisoformat(f"{day}T{minute}{second or ':59'}{fraction or '.999999'}{zone or ''}")
        return stamp(moment if zone else moment.replace(tzinfo=HERE))
    except OverflowError as error:
        raise ValueError(text) from error
