"""Settings in TOML to typed objects, strictly: a Dutch sentence for every key that is wrong.

`read_toml` gives the tables of a file, `decode` makes an object of them; both raise `Mistakes`. What a key
may hold comes from its type: a `Field(description=…)`, else the kind. A `Report` collects the rest.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Field, Strict, TypeAdapter, ValidationError
from rapidfuzz import fuzz, process

T = TypeVar("T")
# For every class that is read from TOML: a key that it doesn't know is a mistake.
STRICT = ConfigDict(extra="forbid")

Text = Annotated[str, Strict(), Field(min_length=1, pattern=r"\S", description="een tekst (niet leeg)")]
Remark = Annotated[str, Strict(), Field(description="een tekst")]
Whole = Annotated[int, Strict(), Field(description="een geheel getal")]
Count = Annotated[int, Strict(), Field(ge=0, le=1000, description="een geheel getal van 0 tot en met 1000")]
Some = Annotated[int, Strict(), Field(ge=1, le=100_000, description="een geheel getal vanaf 1")]
YesNo = Annotated[bool, Strict(), Field(description="true of false")]
Share = Annotated[
    float, Strict(), Field(ge=0, le=1, allow_inf_nan=False, description="een getal van 0 tot en met 1")
]
Above = Annotated[float, Strict(), Field(gt=0, le=1000, allow_inf_nan=False, description="een getal boven 0")]
Day = Annotated[
    date,
    Strict(),
    Field(
        ge=date(2000, 1, 1),
        le=date(2100, 12, 31),
        description="een datum JJJJ-MM-DD zonder aanhalingstekens, van 2000 tot en met 2100",
    ),
]
# A month as it is written in commands and settings, in our own digits.
MONTH = r"20[0-9]{2}-(0[1-9]|1[0-2])"
Month = Annotated[
    str,
    Strict(),
    Field(
        pattern=f"^{MONTH}$",
        description='een maand "JJJJ-MM" tussen aanhalingstekens, vanaf 2000',
    ),
]


class Mistakes(ValueError):
    """What is wrong in settings: `sentences`, one a mistake; as text the first and how many more."""

    def __init__(self, sentences: list[str]):
        self.sentences = sentences
        more = len(sentences) - 1
        what = "fout" if more == 1 else "fouten"
        tail = f" (En nog {more} {what}: python -m wkb_data plan --check noemt ze alle.)"
        super().__init__(sentences[0] + (tail if more else ""))


def shown(value: object) -> str:
    """A value as it stands in a TOML file, cut off when long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return f"een tabel met {_listed(value)}" if value else "een lege tabel"
    if isinstance(value, list):
        text = f"[{', '.join(map(shown, value))}]"
    else:
        text = f"'{value}'" if isinstance(value, str) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:77]}…"


def nearest(word: object, known: Iterable[str]) -> str | None:
    """The known word that `word` is most likely meant to be; None when none is like it."""
    found = process.extractOne(
        str(word).casefold(), list(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=55
    )
    return found[0] if found else None


def _listed(words: Iterable[object]) -> str:
    return ", ".join(str(w) for w in words)


def one_of(value: object, known: Iterable[str]) -> str:
    """What may stand where only these words may, the likeliest first."""
    words = [str(k) for k in known]
    if not words:
        return "niets van dien aard: er is er geen"
    meant = nearest(value, words)
    return f"één van {_listed(words)}" + (f" (bedoeld is misschien '{meant}')" if meant else "")


class Report:
    """Collects the mistakes of one file."""

    def __init__(self, file: str):
        self.file, self.sentences = file, []

    def wrong(self, path: str, value: object, expected: str) -> None:
        """The key holds a value that can't be; `expected` completes 'hier hoort …'."""
        self.sentences.append(f"{self.file}: bij sleutel {path} staat {shown(value)}; hier hoort {expected}.")

    def unknown(self, path: str, value: object, known: Iterable[str]) -> None:
        """The key names something that isn't there."""
        self.wrong(path, value, one_of(value, known))

    def twice(self, path: str, value: object, first: str) -> None:
        """The key repeats what must stand once."""
        self.wrong(path, value, f"iets anders, want dit staat ook al bij {first}")

    def each_once(self, found: Iterable[tuple[str, str]], same: Callable[[str], object] = str) -> None:
        """Of (path, word) every word may stand once; `same` gives what two words are compared by."""
        seen: dict[object, str] = {}
        for path, word in found:
            if same(word) in seen:
                self.twice(path, word, seen[same(word)])
            seen.setdefault(same(word), path)

    def finish(self) -> None:
        if self.sentences:
            raise Mistakes(self.sentences)


WHY = {
    FileNotFoundError: "het bestand bestaat niet",
    PermissionError: "het mag niet worden geopend",
    IsADirectoryError: "het is een map",
}


def read_toml(path: Path) -> dict:
    """The tables of a TOML file. Raises Mistakes when it can't be read, with the line where it goes wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Mistakes(
            [f"{path.name}: byte {error.start + 1} is geen UTF-8; sla het bestand op als UTF-8."]
        ) from error
    except (OSError, ValueError) as error:
        why = WHY.get(type(error), getattr(error, "strerror", None) or "de naam kan niet")
        raise Mistakes(
            [f"{path.name}: dit bestand is niet te lezen ({why}); verwacht wordt een TOML-bestand."]
        ) from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Mistakes([_no_toml(path.name, text, str(error))]) from error


def _no_toml(file: str, text: str, said: str) -> str:
    place = re.search(r"line (\d+), column (\d+)", said)
    lines = text.split("\n")
    number = int(place[1]) if place else len(lines)
    again = re.search(r"overwrite|twice|mutate|redefine", said)
    if again and number > 1 and not lines[number - 1].strip():
        number -= 1
    where = f"regel {number}" + (f", teken {place[2]}," if place else "")
    line = shown(lines[number - 1].strip())
    wanted = 'geldige TOML, zoals sleutel = "waarde"'
    if again:
        wanted = "een sleutel of tabel die niet eerder in het bestand staat"
    return f"{file}: bij {where} staat {line}; hier hoort {wanted}."


@lru_cache(maxsize=8)
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)


def decode(kind: type[T], raw: dict, file: str) -> T:
    """An object of `kind` from the tables of a TOML file. Raises Mistakes with every key that is wrong."""
    adapter = _adapter(kind)
    try:
        return adapter.validate_python(raw)
    except ValidationError as error:
        report, schema = Report(file), _Schema(adapter.json_schema())
        found = [_mistake(raw, e) for e in error.errors(include_url=False)]
        missing = {place for place, code in found if code == "missing"}
        explained = set()
        for place, code in found:
            if code in ("unexpected_keyword_argument", "extra_forbidden"):
                explained.add(_unknown_key(report, raw, schema, place, missing))
        for place, code in dict.fromkeys(found):
            if code == "missing" and place not in explained:
                report.sentences.append(
                    f"{file}: sleutel {dotted(place)} ontbreekt; hier hoort {schema.expected(raw, place)}."
                )
            elif code not in ("missing", "unexpected_keyword_argument", "extra_forbidden"):
                report.wrong(dotted(place), _at(raw, place), schema.expected(raw, place))
        raise Mistakes(report.sentences) from error


def _unknown_key(report: Report, raw: dict, schema: _Schema, place: tuple, missing: set) -> tuple | None:
    """Reports a key that doesn't exist; gives the place of the missing key that it was likely meant to be."""
    known = schema.keys(raw, place[:-1])
    meant = nearest(place[-1], known)
    likely = f"bedoeld is waarschijnlijk '{meant}'; " if meant else ""
    report.sentences.append(
        f"{report.file}: sleutel {dotted(place)} bestaat niet (er staat {shown(_at(raw, place))}); "
        f"{likely}hier kan staan: {_listed(known)}."
    )
    return (*place[:-1], meant) if (*place[:-1], meant) in missing else None


def dotted(place: tuple) -> str:
    """A place in a file as people write it: `goals[2].aspects[0].deadline`."""
    parts = ["" if isinstance(p, int) else "." for p in place]
    keys = [f"[{p}]" if isinstance(p, int) else _quoted(p) for p in place]
    return "".join(a + b for a, b in zip(parts, keys, strict=True)).lstrip(".")


def _quoted(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+", key) else f'"{key}"'


def _mistake(raw: Any, error: Any) -> tuple[tuple, str]:
    """Place and kind of a mistake; a key that a table of chosen keys does not know is an unknown key."""
    place = error["loc"]
    if place[-1] == "[key]":
        return _place(raw, place[:-1]), "extra_forbidden"
    return _place(raw, place), error["type"]


def _place(raw: Any, location: tuple) -> tuple:
    """The keys that lead to a mistake, without what the library adds to them (the kind chosen)."""
    found, value = [], raw
    for i, part in enumerate(location):
        inside = isinstance(value, dict) and part in value
        inside = inside or isinstance(value, list) and isinstance(part, int) and part < len(value)
        if inside:
            found.append(part)
            value = value[part]
        elif i == len(location) - 1:
            found.append(part)
    return tuple(found)


def _at(raw: Any, place: tuple) -> Any:
    for part in place:
        if isinstance(raw, dict):
            raw = raw.get(part)
        elif isinstance(raw, list):
            raw = raw[part]
        else:
            return None
    return raw


WORDS = {
    "string": "een tekst",
    "integer": "een geheel getal",
    "number": "een getal",
    "boolean": "true of false",
    "array": "een lijst [ … ]",
    "object": "een tabel",
}


class _Schema:
    """What may stand where, from the JSON schema of a type."""

    def __init__(self, schema: dict):
        self.whole = schema

    def _resolved(self, part: dict, value: Any) -> dict:
        if "allOf" in part:
            part = part["allOf"][0] | {k: v for k, v in part.items() if k != "allOf"}
        if "$ref" in part:
            name = part["$ref"].rsplit("/", 1)[-1]
            part = self.whole["$defs"][name] | {k: v for k, v in part.items() if k != "$ref"}
        if "anyOf" in part:
            real = [p for p in part["anyOf"] if p.get("type") != "null"]
            return self._resolved(real[0] | {k: v for k, v in part.items() if k == "description"}, value)
        return part

    def _chosen(self, part: dict, value: Any) -> dict:
        """Of several kinds of table the one that `value` says it is."""
        choice = part.get("discriminator")
        name = value.get(choice["propertyName"]) if choice and isinstance(value, dict) else None
        reference = choice["mapping"].get(name) if choice and isinstance(name, str) else None
        return self._resolved({"$ref": reference}, value) if reference else part

    def at(self, raw: Any, place: tuple) -> dict:
        """The schema of the place, of the kind chosen there."""
        part = self._chosen(self._resolved(self.whole, raw), raw)
        for step in place:
            raw = _at(raw, (step,))
            inner = part.get("items", {}) if isinstance(step, int) else self._inside(part, step)
            part = self._chosen(self._resolved(inner, raw), raw)
        return part

    @staticmethod
    def _inside(part: dict, step: str) -> dict:
        if step in part.get("properties", {}):
            return part["properties"][step]
        more = part.get("additionalProperties")
        if more:
            return more
        choice = part.get("discriminator", {})
        known = list(choice.get("mapping", ()))
        return {"enum": known} if choice.get("propertyName") == step else {}

    def keys(self, raw: Any, place: tuple) -> list[str]:
        part = self.at(raw, place)
        return list(part.get("properties") or part.get("propertyNames", {}).get("enum", []))

    def expected(self, raw: Any, place: tuple) -> str:
        """What may stand at a place, in words."""
        part, value = self.at(raw, place), _at(raw, place)
        if "discriminator" in part:
            key = part["discriminator"]["propertyName"]
            return (
                f"een tabel met een '{key}': {one_of(_at(value, (key,)), part['discriminator']['mapping'])}"
            )
        if "enum" in part:
            return one_of(value, part["enum"])
        if "const" in part:
            return f"'{part['const']}'"
        if part.get("type") == "array":
            inner = self._resolved(part.get("items", {}), None)
            least = " met minstens één waarde" if part.get("minItems") and value == [] else ""
            what = part.get("description") or inner.get("description")
            return f"een lijst [ … ]{least}" + (f", ieder {what}" if what else "")
        if part.get("type") == "object" and part.get("properties"):
            return f"een tabel met {_listed(part['properties'])}"
        return part.get("description") or WORDS.get(part.get("type"), "iets anders")
