"""The charts of the papers: the same numbers as the figures of the pages."""

from __future__ import annotations

import pandas as pd

from wkb_data.measures import bottlenecks, declared, summary, targets
from wkb_data.periods import add_months, month_range
from wkb_reports.charts import BARS, LINES, STACKED, Chart, Series
from wkb_reports.looks import ACCENT, INK, MUTED, SOFT
from wkb_reports.material import Material
from wkb_words import outlook, readings
from wkb_words.words import month_short, number, share

# So many months stand beside each other at most.
MONTHS = 36
# So far ahead a forecast is drawn.
AHEAD = 12


def _values(line: pd.Series, months: list[str]) -> list[float | None]:
    known = line.to_dict()
    return [round(float(known[m]), 4) if m in known and known[m] == known[m] else None for m in months]


def pilots_to_target(of: Material) -> Chart:
    """Started and completed against the planned line, with the range of the forecast."""
    on = of.on
    started, completed = (
        summary.series(on.upto, m) for m in (declared.PILOTS_COUNTED, declared.PILOTS_COMPLETED)
    )
    planned, made = targets.planned_line(on.plan, declared.PILOTS_COUNTED, on.month), of.forecast
    last = max(planned.index[-1], add_months(on.month, AHEAD) if made.usable else on.month)
    months = month_range(min([planned.index[0], *started.index]), last)[-MONTHS:]
    series = [
        Series("Gepland", _values(planned.round(1), months), MUTED, dashed=True, width=1.5),
        Series("Gestart", _values(started, months), ACCENT, told=True, width=3),
        Series("Afgerond", _values(completed, months), INK, told=True, width=1.75),
    ]
    if made.usable and made.value < made.target:
        band = made.band.set_index("month")
        for name, column, dashed in (
            ("Verwacht, laag", "p10", True),
            ("Verwacht", "p50", False),
            ("Verwacht, hoog", "p90", True),
        ):
            series.append(
                Series(
                    name,
                    _values(band[column].round(1), months),
                    SOFT,
                    dashed=dashed,
                    width=1.25 if dashed else 2,
                )
            )
    target = on.plan.pilot_target
    series.append(Series(f"Doel {target}", [float(target)] * len(months), INK, width=1))
    return Chart(
        LINES,
        [month_short(m) for m in months],
        series,
        f"Lijngrafiek van gestarte en afgeronde proefprojecten per maand. {readings.pilots(on)} "
        f"{outlook.sentence(made)}",
    )


def by_category(of: Material) -> Chart:
    """The categories: started, completed and what was planned for now."""
    stands = of.categories
    return Chart(
        BARS,
        [s.short for s in stands],
        [
            Series("Gestart", [float(s.started) for s in stands], ACCENT, told=True),
            Series("Afgerond", [float(s.completed) for s in stands], SOFT, told=True),
            Series("Gepland voor nu", [round(s.planned, 1) for s in stands], "BFC4CA"),
        ],
        f"Staafgrafiek per categorie, met doelen van {_targets(stands)}. {readings.categories(stands)}",
        top=float(max(s.target for s in stands)),
    )


def _targets(stands) -> str:
    found = sorted({s.target for s in stands})
    return " en ".join(number(t) for t in found)


def volume(of: Material) -> Chart | None:
    """The share of applications, of each month and in all, against what is aimed at; None without any."""
    on = of.on
    by_month, total = (
        summary.series(on.upto, m) for m in (declared.VOLUME_SHARE_MONTH, declared.VOLUME_SHARE_TOTAL)
    )
    if total.empty and by_month.empty:
        return None
    months = month_range(min([*by_month.index, *total.index]), on.month)[-MONTHS:]
    aim = on.plan.volume_target
    return Chart(
        LINES,
        [month_short(m) for m in months],
        [
            Series("Van de maand", _values(by_month, months), SOFT, width=1.75),
            Series("Tot nu toe", _values(total, months), ACCENT, told=True, width=3),
            Series(f"Streven {share(aim, 0)}", [aim] * len(months), INK, dashed=True, width=1.25),
        ],
        f"Lijngrafiek van het aandeel volumeprojecten in de opgegeven aanvragen. {readings.volume(on)}",
        shape="0%" if aim >= 0.05 else "0.0%",
        told="0.0%",
    )


def open_bottlenecks(of: Material) -> Chart | None:
    """Open bottlenecks by month, the blocking ones apart; None where none was ever delivered."""
    table = bottlenecks.over_time(of.on.upto)
    table = table[table["open"].notna()]
    if table.empty or of.value(declared.BOTTLENECKS_OPEN) is None:
        return None
    months = month_range(table.index[0], of.on.month)[-MONTHS:]
    blocking = table["blocking"].fillna(0)
    return Chart(
        STACKED,
        [month_short(m) for m in months],
        [
            Series("Onoverkomelijk", _values(blocking, months), INK, told=False),
            Series("Overig open", _values(table["open"] - blocking, months), SOFT, told=False),
        ],
        f"Gestapelde staven van open knelpunten per maand. {readings.bottlenecks(of.on)}",
    )
