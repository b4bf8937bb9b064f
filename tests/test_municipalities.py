"""A municipality by the name that people write: with its province, an abbreviation, an ampersand.

Never one of another province.
"""

import pytest

from wkb_data.municipalities import find


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Bergen (Limburg)", "Bergen (L.)"),
        ("Bergen (Noord-Holland)", "Bergen (NH.)"),
        ("Bergen NH", "Bergen (NH.)"),
        ("BoZ", "Bergen op Zoom"),
        ("Gemeente Ede (Gld)", "Ede"),
        ("Hengelo Ov", "Hengelo"),
        ("Peel & Maas", "Peel en Maas"),
        ("Capelle a/d IJssel", "Capelle aan den IJssel"),
        ("’s-Gravenhage", "'s-Gravenhage"),
        ("363", "Amsterdam"),
        ("Appingedam", "Eemsdelta"),
    ],
)
def test_a_written_name_is_that_municipality_in_march_2021(written, name):
    assert find(written, "2021-03").name == name


@pytest.mark.parametrize(
    "written",
    ["Bergen", "Provincie Utrecht", "Utrecht (prov.)", "Laren (Gld)", "Ede en Wageningen", "Nederland"],
)
def test_what_could_be_two_or_is_no_municipality_gives_no_name(written):
    assert find(written, "2021-03").name is None
