"""A store made by an earlier version, under another plan and other registers, shows what is right today.

`made_before.sqlite.gz` was written before derived data knew what they came from: three months (September to
November 2020) of pilots and planning by `tests.invented`. In November four pilots have started, one in each
of the first four categories.
"""

import gzip
import sqlite3
from pathlib import Path

import pytest

from tests.store.versions import TOP, later_version, pages_of, run
from wkb_data.delivering import basis, rebuild, refresh
from wkb_data.plan import load_plan
from wkb_data.store.deliveries import Store
from wkb_data.store.faults import StoreError


@pytest.fixture
def before(tmp_path) -> Path:
    """A folder with the store as it was made before."""
    folder = tmp_path / "var"
    folder.mkdir()
    content = gzip.decompress(Path(__file__).with_name("made_before.sqlite.gz").read_bytes())
    (folder / "wkb.sqlite").write_bytes(content)
    return folder


def test_a_later_version_shows_the_right_numbers_of_a_store_made_before_it(before, tmp_path):
    top = later_version(tmp_path / "later")
    done = run(top, before, "-m", "wkb_data", "measures", "--csv")
    assert done.returncode == 0, done.stderr
    facts = done.stdout.splitlines()
    assert "2020-11,3.1,pilots_counted,,4.0,projecten" in facts
    assert "2020-11,3.1,pilots_counted,category=Gebouwen voor bedrijven,1.0,projecten" in facts
    assert not any("category=Bedrijfsgebouwen" in line for line in facts)
    assert "opnieuw afgeleid (6 leveringen)" in done.stderr
    look = (
        "from wkb_data.store.deliveries import Store; s = Store(); f = s.frames(s.in_force()['pilots', "
        "'2020-11'].id);print(len(f['pilots']), f['pilots']['crane'].isna().all(), "
        "list(f['visits'].columns)[0], len(f['visits']))"
    )
    assert run(top, before, "-c", look).stdout.strip() == "10 True number 0"
    again = run(top, before, "-m", "wkb_data", "measures", "--csv")
    assert again.stdout == done.stdout and again.stderr == ""
    assert not any(page["errors"] for page in pages_of(top, before).values())


def test_what_was_derived_is_as_it_was_before_it_was_derived_anew(before):
    with sqlite3.connect(before / "wkb.sqlite") as db:
        kept = db.execute("SELECT delivery, content FROM forecasts ORDER BY delivery").fetchall()
    store, plan = Store(f"sqlite:///{before / 'wkb.sqlite'}"), load_plan()
    assert store.stale(basis(plan)) == [1, 2, 3, 4, 5, 6]
    seen = []
    refresh(store, plan, lambda done, of: seen.append((done, of)))
    assert seen == [(i, 6) for i in range(7)] and store.stale(basis(plan)) == []
    with sqlite3.connect(before / "wkb.sqlite") as db:
        assert db.execute("SELECT delivery, content FROM forecasts ORDER BY delivery").fetchall() == kept
    assert rebuild(store, plan) == []


def test_an_original_that_now_has_errors_keeps_its_tables_and_says_so(before, tmp_path):
    with sqlite3.connect(before / "wkb.sqlite") as db:
        db.execute(
            "UPDATE originals SET content = ? WHERE sha256 = (SELECT sha256 FROM deliveries WHERE register "
            "= 'pilots' AND month = '2020-11')",
            (b"geen werkmap",),
        )
    store, plan = Store(f"sqlite:///{before / 'wkb.sqlite'}"), load_plan()
    refresh(store, plan)
    d = store.in_force()["pilots", "2020-11"]
    assert "geen" in d.trouble and len(store.frames(d.id)["pilots"]) == 10
    assert not store.stale(basis(plan))
    listed = run(TOP, before, "-m", "wkb_data", "deliveries").stdout
    assert listed.count("het origineel is niet meer te lezen") == 1


def test_killed_while_deriving_anew_nothing_is_half(before):
    store, plan = Store(f"sqlite:///{before / 'wkb.sqlite'}"), load_plan()

    class Killed(Exception):
        pass

    def half(done, of):
        if done == 3:
            raise Killed

    with pytest.raises(Killed):
        refresh(store, plan, half)
    assert store.stale(basis(plan)) == [1, 2, 3, 4, 5, 6]


def test_a_forecast_that_an_earlier_version_was_killed_before_is_made_by_rebuild(before):
    store, plan = Store(f"sqlite:///{before / 'wkb.sqlite'}"), load_plan()
    refresh(store, plan)
    pilots = [d.id for d in store.deliveries() if d.register == "pilots"]
    kept = store.kept_forecasts()
    with sqlite3.connect(before / "wkb.sqlite") as db:
        db.execute("DELETE FROM forecasts WHERE delivery = ?", (pilots[-1],))
    assert rebuild(store, plan) == [pilots[-1]]
    assert store.kept_forecasts() == kept
    assert rebuild(store, plan) == []


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "anders.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE other (x)")
    with pytest.raises(StoreError, match="geen bestand met gegevens"):
        Store(f"sqlite:///{path}")
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("other",)]
