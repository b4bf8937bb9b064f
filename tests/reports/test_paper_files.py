"""All papers together: the same bytes, text that stays text, what opens in Office, and the command."""

import copy
import io
import shutil
import subprocess
from dataclasses import replace
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from tests.reports import opened
from tests.reports.conftest import WHOLE
from wkb_data.__main__ import main
from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER, sample_files
from wkb_data.standing import standing
from wkb_reports.papers import PAPERS, papers

HOSTILE = [
    '=HYPERLINK("http://kwaad.example","klik")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "<script>alert(1)</script> & <b>vet</b>",
    "{ INCLUDEPICTURE http://kwaad.example/x.png }",
    "https://kwaad.example/?q=1 mailto:a@b.example",
    "_x0041_ en \x07 en \u202eomgekeerd",
    "woord" * 900,
]


def hostile(on):
    """A stand in which every text of people in the shown tables is hostile."""
    made = replace(on)
    for d in on.shown:
        frames = copy.deepcopy(on.frames(d.id))
        for table, columns in (
            ("status", ["justification", "action"]),
            ("bottlenecks", ["description", "proposal"]),
            ("decisions", ["subject", "decision"]),
            ("pilots", ["name"]),
            ("activities", ["activity"]),
            ("studies", ["title"]),
            ("questions", ["question"]),
        ):
            if table in frames:
                for column in columns:
                    count = len(frames[table])
                    frames[table][column] = [HOSTILE[i % len(HOSTILE)] for i in range(count)]
        made._kept[d.id] = frames
    return made


@pytest.fixture(scope="module")
def bad(sample_stands):
    return papers(hostile(sample_stands["2021-08"]))


def test_hostile_text_is_no_formula_field_or_link(bad):
    for name, content in bad.items():
        with ZipFile(io.BytesIO(content)) as whole:
            links = b"".join(whole.read(n) for n in whole.namelist() if n.endswith(".rels"))
        assert b"kwaad.example" not in links and b"External" not in links, name
    sheets = opened.parts(bad["feitenboek.xlsx"], r"xl/worksheets/sheet\d+\.xml")
    assert not any(t.xpath("//x:f", namespaces=opened.NS) for t in sheets.values())
    paper = opened.parts(bad["vergaderstuk.docx"], "word/document.xml")["word/document.xml"]
    assert not paper.xpath("//w:instrText | //w:fldSimple | //w:hyperlink", namespaces=opened.NS)
    slides = opened.parts(bad["presentatie.pptx"], r"ppt/slides/slide\d+\.xml")
    assert not any(t.xpath("//a:hlinkClick", namespaces=opened.NS) for t in slides.values())


def test_hostile_text_is_shown_as_it_was_written(bad):
    book = load_workbook(io.BytesIO(bad["feitenboek.xlsx"]))
    cells = {
        c for sheet in book for row in sheet.iter_rows(values_only=True) for c in row if isinstance(c, str)
    }
    assert set(HOSTILE[:5]) <= cells and "_x0041_ en en omgekeerd" in {c.replace("  ", " ") for c in cells}
    made = Document(io.BytesIO(bad["vergaderstuk.docx"]))
    texts = {c.text for t in made.tables for row in t.rows for c in row.cells}
    assert set(HOSTILE[:5]) <= texts
    deck = Presentation(io.BytesIO(bad["presentatie.pptx"]))
    shown = " ".join(
        c.text for s in deck.slides for f in s.shapes if f.has_table for r in f.table.rows for c in r.cells
    )
    assert "<script>" in shown or "HYPERLINK" in shown or "SUM(1+1)" in shown


def test_the_same_facts_give_the_same_bytes(sample_stands, paper_folder):
    for name, content in papers(sample_stands["2021-08"]).items():
        assert content == (paper_folder / f"2021-08 {name}").read_bytes(), name


def test_progress_is_told_paper_by_paper(sample_stands):
    told = []
    papers(sample_stands["2020-09"], told.append)
    assert told == [0.25, 0.5, 0.75, 1.0]


@pytest.mark.parametrize("register", ["planning", "pilots", "communication", "digital", "admission"])
def test_papers_are_made_of_one_register_alone(register, empty_store):
    plan, row = load_plan(), next(r for r in sample_files() if r["register"] == register)
    path = FOLDER / row["file"]
    reading = read_workbook(path.read_bytes(), path.name, plan, register, row["month"])
    deliver_reading(reading, empty_store, plan, row["by"])
    made = papers(standing(empty_store, plan, row["month"]))
    assert list(made) == list(PAPERS) and all(len(content) > 5000 for content in made.values())


def test_the_command_makes_the_four_of_them(sample_folder, tmp_path, monkeypatch, capsys):
    shutil.copytree(sample_folder, tmp_path / "var")
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    assert main(["papers", "--month", "2020-10", "--output", str(tmp_path / "uit" / "okt")]) == 0
    assert {p.name for p in (tmp_path / "uit" / "okt").iterdir()} == set(PAPERS)
    assert main(["papers", "--month", "2019-01", "--output", str(tmp_path / "uit")]) == 2
    assert "over januari 2019 is niets aangeleverd" in capsys.readouterr().err


SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="session")
def converted(paper_folder, made_once):
    """The papers of whole months as PDF by LibreOffice: all in one start of it."""

    def fill(folder):
        files = [f for f in paper_folder.glob("*.*x") if not f.name.endswith(".xlsx")]
        asked = [f for f in files if f.name[:7] in WHOLE]
        profile = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
        call = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *asked]
        subprocess.run(call, check=True, capture_output=True, timeout=300)

    return made_once("omgezet", fill)


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is niet geïnstalleerd: papieren zijn niet omgezet")
@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo is niet geïnstalleerd")
def test_libreoffice_opens_the_papers_and_the_report_is_two_pages(converted, paper_folder):
    def pages(name: str) -> int:
        told = subprocess.run(
            ["pdfinfo", converted / name], check=True, capture_output=True, text=True
        ).stdout
        return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages")))

    for month in WHOLE:
        assert pages(f"{month} rapportage.pdf") == 2, month
        deck = Presentation(paper_folder / f"{month} presentatie.pptx")
        assert pages(f"{month} presentatie.pdf") == len(deck.slides)
        assert pages(f"{month} vergaderstuk.pdf") >= 4
        told = subprocess.run(
            ["pdftotext", converted / f"{month} presentatie.pdf", "-"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for slide in deck.slides:
            assert slide.shapes.title.text.replace(" ", "") in "".join(told.split()), slide.shapes.title.text
