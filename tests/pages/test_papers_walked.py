"""Every figure that slides, paper and report state, clause by clause: it stands on a page in the same words,
or in other words of which this file says what the page has.
"""

import csv
import hashlib
import io
import re
import shutil
from collections.abc import Iterator

import pytest
from docx import Document
from pptx import Presentation

from tests.conftest import database
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER
from wkb_data.standing import standing
from wkb_data.store.deliveries import Store
from wkb_data.words import month_name
from wkb_reports.papers import papers
from wkb_views.contents import PAGES

MONTH = "2021-08"
NAMES = [name for pages in PAGES.values() for name, _ in pages]
# Between two clauses: the end of a sentence, brackets, quotes, a comma with a space.
BETWEEN = re.compile(r"[.;:](?=\s|$)|[()‘’…]|, | en ")
# A paper says in words of its own what the page says in these, filled in with what was found.
WORDS = {
    r"(?:vergaderstuk )?regiegroep (\d+ \w+ \d{4})": "de regiegroep vergadert op {}",
    r"van de \d+ aspecten zijn er (\d+) behaald": "{} behaald",
    r"(\d+) (?:van \d+ aspecten|aspecten zijn) niet tijdig": "{} niet tijdig",
    r"te wegen of de kleur klopt met de feiten bij (\d+) aspect": "{} signaal bij",
    r"te oordelen over (\d+) proefprojecten": "{} proefprojecten te beoordelen",
    r"te besluiten over (\d+) voorstellen bij knelpunten": "{} voorstellen bij knelpunten",
    r"ten opzichte van de maand ervoor veranderden (\d\.\d)": "{} ! rood werd",
    r"(\d\.\d) was niet tijdig": "{} ! rood werd",
    r"(\d\.\d) was op schema": "{} → oranje werd",
    r"(\d+) van (\d+) geplande uitingen gerealiseerd": "{} van {} tot nu toe geplande uitingen zijn",
    r"(\d+) besluiten tot nu toe": "{} besluiten, waarvan",
    r"waarvan (\d+) open": "waarvan {} nog niet gereed",
    r"(?:tot nu toe is )?(\d+) (?:besluit )?voorgelegd aan de monitoringsgroep": "{} besluit voorgelegd aan",
    r"termijn (\d+ \w+ \d{4}) wordt zonder maatregel niet gehaald": "zoals toen besloten: {}",
    r"(?:zoals bekend in|levering over) (\w+ \d{4})": "implementatie wkb, {}",
    r"zoals bekend op 25 augustus (\d{4})": "zoals bekend op 25 aug {}",
    r"het laatste was (b\d+) .+": "{}",
    r"afgehandeld op 31 mei (\d+)": "31-05-{}",
    r"(.+) \(sinds (\w+ \d{4})\)": "{} ({}, sindsdien ongewijzigd)",
}


def texts_of(name: str, content: bytes) -> Iterator[str]:
    """All texts of slides or of a document, those in tables too."""
    if name.endswith(".pptx"):
        shapes = [s for slide in Presentation(io.BytesIO(content)).slides for s in slide.shapes]
        yield from (p.text for s in shapes if s.has_text_frame for p in s.text_frame.paragraphs)
        tables = [s.table for s in shapes if s.has_table]
    else:
        document = Document(io.BytesIO(content))
        yield from (p.text for p in document.paragraphs)
        tables = document.tables
    yield from (cell.text for table in tables for row in table.rows for cell in row.cells)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


class Shown:
    """All that the pages of the month say."""

    def __init__(self, look) -> None:
        self.look = look
        seen = [look(name, MONTH) for name in NAMES]
        seen += [look("doelen", MONTH, a.id) for a in load_plan().aspects]
        cells = [f"{v}" for s in seen for t in s.tables for column in t for v in (column, *t[column])]
        self.said = plain("\n".join([*(t for s in seen for t in s.texts), *cells]))

    def says(self, clause: str) -> bool:
        """Whether it stands on a page, and not within a larger number."""
        return bool(re.search(r"(?<![\d.,])" + re.escape(clause) + r"(?!\d)", self.said))

    def agenda(self) -> dict[str, int]:
        """The headings of the agenda with how many points stand below each."""
        texts = dict.fromkeys(self.look("vergadering", MONTH).texts)
        found = [re.match(r"([A-Z][a-z ]+?) (\d+)\. ", t) for t in texts]
        first = {m[1]: int(m[2]) for m in found if m}
        last = next(int(m[1]) for t in texts if (m := re.match(r"\d+ van de (\d+) punten behandeld", t)))
        ends = [*list(first.values())[1:], last + 1]
        return {name: end - start for (name, start), end in zip(first.items(), ends, strict=True)}

    def band(self) -> list[str]:
        """When 180 pilots may have started at the soonest and at the latest, by the table of the band."""
        heads = ["Maand", "Laag", "Midden", "Hoog"]
        table = next(t for t in self.look("trends", MONTH).tables if list(t.columns) == heads)
        return [month_name(table.loc[table[c] >= 180, "Maand"].iloc[0]) for c in ("Hoog", "Laag")]

    def volume(self) -> list[str]:
        """All volume pilots and all applications, by the months of the table below the figure."""
        table = self.look("volumeaanpak", MONTH).table("Maand", "Aanvragen", "Volumeprojecten")
        return [f"{table[c].sum():,.0f}".replace(",", ".") for c in ("Volumeprojecten", "Aanvragen")]

    def running(self) -> list[str]:
        """The volume projects that have started and their municipalities, by the list of them."""
        table = self.look("volumeaanpak", MONTH).table("Projectnummer", "Project", "Categorie", "Gemeente")
        return [f"{len(table)}", f"{table['Gemeente'].nunique()}"]

    def counting(self) -> list[str]:
        """How many deliveries over the month count."""
        table = self.look("leveringen", MONTH).table("Nr", "Register", "Maand")
        own = table["Maand"].isin([MONTH, month_name(MONTH)]) & (table["Stand"] == "telt")
        return [f"{own.sum()}"]


def fingerprints() -> set[str]:
    """Of the workbooks of the month, whole and as they begin."""
    rows = [r for r in csv.DictReader((FOLDER / "manifest.csv").open()) if r["month"] == MONTH]
    whole = {hashlib.sha256((FOLDER / r["file"]).read_bytes()).hexdigest() for r in rows}
    return whole | {sha[:12] for sha in whole}


# Figures that are counted from a page: the words of the paper, and what the page gives for each found.
COUNTED = {
    r".*in acht van de tien gevallen wordt het doel op zijn vroegst in (.+?) gehaald en uiterlijk (?:in )?"
    r"(\w+ \d{4}).*": Shown.band,
    r"(\d+) volumeprojecten op ([\d.]+) aanvragen tot nu toe": Shown.volume,
    r"dit rust op (\d+) leveringen": Shown.counting,
    r"volgens het register van projecten zijn er (\d+) volumeprojecten gestart, in (\d+) gemeenten\.?": (
        Shown.running
    ),
    r"(\d+) punten(?: ter bespreking)?": lambda s: [str(sum(s.agenda().values()))],
    r"de regiegroep wordt op 27 augustus 2021 over (\d+) punten een besluit gevraagd": lambda s: [
        str(sum(s.agenda().values()))
    ],
    r"de nieuwe kleur vast te stellen van (\d+) aspecten": lambda s: [str(s.agenda()["Van kleur veranderd"])],
    # The last Friday of September 2021.
    r"(?:de volgende vergadering is|de regiegroep vergadert weer) op (.+)": lambda _: ["24 september 2021"],
    r"(?:.+ augustus 2021 )?([0-9a-f]{64}|[0-9a-f]{12})": lambda _: None,
    # Of a paper alone: the numbers of annexes and of paragraphs of the plan, the name of a fingerprint.
    r"(\d)[a-z]|2\.(\d)|(?:begin van de )?sha-(256)(?: = vingerafdruk van het bestand)?": lambda _: None,
}


def matches(shown: Shown, text: str) -> bool:
    """Whether the pages say the same of a text in other words."""
    for form, counted in COUNTED.items():
        if found := re.fullmatch(form, text):
            wanted = counted(shown)
            own = found[1] or ""
            return list(found.groups()) == wanted if wanted else len(own) < 12 or own in fingerprints()
    found = next((m for form in WORDS if (m := re.fullmatch(form, text))), None)
    return bool(found) and shown.says(WORDS[found.re.pattern].format(*found.groups()))


def unsaid(shown: Shown, text: str) -> list[str]:
    """The clauses of a text with a figure that no page has."""
    text = plain(text)
    if not re.search(r"\d", text) or shown.says(text) or matches(shown, text):
        return []
    clauses = [c.strip(" .;:,") for c in BETWEEN.split(text)]
    return [c for c in clauses if re.search(r"\d", c) and not shown.says(c) and not matches(shown, c)]


@pytest.fixture(scope="module")
def shown(sample_pages) -> Shown:
    return Shown(sample_pages)


@pytest.fixture(scope="module")
def made(sample_folder, tmp_path_factory) -> dict[str, bytes]:
    copy = tmp_path_factory.mktemp("stukken")
    shutil.copytree(sample_folder, copy, dirs_exist_ok=True)
    return papers(standing(Store(database(copy)), load_plan(), MONTH))


@pytest.mark.parametrize("name", ["presentatie.pptx", "vergaderstuk.docx", "rapportage.docx"])
def test_every_figure_of_a_paper_is_one_of_a_page(shown, made, name):
    texts = list(dict.fromkeys(texts_of(name, made[name])))
    assert sum(bool(re.search(r"\d", t)) for t in texts) > 30
    assert {t: found for t in texts if (found := unsaid(shown, t))} == {}


@pytest.mark.parametrize(
    "wrong",
    [
        "63 van 180 gestart, 5 afgerond",
        "In acht van de tien gevallen wordt het doel op zijn vroegst in mei 2022 gehaald en uiterlijk in "
        "december 2022.",
        "182 volumeprojecten op 5.195 aanvragen tot nu toe.",
        "4 aspecten zijn niet tijdig; bij elk staat een actie",
        "De Regiegroep wordt gevraagd: 5 punten",
        "0f" * 32,
    ],
)
def test_a_wrong_figure_would_be_found(shown, wrong):
    assert unsaid(shown, wrong)
