"""A mistake in the plan or in a register is one sentence with file, key, what stands there and what may."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import get_args

import pytest
from streamlit.testing.v1 import AppTest

from tests.commands import run, started
from tests.pages.conftest import DOOR
from wkb_data import plan_checks, schema
from wkb_data.__main__ import main
from wkb_data.intake.cells import PARSERS
from wkb_data.intake.checks import AGAINST, CHECKS
from wkb_data.plan import DEFAULT, PlanError, load_plan
from wkb_data.register_parts import Against, Check, Type
from wkb_data.schema import FOLDER, SchemaError, read_registers

TOP = Path(__file__).parents[1]
PLAN = DEFAULT.read_text(encoding="utf-8")

# (what is changed, into what, the key that the sentence names, what it says may stand there)
IN_THE_PLAN = [
    ("deadline = 6\naim = 12", "dealine = 6\naim = 12", "goals[0].aspects[0].dealine", "'deadline'"),
    ('first_month = "2020-09"', 'first_month = "2020-13"', "plan.first_month", "JJJJ-MM"),
    ("target_share = 0.10", "target_share = 10", "volume.target_share", "een getal van 0 tot en met 1"),
    ('aspect = "3.1"\nbelow = 0.3', 'aspect = "3.9"\nbelow = 0.3', "signals[1].aspect", "3.1"),
    ("below = 0.3", "below = 30", "signals[1].below", "een getal van 0 tot en met 1"),
    ('kind = "stays_red"', 'kind = "stay_red"', "signals[9]", "'stays_red'"),
    (
        'kind = "repeated"\nmonths = 3',
        'kind = "repeated"\nmonths = 3\nbelow = 0.1',
        "signals[4].below",
        "months",
    ),
    ('depends_on = ["3.3"]', 'depends_on = ["3,3"]', "goals[0].depends_on[0]", "3.3"),
    ('depends_on = ["3.3"]', 'depends_on = ["1.1"]', "goals[0].depends_on[0]", "een ander doel"),
    ('page = "knelpunten"', 'page = "knelpunt"', "evidence.bottlenecks.page", "'knelpunten'"),
    ("[evidence.bottlenecks]", "[evidence.bottleneck]", "evidence.bottleneck", "'bottlenecks'"),
    ('register = "digital"', 'register = "digitaal"', "groups[3].register", "'digital'"),
    ("target = 180", "target = 200", "pilots.target", "180"),
    ("0.10, 0.15, 0.21", "0.10, 0.51, 0.21", "pilots.curve.default[6]", "minstens 0.51"),
    ("0.10, 0.15, 0.21", '0.10, "0.15", 0.21', "pilots.curve.default[5]", "een getal van 0 tot en met 1"),
    ("0.81, 0.91, 1.0]", "0.81, 0.91, 0.95]", "pilots.curve.default[15]", "1.0: de lijn eindigt op"),
    ("weekday = 4", "weekday = 7", "meeting.weekday", "tot en met 6"),
    (
        '"2020-12" = 2020-12-18',
        '"2020-12" = 2021-12-18',
        'meeting.exceptions."2020-12"',
        "een datum in 2020-12",
    ),
    (
        "decided_on = 2020-05-20",
        'decided_on = "2020-05-20"',
        "entry_into_force[2].decided_on",
        "zonder aanhalingstekens",
    ),
    ("dates = [2022-07-01]", "dates = [2020-07-01]", "entry_into_force[3].dates[0]", "na 2021-05-27"),
    ('id = "1.2"', 'id = "1.1"', "goals[0].aspects[1].id", "goals[0].aspects[0].id"),
    (
        'synonyms = ["VEH", "Eigen Huis"]',
        'synonyms = ["VNG", "Eigen Huis"]',
        "parties[10].synonyms[0]",
        "parties[8].name",
    ),
    ("cadence = 3", 'cadence = "3"', "groups[4].cadence", "maanden"),
    ("under = { green = 1 }", "under = { groen = 1 }", "signals[10].under.groen", "'green'"),
    ("under = { green = 1 }", "under = {}", "signals[10].under", "green of orange"),
    ("\nown = false", '\nown = "nee"', "goals[1].aspects[0].own", "true of false"),
    ('body = "Regiegroep"\n', "", "meeting.body", "een tekst"),
    (
        "completed_after = 5",
        "completed_after = 5\ncompleted_before = 2",
        "forecast.completed_before",
        "'completed_after'",
    ),
    (
        'measures = ["pilots_counted", "pilots_completed"]',
        'measures = ["pilots_count"]',
        "signals[8].measures[0]",
        "pilots_counted",
    ),
    (
        '[status.unjudged]\nword = "nog niet beoordeeld"',
        '[status.unjudged]\nword = "behaald"',
        "status.unjudged.word",
        "status.green.word",
    ),
]

IN_THE_REGISTERS = [
    (
        "pilots",
        'heading = "Categorie", type = "category"',
        'heading = "Categorie", type = "categorie"',
        "tables[0].columns[2].type",
        "'category'",
    ),
    (
        "pilots",
        'heading = "Categorie", type',
        'header = "Categorie", type',
        "tables[0].columns[2].header",
        "'heading'",
    ),
    (
        "pilots",
        'words = "approach", required = true',
        'words = "aproach", required = true',
        "tables[0].columns[3].words",
        "'approach'",
    ),
    ("pilots", 'to = "networks.name"', 'to = "netwerken.name"', "tables[0].checks[6].to", "networks.name"),
    ("pilots", 'to = "pilots.id"', 'to = "pilots.nr"', "tables[2].checks[2].to", "pilots.id"),
    (
        "pilots",
        '{ kind = "unique", column = "id" }',
        '{ kind = "uniek", column = "id" }',
        "tables[0].checks[0]",
        "'unique'",
    ),
    (
        "pilots",
        '{ kind = "unique", column = "id" }',
        '{ kind = "unique", column = "ids" }',
        "tables[0].checks[0].column",
        "'id'",
    ),
    (
        "pilots",
        'when = { status = ["completed"] }',
        'when = { status = ["complete"] }',
        "tables[0].checks[3].when.status[0]",
        "'completed'",
    ),
    (
        "pilots",
        'columns = ["registered", "started", "completed"]',
        'columns = ["registered", "status", "completed"]',
        "tables[0].checks[5].columns[1]",
        "date",
    ),
    ("pilots", 'value = "applications" }', 'value = "aanvragen" }', "tables[4].matrix.value", "applications"),
    ("pilots", 'key = "id"', 'key = "nummer"', "tables[0].key", "id"),
    ("pilots", 'kind = "vanished", do', 'kind = "vanish", do', "tables[0].against[0]", "'vanished'"),
    ("pilots", 'name = "networks"', 'name = "instruments"', "tables[1].name", "admission.toml"),
    (
        "pilots",
        'name = "approach", heading = "Aanpak"',
        'name = "category", heading = "Aanpak"',
        "tables[0].columns[3].name",
        "tables[0].columns[2].name",
    ),
    (
        "pilots",
        'heading = "Aanpak"',
        'heading = "Categorie"',
        "tables[0].columns[3].heading",
        "tables[0].columns[2].heading",
    ),
    ("pilots", "required = true", 'required = "ja"', "tables[0].columns[0].required", "true of false"),
    (
        "planning",
        'order = ["to_start", "running", "draft", "adopted"]',
        'order = ["to_start", "draught", "adopted"]',
        "tables[2].against[1].order[1]",
        "'draft'",
    ),
    (
        "planning",
        '"nog te starten",',
        '"lopend",',
        "words.study_status.running[1]",
        "words.study_status.to_start",
    ),
    ("planning", 'shapes = ["marks"', 'shapes = ["mark"', "tables[0].shapes[0]", "'marks'"),
    (
        "planning",
        'value = "status", reason',
        'value = "owner", reason',
        "tables[0].judgement.value",
        "colour",
    ),
    ("planning", 'within = ["groen"', 'within = ["paars"', "tables[0].columns[1].within[0]", "groen"),
    (
        "planning",
        'key = "number"\nsheet_words = ["activiteiten"',
        'key = "number"\nshapes = ["history"]\nsheet_words = ["activiteiten"',
        "tables[1].shapes",
        "'marks'",
    ),
    (
        "planning",
        '{ kind = "acyclic", column = "depends_on" }',
        '{ kind = "justified" }',
        "tables[1].checks[3].kind",
        "judgement",
    ),
    (
        "planning",
        'heading = "Uitvoerende partij", type = "party"',
        'heading = "Uitvoerende partij", type = "party", event = true',
        "tables[1].columns[3].event",
        "datum",
    ),
    ("planning", 'register = "planning"', 'register = "plannning"', "register", "'planning'"),
    ("admission", 'key = "name"\n', "", "tables[0].key", "een naam"),
    ("admission", 'level = "warning" }]\nagainst', 'level = "waarschuwing" }]\nagainst', "level", "warning"),
    (
        "communication",
        '"nummer", "vraagnr"',
        '"thema", "vraagnr"',
        "tables[1].columns[3].synonyms[0]",
        "tables[1].columns[0].synonyms",
    ),
    (
        "communication",
        'sheet_words = ["bekendheid"',
        'sheetwords = ["bekendheid"',
        "tables[2].sheetwords",
        "'sheet_words'",
    ),
]


def changed(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new, 1)


def is_one_sentence(sentence: str, file: str, key: str, may: str) -> None:
    assert sentence.startswith(f"{file}: ") and sentence.endswith(".") and "\n" not in sentence
    assert (
        re.search(rf"(?<![\w.]){re.escape(key)}(?![\w\[])", sentence) or key == "level" and key in sentence
    ), sentence
    assert may in sentence and re.search(r"hier (hoort|kan staan)", sentence), sentence


@pytest.mark.parametrize(("old", "new", "key", "may"), IN_THE_PLAN, ids=[c[2] for c in IN_THE_PLAN])
def test_a_mistake_in_the_plan_is_one_sentence_that_names_the_key(tmp_path, old, new, key, may):
    path = tmp_path / "ons plan.toml"
    path.write_text(changed(PLAN, old, new), encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        load_plan(path)
    mine = [s for s in caught.value.sentences if key in s]
    assert len(mine) == 1, caught.value.sentences
    is_one_sentence(mine[0], "ons plan.toml", key, may)


@pytest.mark.parametrize(
    ("register", "old", "new", "key", "may"), IN_THE_REGISTERS, ids=[c[3] for c in IN_THE_REGISTERS]
)
def test_a_mistake_in_a_register_is_one_sentence_that_names_the_key(tmp_path, register, old, new, key, may):
    shutil.copytree(FOLDER, tmp_path / "registers")
    path = tmp_path / "registers" / f"{register}.toml"
    path.write_text(changed(path.read_text(encoding="utf-8"), old, new), encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        read_registers(tmp_path / "registers")
    mine = [s for s in caught.value.sentences if key in s]
    assert mine, caught.value.sentences
    is_one_sentence(mine[0], path.name, key, may)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[plan]\ntitle = Wkb\n", "regel 2"),
        (b"[plan]\ntitle = 'a'\ntitle = 'b'\n", "title = 'b'"),
        (b"[plan]\n[plan]\n", "niet eerder"),
        (b"title = '\xe9'", "UTF-8"),
        (b"", "sleutel plan ontbreekt"),
        (None, "bestaat niet"),
    ],
)
def test_a_file_that_is_no_toml_is_one_sentence_too(tmp_path, content, said):
    path = tmp_path / "plan.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PlanError) as caught:
        load_plan(path)
    assert said in caught.value.sentences[0] and caught.value.sentences[0].startswith("plan.toml: ")
    assert "\n" not in str(caught.value)


def test_a_plan_saved_by_windows_notepad_is_read(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    assert load_plan(path) == load_plan()


def told(tmp_path, plan: str, *arguments: str, **more: str) -> subprocess.CompletedProcess:
    path = tmp_path / "plan.toml"
    path.write_text(plan, encoding="utf-8")
    return (started if more else run)(tmp_path, *arguments, WKB_PLAN=str(path), **more)


def test_the_command_line_says_every_mistake_on_a_line_of_its_own(tmp_path):
    assert told(tmp_path, PLAN, "plan", "--check").returncode == 0
    plan = changed(changed(PLAN, "weekday = 4", "weekday = 9"), "\nown = false", "\nowned = false")
    done = told(tmp_path, plan, "plan", "--check")
    lines = done.stderr.splitlines()
    assert done.returncode == 2 and done.stdout == ""
    assert [
        any(key in line for line in lines) for key in ("goals[1].aspects[0].owned", "meeting.weekday")
    ] == [True] * 2
    assert len(lines) == 2
    other = told(tmp_path, plan, "measures")
    assert other.returncode == 2 and len(other.stderr.splitlines()) == 1 and "En nog 1 fout" in other.stderr


def test_the_command_line_names_the_mistakes_of_registers_and_plan_together(tmp_path):
    copy = tmp_path / "kopie"
    for name in ("wkb_data", "pages"):
        shutil.copytree(TOP / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    path = copy / "wkb_data/registers/digital.toml"
    path.write_text(
        changed(path.read_text(encoding="utf-8"), 'key = "moment"', 'key = "momenten"'), encoding="utf-8"
    )
    done = told(tmp_path, PLAN, "plan", "--check", PYTHONPATH=str(copy))
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "digital.toml: bij sleutel tables[" in done.stderr and "].key staat 'momenten'" in done.stderr
    assert told(tmp_path, PLAN, "measures", PYTHONPATH=str(copy)).returncode == 2


def test_the_page_shows_the_sentence(tmp_path, store_with, monkeypatch):
    store_with("empty")
    path = tmp_path / "plan.toml"
    path.write_text(changed(PLAN, 'aspect = "3.1"\nbelow', 'aspect = "9.1"\nbelow'), encoding="utf-8")
    monkeypatch.setenv("WKB_PLAN", str(path))
    app = AppTest.from_file(DOOR, default_timeout=60).run()
    assert not app.exception
    assert [
        shown(e.value).startswith("plan.toml: bij sleutel signals[1].aspect staat '9.1'") for e in app.error
    ] == [True]


def test_the_page_shows_the_sentence_of_a_register(tmp_path, store_with, monkeypatch):
    store_with("empty")
    shutil.copytree(FOLDER, tmp_path / "registers")
    path = tmp_path / "registers/pilots.toml"
    path.write_text(changed(path.read_text(encoding="utf-8"), 'key = "id"', 'key = "ids"'), encoding="utf-8")
    monkeypatch.setattr(schema, "FOLDER", tmp_path / "registers")
    schema.registers.cache_clear()
    try:
        app = AppTest.from_file(DOOR, default_timeout=60).run()
    finally:
        schema.registers.cache_clear()
    assert not app.exception
    assert [
        shown(e.value).startswith("pilots.toml: bij sleutel tables[0].key staat 'ids'") for e in app.error
    ] == [True]


def shown(markdown: str) -> str:
    """What a reader sees of text in which all markup is escaped."""
    return re.sub(r"\\(?=\W|_)", "", markdown)


def kinds(union) -> set[str]:
    return {kind for part in get_args(get_args(union)[0]) for kind in get_args(part.__annotations__["kind"])}


def test_what_the_registers_may_ask_is_what_intake_can_do():
    assert (
        kinds(Check) == set(CHECKS) and kinds(Against) == set(AGAINST) and set(get_args(Type)) == set(PARSERS)
    )


def test_subjects_of_evidence_are_those_that_measures_and_pages_ask_for():
    code = "".join(
        p.read_text(encoding="utf-8")
        for d in ("wkb_data", "wkb_words", "wkb_reports", "wkb_views", "pages")
        for p in (TOP / d).rglob("*.py")
    )
    asked = set(re.findall(r'aspects_of\("(\w+)"\)', code))
    assert asked and asked <= set(plan_checks.SUBJECTS)


def test_each_mistake_in_the_plan_is_said_on_the_command_line_and_on_the_page(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    app = AppTest.from_file(DOOR, default_timeout=60)
    for n, (old, new, key, may) in enumerate(IN_THE_PLAN):
        path = tmp_path / f"{n}" / "plan.toml"
        path.parent.mkdir()
        path.write_text(changed(PLAN, old, new), encoding="utf-8")
        monkeypatch.setenv("WKB_PLAN", str(path))
        assert_said(app, capsys, "plan.toml", key, may)


def test_each_mistake_in_a_register_is_said_on_the_command_line_and_on_the_page(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    app = AppTest.from_file(DOOR, default_timeout=60)
    for n, (register, old, new, key, may) in enumerate(IN_THE_REGISTERS):
        folder = tmp_path / f"{n}"
        shutil.copytree(FOLDER, folder)
        path = folder / f"{register}.toml"
        path.write_text(changed(path.read_text(encoding="utf-8"), old, new), encoding="utf-8")
        monkeypatch.setattr(schema, "FOLDER", folder)
        schema.registers.cache_clear()
        try:
            assert_said(app, capsys, path.name, key, may)
        finally:
            schema.registers.cache_clear()


def assert_said(app: AppTest, capsys, file: str, key: str, may: str) -> None:
    """The command line gives a line for the mistake and exit 2, the page its sentence; no traceback."""
    capsys.readouterr()  # what the page before it logged
    assert main(["plan", "--check"]) == 2
    out, err = capsys.readouterr()
    lines = [line.removeprefix("wkb_data: ") for line in err.splitlines()]
    mine = [line for line in lines if key in line]
    assert mine and out == "" and all(re.match(r"\w+\.toml: ", line) for line in lines), err
    is_one_sentence(mine[0], file, key, may)
    app.run()
    assert not app.exception
    [told] = [shown(e.value) for e in app.error]
    assert told.startswith(lines[0].removesuffix(".")), (told, lines)
