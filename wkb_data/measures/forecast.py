"""Will the target be met, and when.

The planned cumulative curve scaled by what was observed, with honest spread.

The counts of a month are overdispersed around `ratio x planned`; the ratio has a Gamma prior around 1, so
that a few months of data move it and do not rule it (field test: a steady-pace bootstrap holds the truth in
0-1% of cases on a planned ramp, this in about 80%). No forecast below `plan.forecast.months` months; no
band when the plan's shape does not fit.

    series of cumulative counts + planned line ──> Forecast: P10/P50/P90 by month, month of reaching,
    probability, 20 dots
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.summary import told
from wkb_data.periods import add_months, month_range, months_between
from wkb_data.plan import Plan

DRAWS = 2000
HORIZON = 48
# So many months ahead at most are drawn for the chance before a day further off, and later than any day.
LONGEST = 240
NEVER = 12 * 10_000
DOTS = 20


@dataclass(frozen=True)
class Forecast:
    """A forecast made in `month`, from figures up to the month `of` (None: there are none).

    `low`, `middle`, `high`: month in which the target is met at P10, P50, P90 (None: beyond four years).

    `value` is None where nothing was delivered yet. `band`: frame with month, p10, p50, p90 (cumulative
    count). `needs`: where there is no forecast, of how many months it needs figures; `has`: of how many
    there are.
    """

    measure: str
    dimension: str
    month: str
    value: float | None
    target: float
    deadline: str | None
    needs: int = 0
    has: int = 0
    of: str | None = None
    fits: bool = True
    ratio: float | None = None
    probability: float | None = None
    low: str | None = None
    middle: str | None = None
    high: str | None = None
    dots: list[str | None] = field(default_factory=list)
    band: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["month", "p10", "p50", "p90"]))

    @property
    def usable(self) -> bool:
        return not self.needs and self.fits

    def record(self) -> dict:
        """What is kept of it, to be held against what came: plain values."""
        at = self.band.set_index("month") if len(self.band) else self.band
        ahead = {
            str(n): [float(v) for v in at.loc[m]]
            for n in (1, 3, 6)
            if len(at) and (m := add_months(self.month, n)) in at.index
        }
        keys = (
            "measure",
            "dimension",
            "month",
            "value",
            "target",
            "deadline",
            "fits",
            "ratio",
            "probability",
            "low",
            "middle",
            "high",
        )
        return {k: getattr(self, k) for k in keys} | {"ahead": ahead}


def increments(line: pd.Series) -> np.ndarray:
    """What a cumulative line adds each month; a correction downwards adds nothing."""
    return np.clip(np.diff(np.concatenate([[0.0], line.to_numpy(dtype=float)])), 0, None)


def planned_increments(curve: tuple[float, ...], months: int, target: float, lag: int = 0) -> np.ndarray:
    """Planned counts a month for that many months from the plan's first.

    Past the curve's end its last pace goes on.
    """
    steps = np.diff(np.concatenate([[0.0], np.asarray(curve, dtype=float)])) * target
    longer = np.concatenate([np.zeros(lag), steps, np.full(max(0, months - lag - len(steps)), steps[-1])])
    return longer[:months]


def counts(rng: np.random.Generator, mean: np.ndarray, spread: float) -> np.ndarray:
    """Overdispersed counts: variance is `spread` times the mean."""
    shape = np.maximum(mean, 1e-9) / (spread - 1)
    return rng.poisson(rng.gamma(shape, spread - 1)) if spread > 1 else rng.poisson(mean)


def misfit(
    observed: np.ndarray, planned: np.ndarray, spread: float, draws: int = 1000, seed: int = 7
) -> float:
    """How likely so large a deviation from the planned shape is when the shape is right (0-1), whatever the
    ratio.

    The largest distance between the observed cumulative line and the planned one scaled to the same total,
    against simulated counts of the planned shape.
    """
    total, base = observed.sum(), planned.sum()
    if total < 5 or base <= 0:
        return 1.0
    rng = np.random.default_rng(seed)
    simulated = counts(rng, np.tile(planned * total / base, (draws, 1)), spread)

    def distance(counts: np.ndarray) -> np.ndarray:
        lines = np.cumsum(counts, axis=-1)
        return np.abs(lines - np.cumsum(planned) / base * lines[..., -1:]).max(axis=-1) / np.sqrt(
            np.maximum(lines[..., -1], 1)
        )

    return float((distance(simulated) >= distance(observed)).mean())


def forecast(
    line: pd.Series,
    plan: Plan,
    month: str,
    target: float,
    *,
    measure: str = "",
    dimension: str = "",
    curve: tuple[float, ...] | None = None,
    deadline: str | None = None,
    lag: int = 0,
    seed: int = 11,
) -> Forecast:
    """A forecast of a cumulative count to a target.

    `line`: value by month, from the plan's first on, of the months that are told of. What comes after the
    last of them is expected, also where `month` is later: that nothing was told is no standstill.
    """
    settings = plan.forecast
    line = line[(line.index <= month) & (line.index >= plan.first_month)]
    known = Forecast(measure, dimension, month, float(line.iloc[-1]) if len(line) else None, target, deadline)
    least = settings.months + lag
    if len(line) < least:
        return replace(known, needs=least, has=len(line))
    of = line.index[-1]
    done = months_between(plan.first_month, of) + 1
    curve = curve or plan.total_curve
    planned = planned_increments(curve, done + months_drawn(of, deadline), target, lag)
    expected = planned[:done].sum()
    full = line.reindex(month_range(plan.first_month, of)).ffill().fillna(0)
    likely = misfit(increments(full), planned[:done], settings.spread)
    prior, spread = settings.prior, settings.spread
    rng = np.random.default_rng(seed)
    ratio = rng.gamma(prior + known.value / spread, 1 / (prior + expected / spread), DRAWS)
    ahead = counts(rng, ratio[:, None] * planned[done:][None, :], spread)
    lines = known.value + np.cumsum(ahead, axis=1)
    shown = np.quantile(lines[:, :HORIZON], [0.1, 0.5, 0.9], axis=0).T
    band = pd.DataFrame(shown, columns=["p10", "p50", "p90"])
    band.insert(0, "month", month_range(add_months(of, 1), add_months(of, HORIZON)))
    return replace(
        foretold(replace(known, of=of), months_to(target, known.value, lines)),
        fits=likely >= settings.misfit,
        ratio=float(np.mean(ratio)),
        band=band,
    )


def months_drawn(month: str, deadline: str | None) -> int:
    """How many months ahead lines are drawn: those shown, and those until the deadline."""
    left = months_between(month, deadline) if deadline else 0
    return max(HORIZON, min(left, LONGEST))


def months_to(target: float, now: float, lines: np.ndarray) -> np.ndarray:
    """Months until each drawn line (draws x months ahead) is at the target; 0: it is `now`; NEVER: it is not
    within those months.
    """
    met = lines >= target
    first = np.where(met.any(axis=1), met.argmax(axis=1) + 1, NEVER)
    return np.where(now >= target, 0, first)


def foretold(known: Forecast, reached: np.ndarray) -> Forecast:
    """What is known with the chance, the months and the dots that follow from the months by draw."""
    month, deadline = known.of or known.month, known.deadline
    low, middle, high = _months_of(month, np.quantile(reached, [0.1, 0.5, 0.9], method="nearest"))
    return replace(
        known,
        probability=float((reached <= months_between(month, deadline)).mean()) if deadline else None,
        low=low,
        middle=middle,
        high=high,
        dots=_months_of(month, np.quantile(reached, (np.arange(DOTS) + 0.5) / DOTS, method="nearest")),
    )


def _months_of(month: str, ahead: np.ndarray) -> list[str | None]:
    """The months so many months after one; None beyond four years."""
    return [add_months(month, int(n)) if n <= HORIZON else None for n in ahead]


def last_month_before(plan: Plan, month: str, entry=None) -> str | None:
    """The last whole month before entry into force as known in `month` (or before the date `entry`).

    None when open.
    """
    day = entry or plan.entry_date(month)
    return add_months(f"{day:%Y-%m}", -1) if day else None


def forecasts(facts: pd.DataFrame, plan: Plan, month: str, entry=None) -> list[Forecast]:
    """All forecasts of a month.

    Pilots started and completed, in total and a category, and the volume share.
    """
    deadline = last_month_before(plan, month, entry)
    found = []
    for measure, lag in (
        (declared.PILOTS_COUNTED, 0),
        (declared.PILOTS_COMPLETED, plan.forecast.completed_after),
    ):
        found.append(
            forecast(
                told(facts, measure, month),
                plan,
                month,
                plan.pilot_target,
                measure=measure,
                deadline=deadline,
                lag=lag,
            )
        )
    for c in plan.categories:
        own = {"measure": declared.PILOTS_COUNTED, "dimension": f"category={c.name}"}
        line, curve = told(facts, declared.PILOTS_COUNTED, month, own["dimension"]), plan.curve_of(c.name)
        found.append(forecast(line, plan, month, c.target, **own, curve=curve, deadline=deadline))
    volume = volume_forecast(facts, plan, month, deadline)
    return found + ([volume] if volume else [])


def volume_forecast(facts: pd.DataFrame, plan: Plan, month: str, deadline: str | None) -> Forecast | None:
    """Volume pilots towards the share of all applications expected until entry into force.

    After the last month with applications as many are expected each month as there were until then. None
    without applications.
    """
    asked, pilots, flow = (
        told(facts, m, month)
        for m in (declared.APPLICATIONS_TOTAL, declared.VOLUME_PILOTS_TOTAL, declared.APPLICATIONS)
    )
    if asked.empty or pilots.empty or deadline is None or deadline < month:
        return None
    aim = plan.volume_target * (asked.iloc[-1] + flow.mean() * months_between(asked.index[-1], deadline))
    return forecast(pilots, plan, month, aim, measure=declared.VOLUME_PILOTS_TOTAL, deadline=deadline)


def track_record(records: list[dict], facts: pd.DataFrame, month: str) -> pd.DataFrame:
    """Kept forecasts against what came: Gemaakt, Voor maand, P10, P50, P90, Werkelijk, Raak (yes/no).

    One row a forecast and horizon.

    Of two forecasts of the same month (a correction came in) the later counts.
    """
    rows, lines = [], {}
    known = [r for r in records if r["measure"] in declared.MEASURES]
    for r in {(r["measure"], r["dimension"], r["month"]): r for r in known}.values():
        own = r["measure"], r["dimension"]
        line = lines[own] = lines[own] if own in lines else told(facts, own[0], month, own[1]).to_dict()
        for ahead, (p10, p50, p90) in r["ahead"].items():
            then = add_months(r["month"], int(ahead))
            if then <= month and then in line and r["fits"]:
                rows.append(
                    (
                        r["measure"],
                        r["dimension"],
                        r["month"],
                        then,
                        p10,
                        p50,
                        p90,
                        float(line[then]),
                        p10 <= line[then] <= p90,
                    )
                )
    return pd.DataFrame(
        rows, columns=["measure", "dimension", "made", "month", "p10", "p50", "p90", "actual", "hit"]
    )
