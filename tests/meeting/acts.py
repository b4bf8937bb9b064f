"""What is done to a store of July and August 2021 in tests of the meeting of August."""

import io

import openpyxl

from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER
from wkb_data.store import meetings
from wkb_data.store.deliveries import Store

PLAN, MONTH = load_plan(), "2021-08"


def write(store: Store, item: str, fields: dict[str, str], month: str = MONTH) -> None:
    for field, said in fields.items():
        meetings.put(store, month, item, field, said)


def deliver(store: Store, register: str, change, file: str = "") -> None:
    """Delivers the workbook of August again, with a cell of it changed."""
    path = FOLDER / (file or "pilots/Register proefprojecten aug-21.xlsx")
    book = openpyxl.load_workbook(path)
    change(book)
    out = io.BytesIO()
    book.save(out)
    reading = read_workbook(out.getvalue(), path.name, PLAN, register, MONTH)
    deliver_reading(reading, store, PLAN, "BG")


def one_more(book) -> None:
    """A project of the network that was being prepared has started."""
    rows = book["Overzicht projecten"].iter_rows(min_row=5)
    row = next(r for r in rows if r[3].value == "ambassadeursnetwerk" and r[6].value == "In voorbereiding")
    row[6].value, row[8].value = "In uitvoering", "20-8-2021"
