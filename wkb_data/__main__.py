"""The command line: `python -m wkb_data COMMAND …` (docs/registers.md).

Exit codes: 0 fine (warnings allowed), 1 the workbook has errors, 2 the file or the command can't be used.
"""

from __future__ import annotations

import gc

gc.disable()  # what is loaded below stays: looking through it for garbage is a tenth of the start

import argparse
import errno
import io
import json
import logging
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

from wkb_data import clock
from wkb_data.dashboard import become_dashboard
from wkb_data.decoding import MONTH
from wkb_data.delivering import (
    NAME,
    Refused,
    check,
    deliver_reading,
    measures,
    one_line,
    rebuild,
    refresh,
    reserved,
)
from wkb_data.intake import room
from wkb_data.intake.findings import LEVEL_WORDS, UnreadableFile
from wkb_data.intake.opening import bounded
from wkb_data.intake.reading import Reading
from wkb_data.intake.reservations import columns_left_out, in_words, rows_left_out
from wkb_data.meetings.agenda import TITLES
from wkb_data.meetings.decided import next_frames
from wkb_data.meetings.points import agenda_of
from wkb_data.plan import PlanError, load_plan
from wkb_data.samples import fill_with_samples, samples_wanted
from wkb_data.schema import SchemaError, registers, table_named
from wkb_data.standing import Standing, standing
from wkb_data.store.answers import remembered
from wkb_data.store.backup import backup, restore
from wkb_data.store.deliveries import Store
from wkb_data.store.faults import StoreError
from wkb_data.words import month_name

gc.freeze()  # nor is it searched later, here or in the reading room, which shares its memory
gc.enable()

HOW_ON = (
    "Verbeter de genoemde cellen en lever opnieuw aan, of lever met voorbehoud aan (--with-reservations)."
)


class Unusable(ValueError):
    """The command or file can't be used: one line on stderr, exit 2."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str):
        self.exit(2, f"wkb_data: {message}. Zie python -m wkb_data --help\n")


def _month(text: str) -> str:
    if not re.fullmatch(MONTH, text):
        raise argparse.ArgumentTypeError(f"'{text}' is geen maand; schrijf JJJJ-MM, zoals 2021-03")
    return text


def _name(text: str) -> str:
    """Who or why, on one line."""
    plain = one_line(text)
    if not plain:
        raise argparse.ArgumentTypeError("er staat niets; vul in wie aanlevert, of waarom")
    if len(plain) > NAME:
        raise argparse.ArgumentTypeError(f"de tekst is langer dan {NAME} tekens; maak haar korter")
    return plain


def _store() -> Store:
    """The store, with what is derived from the originals of this plan, these registers and this version."""
    store = Store()
    refresh(store, load_plan(), _tell)
    return store


def _tell(done: int, of: int) -> None:
    """Says on stderr that figures are derived anew, at the start and at every tenth part."""
    if done == 0 and of:
        text = "plan, registers of programma zijn gewijzigd; de cijfers worden opnieuw afgeleid"
        print(f"wkb_data: {text} ({of} leveringen)", file=sys.stderr)
    elif of >= 50 and done % (of // 10) == 0:
        print(f"wkb_data: {done} van {of}", file=sys.stderr, flush=True)


def _written(path: str, content: bytes) -> None:
    """Writes a file; says so when that can't be."""
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise Unusable(
            f"{path} is niet te schrijven: bestaat de map, en mag u er schrijven? ({error.strerror})"
        ) from error


def _file(text: str) -> tuple[bytes, str]:
    path = Path(text)
    try:
        if path.exists() and not path.is_file():
            raise Unusable(f"{text} is geen bestand.")
        bounded(path.name, path.stat().st_size)
        return path.read_bytes(), path.name
    except OSError as error:
        raise Unusable(
            f"{text} is niet te lezen: bestaat het bestand, en mag u het openen? ({error.strerror})"
        ) from error


def _checked(args, store: Store | None) -> Reading:
    content, name = _file(args.file)
    return check(content, name, load_plan(), store, args.register, args.month)


def _print_findings(reading: Reading) -> None:
    for t in reading.as_dict()["tables"]:
        print(f"tabel {t['table']}: blad '{t['sheet']}', koprij {t['header_row']}, {t['rows']} rijen")
    for f in reading.findings:
        print(f"{LEVEL_WORDS[f.level]}: {f'[{f.sheet}] ' if f.sheet else ''}{f.message}")
    print(
        f"{reading.file}: register {reading.register}, maand {reading.month or 'onbekend'}, "
        f"{len(reading.errors)} fout(en)"
    )


def _check(args) -> int:
    reading = _checked(args, _store())
    if args.json:
        print(json.dumps(reading.as_dict() | {"file": args.file}, ensure_ascii=False, indent=1))
    else:
        _print_findings(reading)
    return 1 if reading.errors else 0


def _read(args) -> int:
    try:
        table = table_named(args.table)
    except KeyError:
        raise Unusable(
            f"tabel '{args.table}' bestaat niet; kies uit "
            f"{', '.join(t.name for r in registers().values() for t in r.tables)}"
        ) from None
    content, name = _file(args.file)
    told = remembered(Store())
    reading = room.read(content, name, load_plan(), args.register or table.register, answers=told)
    if args.table not in reading.tables:
        raise Unusable(f"{args.file}: de tabel '{args.table}' is niet gevonden in dit bestand")
    frame = reading.frames[args.table][[c.name for c in table.columns]]
    out = io.StringIO()
    frame.to_csv(out, index=False, lineterminator="\n")
    sys.stdout.write(out.getvalue())
    return 1 if any(f.table == args.table for f in reading.errors) else 0


def _deliver(args) -> int:
    plan, store = load_plan(), _store()
    reading = _checked(args, store)
    if reading.errors and not args.with_reservations:
        for f in reading.errors[:20]:
            print(f"fout: {f'[{f.sheet}] ' if f.sheet else ''}{f.message}", file=sys.stderr)
        print(
            f"{args.file}: {len(reading.errors)} fout(en), niets opgeslagen. {HOW_ON}",
            file=sys.stderr,
        )
        return 1
    receipt = deliver_reading(reading, store, plan, args.by, reserved=args.with_reservations)
    if receipt.already:
        at = f"{clock.written(receipt.already.delivered_at)} door {receipt.already.by}"
        print(f"{receipt.file} is al geleverd op {at} (levering {receipt.id}); er is niets nieuws opgeslagen")
        return 0
    told = in_words(receipt.left_out, receipt.columns)
    left = f", met voorbehoud: {told}" if told else ""
    kept = f"{receipt.register} {receipt.month} opgeslagen ({receipt.warnings} opmerkingen){left}"
    print(f"levering {receipt.id}: {kept}")
    for f in (*rows_left_out(reading.tables), *columns_left_out(reading.findings)):
        print(f"telt niet mee: [{f.sheet}] {f.message}")
    return 0


def _deliveries(_args) -> int:
    store = Store()
    for d in store.deliveries():
        state = f"ingetrokken: {d.withdrawn_why}" if d.withdrawn_at else "telt"
        state += ", met voorbehoud" if d.findings and reserved(store, d.id) else ""
        kept = f"; het origineel is niet meer te lezen: {d.trouble}" if d.trouble else ""
        told = d.id, d.register, d.month, d.by, clock.written(d.delivered_at), d.file, state + kept
        print("\t".join(one_line(str(part)) for part in told))
    return 0


def _withdraw(args) -> int:
    Store().withdraw(args.id, args.why)
    print(f"levering {args.id} is ingetrokken; zij blijft bewaard")
    return 0


def _known_at(text: str) -> str:
    try:
        return clock.known_at(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is geen datum; schrijf JJJJ-MM-DD, zoals 2021-03-26"
        ) from None


def _measures(args) -> int:
    facts = measures(_store(), args.known_at)
    if args.csv:
        sys.stdout.write(facts.to_csv(index=False, lineterminator="\n"))
    else:
        print(facts.to_string(index=False) if len(facts) else "Er is nog niets aangeleverd.")
    return 0


def _rebuild(_args) -> int:
    changed = rebuild(Store(), load_plan())
    if changed:
        print(
            f"Opnieuw gemaakt; anders dan voorheen: levering {', '.join(map(str, changed))}", file=sys.stderr
        )
        return 1
    print("Alle tabellen en feiten zijn opnieuw gemaakt uit de originelen; alles is gelijk gebleven.")
    return 0


def _annotate(args) -> int:
    reading = _checked(args, _store())
    content, name = _file(args.file)
    _written(args.output, room.mark(content, name, reading.findings))
    print(f"{len(reading.findings)} bevinding(en) gemarkeerd in {args.output}")
    return 1 if reading.errors else 0


def _template(args) -> int:
    store = _store()
    frames = next_frames(store, args.register)
    _written(args.output, room.form(args.register, load_plan(), frames, args.month))
    print(f"werkmap om in te vullen: {args.output}")
    return 0


def _agenda(args) -> int:
    """Of a closed meeting the agenda that it had."""
    store = _store()
    found = agenda_of(store, load_plan(), args.month)
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for item in found:
        print(f"{TITLES[item['kind']]}: {item['text']}")
    if not found:
        print(f"Er is voor {month_name(args.month)} niets te besluiten.")
    return 0


def _papers(args) -> int:
    """The papers of a month; what they are made with is loaded when they are asked for."""
    from wkb_reports.papers import papers

    store, plan = _store(), load_plan()
    on = standing(store, plan, args.month, args.known_at)
    _something_known(on)
    folder = Path(args.output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"{folder} is geen map en niet te maken ({error.strerror})") from error
    for name, content in papers(on).items():
        _written(str(folder / name), content)
        print(folder / name)
    return 0


def _something_known(on: Standing) -> None:
    if on.month not in on.months:
        raise Unusable(f"over {month_name(on.month)} is niets aangeleverd; er is niets van te maken")


def _digest(args) -> int:
    from wkb_reports.digest import digest

    on = standing(_store(), load_plan(), args.month)
    _something_known(on)
    print(digest(on, args.address), end="")
    return 0


def _calendar(args) -> int:
    """Seen from the last month with judgements; without one, from the last delivered."""
    from wkb_reports.calendar import calendar

    store, plan = _store(), load_plan()
    names = [g.name for g in plan.groups]
    if args.group not in (None, *names):
        raise Unusable(f"'{args.group}' is geen groep van het plan; kies uit {', '.join(names)}")
    delivered = [(d.month, d.register) for d in store.deliveries() if d.counted(None)]
    if not delivered:
        raise Unusable("er is nog niets aangeleverd; zonder stand is er geen kalender te maken")
    judged = [m for m, register in delivered if register == table_named("status").register]
    month = max(judged or [m for m, _ in delivered])
    _written(args.output, calendar(standing(store, plan, month), args.group))
    print(f"kalender vanaf {month_name(month)}: {args.output}")
    return 0


def _backup(args) -> int:
    print(f"{backup(Store(), Path(args.file))} leveringen bewaard in {args.file}")
    return 0


def _restore(args) -> int:
    print(f"{restore(Store(begin=True), Path(args.file))} leveringen teruggezet uit {args.file}")
    return 0


def _sample(_args) -> int:
    store = Store()
    if not samples_wanted(store):
        raise Unusable(
            "er staan al leveringen in de gegevens; voorbeelden gaan alleen in een lege map (WKB_VAR)"
        )
    print(f"{fill_with_samples(store, load_plan())} voorbeeldwerkmappen aangeleverd")
    return 0


def _plan(_args) -> int:
    """Without a mistake in plan and registers one line, else every mistake on a line of its own."""
    wrong = []
    try:
        tables = sum(len(r.tables) for r in registers().values())
    except SchemaError as error:
        wrong += error.sentences
    try:
        plan = load_plan()
    except (PlanError, SchemaError) as error:
        wrong += [s for s in error.sentences if s not in wrong]
    if wrong:
        print("\n".join(f"wkb_data: {sentence}" for sentence in wrong), file=sys.stderr)
        return 2
    print(
        f"Plan en registers zijn in orde: {len(plan.aspects)} aspecten, {len(registers())} registers, "
        f"{tables} tabellen."
    )
    return 0


def _dashboard(args) -> int:
    become_dashboard(args.address, args.port)


def _register_names() -> list[str] | None:
    """The registers to choose from; None when they can't be read, which the command itself then says."""
    try:
        return list(registers())
    except SchemaError:
        return None


Command = Callable[[str, Callable, str], argparse.ArgumentParser]


def _for_workbooks(command: Command) -> None:
    """The commands that take or give a workbook."""
    names = _register_names()
    sub = command("check", _check, "controleer een werkmap, zonder iets op te slaan")
    sub.add_argument("file")
    sub.add_argument("--register", choices=names)
    sub.add_argument("--month", type=_month)
    sub.add_argument("--json", action="store_true")
    sub = command("deliver", _deliver, "controleer en lever aan")
    sub.add_argument("file")
    sub.add_argument("--register", choices=names)
    sub.add_argument("--month", type=_month)
    sub.add_argument("--by", required=True, type=_name)
    sub.add_argument("--with-reservations", action="store_true", help="laat rijen met fouten weg")
    sub = command("read", _read, "de rijen van één tabel als CSV")
    sub.add_argument("file")
    sub.add_argument("--table", required=True)
    sub.add_argument("--register", choices=names)
    sub = command("annotate", _annotate, "de werkmap terug, met gemarkeerde cellen en een blad Bevindingen")
    sub.add_argument("file")
    sub.add_argument("--output", required=True)
    sub.add_argument("--register", choices=names)
    sub.add_argument("--month", type=_month)
    sub = command("template", _template, "de werkmap om in te vullen, met de rijen van de vorige levering")
    sub.add_argument("register", choices=names)
    sub.add_argument("--month", type=_month)
    sub.add_argument("--output", required=True)


def _for_the_store(command: Command) -> None:
    """The commands about what was delivered, and about the program itself."""
    command("deliveries", _deliveries, "wat is aangeleverd, door wie en wanneer")
    sub = command("withdraw", _withdraw, "trek een levering in (zij blijft bewaard)")
    sub.add_argument("id", type=int)
    sub.add_argument("--why", required=True, type=_name)
    sub = command("measures", _measures, "de maandelijkse feiten")
    sub.add_argument("--known-at", type=_known_at, metavar="DATUM")
    sub.add_argument("--csv", action="store_true")
    sub = command("agenda", _agenda, "wat de vergadering van een maand moet besluiten, op volgorde")
    sub.add_argument("--month", type=_month, required=True)
    sub.add_argument("--json", action="store_true")
    sub = command("papers", _papers, "presentatie, vergaderstuk, rapportage en feitenboek van een maand")
    sub.add_argument("--month", type=_month, required=True)
    sub.add_argument("--known-at", type=_known_at, metavar="DATUM")
    sub.add_argument("--output", required=True, metavar="MAP")
    sub = command("digest", _digest, "de maandelijkse mail als tekst")
    sub.add_argument("--month", type=_month, required=True)
    sub.add_argument("--address", default="http://localhost:8501", help="waar de monitor staat")
    sub = command("calendar", _calendar, "vergaderingen, leveringen en termijnen als kalender")
    sub.add_argument("--group", type=_name)
    sub.add_argument("--output", required=True, metavar="BESTAND")
    command("rebuild", _rebuild, "maak tabellen en feiten opnieuw uit de originelen")
    command("backup", _backup, "bewaar alles in één bestand").add_argument("file")
    command("restore", _restore, "zet een reservekopie terug in een lege map").add_argument("file")
    command("sample", _sample, "vul een lege map met voorbeeldgegevens")
    sub = command("plan", _plan, "controleer het plan en de registers zelf")
    sub.add_argument("--check", action="store_true", required=True)
    sub = command("dashboard", _dashboard, "start het dashboard; zonder adres voor deze machine alleen")
    sub.add_argument("--address")
    sub.add_argument("--port", type=int)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m wkb_data",
        description="Implementatiemonitor Wkb: werkmappen controleren, aanleveren en meten.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDO", parser_class=_Parser)

    def command(name: str, run: Callable, help_text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help_text)
        sub.set_defaults(run=run)
        return sub

    _for_workbooks(command)
    _for_the_store(command)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    logging.getLogger("wkb").addHandler(logging.NullHandler())  # one line on stderr is what is promised
    args = _parser().parse_args(arguments)
    try:
        if args.run not in (_plan, _dashboard):  # which say themselves what is wrong with the plan
            load_plan()
        code = args.run(args)
        sys.stdout.flush()
        return code
    except (Unusable, UnreadableFile, Refused, StoreError, PlanError, SchemaError) as error:
        print(f"wkb_data: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left need not be written
        print("wkb_data: de uitvoer is niet te schrijven, want er is geen ruimte meer", file=sys.stderr)
        return 2


def run() -> int:
    """The command of this process, which does nothing else."""
    room.alone()
    return main()


if __name__ == "__main__":
    sys.exit(run())
