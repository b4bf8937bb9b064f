"""A backup holds everything and gives it back exactly."""

import pytest

from wkb_data.delivering import measures
from wkb_data.store.backup import backup, restore
from wkb_data.store.deliveries import StoreError


def test_a_backup_restored_is_the_same_store(sample_store, empty_store, tmp_path):
    sample_store.withdraw(3, "proef")
    file = tmp_path / "kopie.sqlite"
    assert backup(sample_store, file) == len(sample_store.deliveries())
    restore(empty_store, file)
    assert empty_store.deliveries() == sample_store.deliveries()
    assert measures(empty_store).equals(measures(sample_store))
    assert empty_store.original(1) == sample_store.original(1)


def test_a_backup_never_overwrites_and_restores_only_into_an_empty_store(sample_store, tmp_path):
    file = tmp_path / "kopie.sqlite"
    backup(sample_store, file)
    with pytest.raises(StoreError, match="bestaat al"):
        backup(sample_store, file)
    with pytest.raises(StoreError, match="lege map"):
        restore(sample_store, file)
