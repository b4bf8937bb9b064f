"""What a plan file must agree with: itself, the registers and the pages; mistakes go to a `Report`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from wkb_data.decoding import MONTH, Report, one_of
from wkb_data.plan_parts import Aspect, PlanFile, Subjects
from wkb_data.schema import normalise, registers

PAGES = Path(__file__).parents[1] / "pages"
SUBJECTS = tuple(Subjects.__annotations__)


def check_plan(plan: PlanFile, report: Report) -> None:
    """Reports what the kinds of the keys can't tell."""
    for check in (
        _aspects,
        _goals,
        _entries,
        _words,
        _pilots,
        _volume,
        _evidence,
        _signals,
        _groups,
        _meeting,
    ):
        check(plan, report)


def _aspects_at(plan: PlanFile) -> Iterator[tuple[str, Aspect]]:
    for i, goal in enumerate(plan.goals):
        for j, aspect in enumerate(goal.aspects):
            yield f"goals[{i}].aspects[{j}]", aspect


def _ids(plan: PlanFile) -> list[str]:
    return [a.id for _, a in _aspects_at(plan)]


def _aspect_named(plan: PlanFile, report: Report, path: str, aspect: str) -> None:
    if aspect not in _ids(plan):
        report.unknown(path, aspect, _ids(plan))


def _named_once(report: Report, key: str, parts: tuple) -> None:
    """No name and no synonym may point at two parts."""
    where: dict[str, tuple[int, str]] = {}
    for i, part in enumerate(parts):
        words = [(f"{key}[{i}].name", part.name)]
        words += [(f"{key}[{i}].synonyms[{j}]", s) for j, s in enumerate(part.synonyms)]
        for path, word in words:
            other, first = where.setdefault(normalise(word), (i, path))
            if other != i or path != first and path.endswith("name"):
                report.twice(path, word, first)


def _aspects(plan: PlanFile, report: Report) -> None:
    report.each_once((f"{at}.id", a.id) for at, a in _aspects_at(plan))
    where: dict[str, tuple[str, str]] = {}
    for at, a in _aspects_at(plan):
        if a.aim is not None and a.aim < a.deadline:
            report.wrong(f"{at}.aim", a.aim, f"een aantal maanden van minstens de deadline ({a.deadline})")
        for path, word in (
            (f"{at}.name", a.name),
            *((f"{at}.synonyms[{j}]", s) for j, s in enumerate(a.synonyms)),
        ):
            other, first = where.setdefault(normalise(word), (a.id, path))
            if other != a.id:
                report.twice(path, word, first)


def _goals(plan: PlanFile, report: Report) -> None:
    report.each_once((f"goals[{i}].id", g.id) for i, g in enumerate(plan.goals))
    for i, goal in enumerate(plan.goals):
        for j, aspect in enumerate(goal.depends_on):
            key = f"goals[{i}].depends_on[{j}]"
            _aspect_named(plan, report, key, aspect)
            if aspect in [a.id for a in goal.aspects]:
                report.wrong(key, aspect, "een aspect van een ander doel")


def _entries(plan: PlanFile, report: Report) -> None:
    for i, entry in enumerate(plan.entry_into_force):
        for j, day in enumerate(entry.dates):
            before = max((entry.decided_on, *entry.dates[:j]))
            if day < before:
                report.wrong(f"entry_into_force[{i}].dates[{j}]", day, f"een datum na {before}")


def _words(plan: PlanFile, report: Report) -> None:
    report.each_once((f"phases[{i}].name", p.name) for i, p in enumerate(plan.phases))
    for key in ("word", "colour_word"):
        report.each_once(((f"status.{k}.{key}", getattr(s, key)) for k, s in plan.status.items()), normalise)
    _named_once(report, "parties", plan.parties)


def _pilots(plan: PlanFile, report: Report) -> None:
    pilots = plan.pilots
    _aspect_named(plan, report, "pilots.aspect", pilots.aspect)
    _named_once(report, "pilots.categories", pilots.categories)
    report.each_once((f"pilots.categories[{i}].short", c.short) for i, c in enumerate(pilots.categories))
    total = sum(c.target for c in pilots.categories)
    if total != pilots.target:
        report.wrong(
            "pilots.target",
            pilots.target,
            f"de som van de categorieën (pilots.categories[…].target): {total}",
        )
    if "default" not in pilots.curve:
        report.sentences.append(
            f"{report.file}: sleutel pilots.curve.default ontbreekt; "
            "hier hoort een oplopende lijst van getallen van 0 tot en met 1."
        )
    names = [c.name for c in pilots.categories]
    for name, curve in pilots.curve.items():
        if name not in ("default", *names):
            report.sentences.append(
                f"{report.file}: sleutel pilots.curve.{name} bestaat niet; "
                f"hier hoort {one_of(name, ['default', *names])}."
            )
        _curve(f"pilots.curve.{name}", curve, report)


def _curve(path: str, curve: tuple[float, ...], report: Report) -> None:
    """A planned line never falls, and ends where all of the target has started."""
    for i, (before, share) in enumerate(zip(curve, curve[1:], strict=False), 1):
        if share < before:
            report.wrong(f"{path}[{i}]", share, f"een getal van minstens {before}: de lijn loopt op")
    if max(curve) < 1:
        report.wrong(f"{path}[{len(curve) - 1}]", curve[-1], "1.0: de lijn eindigt op het hele doel")


def _volume(plan: PlanFile, report: Report) -> None:
    _aspect_named(plan, report, "volume.aspect", plan.volume.aspect)


def _evidence(plan: PlanFile, report: Report) -> None:
    pages = sorted(p.stem for p in PAGES.glob("*.py"))
    for subject, evidence in plan.evidence.items():
        for i, aspect in enumerate(evidence.aspects):
            _aspect_named(plan, report, f"evidence.{subject}.aspects[{i}]", aspect)
        report.each_once((f"evidence.{subject}.aspects[{i}]", a) for i, a in enumerate(evidence.aspects))
        if evidence.page not in pages:
            report.unknown(f"evidence.{subject}.page", evidence.page, pages)


def _signals(plan: PlanFile, report: Report) -> None:
    for i, rule in enumerate(plan.signals):
        if "aspect" in rule:
            _aspect_named(plan, report, f"signals[{i}].aspect", rule["aspect"])
    report.each_once(
        (f"signals[{i}].kind", rule["kind"] + (f" van {rule['aspect']}" if "aspect" in rule else ""))
        for i, rule in enumerate(plan.signals)
    )


def _groups(plan: PlanFile, report: Report) -> None:
    report.each_once((f"groups[{i}].name", g.name) for i, g in enumerate(plan.groups))
    report.each_once((f"groups[{i}].register", g.register) for i, g in enumerate(plan.groups))
    for i, group in enumerate(plan.groups):
        if group.register not in registers():
            report.unknown(f"groups[{i}].register", group.register, registers())
    for name in registers():
        if name not in [g.register for g in plan.groups]:
            report.sentences.append(
                f"{report.file}: bij sleutel groups staat geen groep die register '{name}' levert; "
                f'hier hoort er één met register = "{name}".'
            )


def _meeting(plan: PlanFile, report: Report) -> None:
    for month, day in plan.meeting.exceptions.items():
        path = f'meeting.exceptions."{month}"'
        if not re.fullmatch(MONTH, month):
            report.wrong(path, month, 'een sleutel "JJJJ-MM"')
        elif f"{day:%Y-%m}" != month:
            report.wrong(path, day, f"een datum in {month}")
