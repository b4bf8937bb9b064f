"""A store opens in a later version with what that version adds and renames.

Every page right, nothing to do by hand.
"""

import io
import json
import re
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.conftest import database
from tests.invented import deliver_history
from tests.store.versions import NEW, OLD, TOP, another_version, later_version, pages_of, run
from wkb_data.delivering import VERSION
from wkb_data.plan import load_plan
from wkb_data.store.deliveries import Store


@pytest.fixture(scope="module")
def later(tmp_path_factory) -> Path:
    return later_version(tmp_path_factory.mktemp("later"))


def test_a_store_of_today_shows_the_same_on_every_page_of_a_later_version(later, tmp_path):
    store = Store(database(tmp_path))
    deliver_history(store, load_plan(), 4)
    store.engine.dispose()
    today, then = pages_of(TOP, tmp_path), pages_of(later, tmp_path)
    assert list(today) == list(then) and not any(page["errors"] for page in then.values())
    # In month 3 six pilots have started, in the six categories one each.
    assert then["overzicht"]["metrics"]["Proefprojecten gestart"] == ["6 van 180", "+2 sinds november"]
    counted = table(then["proefprojecten"], "Categorie", "Gestart")
    assert [row[1] for row in counted if row[0] == NEW] == ["1.0"]
    for name, page in today.items():
        if name == "leveringen":  # it says which columns a workbook of today lacks
            continue
        assert without(then[name], "Hijskraan") == json.loads(json.dumps(page).replace(OLD, NEW)), name


def table(page: dict, *columns: str) -> list[list[str]]:
    return next(rows for names, rows in page["tables"] if tuple(names[: len(columns)]) == columns)


def without(page: dict, column: str) -> dict:
    """A page but for one column of its tables."""
    tables = []
    for names, rows in page["tables"]:
        keep = [i for i, n in enumerate(names) if n != column]
        tables.append([[names[i] for i in keep], [[row[i] for i in keep] for row in rows]])
    return page | {"tables": tables}


# What the registers did not know before, taken out again.
TLOKB = re.compile(r'\[\[tables\]\]\nname = "admission_bottlenecks".*?(?=\[\[tables\]\])', re.S)
FACILITIES = re.compile(r'\[\[tables\]\]\nname = "facilities".*?(?=\[\[tables\]\])', re.S)
WORDS = re.compile(r"\[words\.bottleneck_status\].*?(?=\n\[\[tables\]\])", re.S)
COSTS = re.compile(r'  \{ name = "cost_\w+".*?\n')
COSTS_CHECK = ', { kind = "part_of", column = "cost_from", of = "cost_to", level = "warning" }'


def part(file: str, pattern: re.Pattern) -> str:
    return pattern.search((TOP / file).read_text(encoding="utf-8")).group()


@pytest.fixture(scope="module")
def earlier(tmp_path_factory) -> Path:
    """This program before the Tlokb's bottlenecks, the costs of an instrument and the facilities."""
    admission, digital = (f"wkb_data/registers/{name}.toml" for name in ("admission", "digital"))
    costs = "".join(COSTS.findall((TOP / admission).read_text(encoding="utf-8")))
    return another_version(
        tmp_path_factory.mktemp("earlier"),
        (admission, part(admission, TLOKB), ""),
        (admission, part(admission, WORDS), ""),
        (admission, costs, ""),
        (admission, COSTS_CHECK, ""),
        (digital, part(digital, FACILITIES), ""),
        ("wkb_data/measures/facts.py", '        f.add(measure, mask.sum(), f"source={source}")\n', ""),
        ("wkb_data/delivering.py", f"VERSION = {VERSION}", "VERSION = 0"),
    )


TROUBLES = ["Nr", "Gemeld op", "Knelpunt", "Onoverkomelijk", "Status"]
BOOKS = {
    "admission": {
        "Instrumenten": [
            ["Instrument", "Aanbieder", "Status", "Kosten vanaf", "Kosten tot"],
            ["KiK", "KOMO", "toegelaten", 1250, 2500],
        ],
        "Knelpunten Tlokb": [TROUBLES, ["T1", "4-3-2021", "Kader past niet", "ja", "open"]],
    },
    "digital": {
        "Aansluitingen": [
            ["Gemeente", "DSO aangesloten", "Zaaksysteem gereed"],
            ["Utrecht", "gereed", "nee"],
        ],
        "Voorzieningen": [
            ["Voorziening", "Status"],
            ["Register van borgers", "gereed"],
            ["Berichten", "test"],
        ],
    },
    "pilots": {
        "Projecten": [
            [
                "Projectnummer",
                "Project",
                "Categorie",
                "Aanpak",
                "Netwerk",
                "Gemeente",
                "Status",
                "Datum aanmelding",
                "Gestart",
                "Kwaliteitsborger (organisatie)",
                "Instrument",
                "Commitment in werkplan",
            ],
            [
                "PP-1",
                "Hof",
                "Bedrijfsgebouwen",
                "netwerk",
                "Noord",
                "Utrecht",
                "gestart",
                "1-2-2021",
                "2-3-2021",
                "Borg",
                "KiK",
                "ja",
            ],
        ],
        "Netwerken": [["Netwerk", "Kerngemeente", "Status"], ["Noord", "Utrecht", "actief"]],
        "Knelpunten": [[*TROUBLES, "Project"], ["K1", "2-3-2021", "Dossier te laat", "nee", "open", "PP-1"]],
    },
}


def save(path: Path, sheets: dict[str, list[list]]) -> str:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())
    return str(path)


def facts(csv: str, *measures: str) -> list[str]:
    return [line for line in csv.splitlines() if line.split(",")[2] in measures]


def test_what_a_workbook_already_held_counts_once_the_register_knows_it(earlier, tmp_path):
    folder = tmp_path / "var"
    for register, sheets in BOOKS.items():
        file = save(tmp_path / f"{register} mrt-21.xlsx", sheets)
        done = run(earlier, folder, "-m", "wkb_data", "deliver", file, "--register", register, "--by", "BG")
        assert done.returncode == 0, done.stderr + done.stdout
    asked = (
        "bottlenecks_open",
        "bottlenecks_blocking",
        "facilities",
        "facilities_ready",
        "instruments_admitted",
    )
    old = run(earlier, folder, "-m", "wkb_data", "measures", "--csv")
    assert facts(old.stdout, *asked) == [
        "2021-03,3.3,bottlenecks_blocking,,0.0,knelpunten",
        "2021-03,3.3,bottlenecks_open,,1.0,knelpunten",
        "2021-03,6.1,instruments_admitted,,1.0,instrumenten",
    ]
    now = run(TOP, folder, "-m", "wkb_data", "measures", "--csv")
    assert "opnieuw afgeleid (3 leveringen)" in now.stderr
    assert facts(now.stdout, *asked) == [
        "2021-03,3.3,bottlenecks_blocking,,1.0,knelpunten",
        "2021-03,3.3,bottlenecks_blocking,source=admission,1.0,knelpunten",
        "2021-03,3.3,bottlenecks_blocking,source=pilots,0.0,knelpunten",
        "2021-03,3.3,bottlenecks_open,,2.0,knelpunten",
        "2021-03,3.3,bottlenecks_open,source=admission,1.0,knelpunten",
        "2021-03,3.3,bottlenecks_open,source=pilots,1.0,knelpunten",
        "2021-03,4.3,facilities,,2.0,voorzieningen",
        "2021-03,4.3,facilities_ready,,1.0,voorzieningen",
        "2021-03,6.1,instruments_admitted,,1.0,instrumenten",
    ]
    pages = pages_of(TOP, folder)
    assert not any(page["errors"] for page in pages.values())
    assert pages["knelpunten"]["readings"][0].startswith("2 knelpunten open, waarvan 1 onoverkomelijk")
    assert [row[0] for row in table(pages["digitalisering"], "Voorziening")] == [
        "Register van borgers",
        "Berichten",
    ]
    cost = table(pages["toelating"], "Instrument", "Aanbieder")[0]
    assert cost[-2:] == ["1250.0", "2500.0"]
