"""The parts inside a zipped workbook: unpacked within bounds,
sound by size and checksum, and packed again for a reader.

Parts ── read(path) ── listed: name, path and whether hidden of every sheet;
Unsafe, BadZipFile or Unbounded for what is not sound
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from functools import cached_property

from lxml import etree

from wkb_data.intake.limits import Unsafe, too_much

# What a part that is read as a whole may measure and hold; a sheet is bounded by its cells and its text.
MAX_SMALL = 32 * 2**20
MAX_ELEMENTS = 2_000_000
MAX_MEMBERS = 10_000
ENCODED = re.compile(rb"""<\?xml[^<>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']""")
XML = (".xml", ".rels")


class Parts:
    """The parts of a zipped workbook by path, whatever the case of its letters.

    `read` gives b"" for what is not there, and raises BadZipFile for what is there twice or lies about its
    size or sum.
    """

    def __init__(self, content: bytes):
        if content.count(b"PK\x01\x02") > MAX_MEMBERS:
            raise too_much(f"meer dan {MAX_MEMBERS} onderdelen")
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.known: dict[str, zipfile.ZipInfo] = {}
        self.twice: set[str] = set()
        for info in self.archive.infolist():
            name = info.filename.lower()
            if name in self.known:
                self.twice.add(name)
            self.known[name] = info
        self.recoded: set[str] = set()  # parts that were in another encoding
        self.kept: dict[str, object] = {}  # what was made of parts that are asked for again and again
        self.opened: dict[str, object] = {}  # the Sheet of every sheet that was read, by name

    @property
    def unpacked(self) -> int:
        """What all parts say to measure together."""
        return sum(i.file_size for i in self.archive.infolist())

    def __contains__(self, path: str) -> bool:
        return path.lower() in self.known

    def read(self, path: str) -> bytes:
        name = path.lower()
        if name not in self.known:
            return b""
        if name in self.twice:
            raise zipfile.BadZipFile(path)
        info = self.known[name]
        data = _unpacked(info, self._raw(info)) if _plain(info) else self.archive.read(info)
        if not name.endswith(XML):
            return data
        sound = _sound_xml(data, path)
        if sound is not data:
            self.recoded.add(name)
        return sound

    def _raw(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a part as they are packed."""
        file = self.archive.fp
        file.seek(info.header_offset)
        head = file.read(30)
        if len(head) != 30 or head[:4] != b"PK\x03\x04":
            raise zipfile.BadZipFile(info.filename)
        file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), io.SEEK_CUR)
        return file.read(info.compress_size)

    def size(self, path: str) -> int:
        return self.known[path.lower()].file_size if path in self else 0

    def tree(self, path: str) -> etree._Element:
        """A small part as XML; raises lxml's error where it is none, Unbounded where it is not small."""
        if self.size(path) > MAX_SMALL:
            raise too_much(f"een onderdeel ({path}) van meer dan {MAX_SMALL // 2**20} MB")
        return parsed(self.read(path), path)

    def related(self, path: str) -> dict[str, tuple[str, str]]:
        """What a part is related to: id -> (kind, path)."""
        folder, name = posixpath.split(path)
        rels = f"{folder}/_rels/{name}.rels"
        found = {}
        for relation in self.tree(rels).iter("{*}Relationship") if rels in self else ():
            target, kind = relation.get("Target", ""), relation.get("Type", "")
            if relation.get("TargetMode") != "External":
                full = target[1:] if target.startswith("/") else f"{folder}/{target}"
                found[relation.get("Id", "")] = kind.rpartition("/")[2], posixpath.normpath(full)
        return found

    @cached_property
    def listed(self) -> list[tuple[str, str, bool]]:
        """Name, path and whether hidden of every sheet with cells, in order."""
        related, found, seen, titles = self.related("xl/workbook.xml"), [], set(), set()
        for sheet in self.tree("xl/workbook.xml").iter("{*}sheet"):
            key = next((v for k, v in sheet.items() if k.endswith("}id")), "")
            kind, path = related.get(key, ("", ""))
            if kind != "worksheet":
                continue
            if path not in self or path in seen:
                raise zipfile.BadZipFile(path)
            title = sheet.get("name", "").casefold()
            if title in titles:  # no program writes two; which one is meant can't be told
                raise zipfile.BadZipFile(title)
            seen.add(path)
            titles.add(title)
            hidden = sheet.get("state", "").lower() in ("hidden", "veryhidden")
            found.append((sheet.get("name", ""), path, hidden))
        return found

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The path of every sheet's part by the sheet's name."""
        return {name: path for name, path, _ in self.listed}

    @cached_property
    def from_1904(self) -> bool:
        """Whether dates are counted from 1904."""
        settings = next(self.tree("xl/workbook.xml").iter("{*}workbookPr"), None)
        return settings is not None and settings.get("date1904") in ("1", "true", "on")

    def packed(self, wanted: dict[str, bytes | str]) -> bytes:
        """A zip for a reader that is to see nothing else:
        each part as given, or as it stands under another path.
        """
        out, listed = io.BytesIO(), []
        for name, given in wanted.items():
            info = self.known[given.lower()] if isinstance(given, str) else None
            if info and _plain(info) and given.lower() not in self.recoded:
                method, crc, raw, size = info.compress_type, info.CRC, self._raw(info), info.file_size
            else:
                raw = self.read(given) if info else given
                method, crc, size = 0, zlib.crc32(raw), len(raw)
            told = struct.pack("<4H3I2H", 0, method, 0, 0x21, crc, len(raw), size, len(name), 0)
            listed.append(b"PK\x01\x02" + struct.pack("<2H", 20, 20) + told)
            listed.append(struct.pack("<3H2I", 0, 0, 0, 0, out.tell()) + name.encode("ascii"))
            out.write(b"PK\x03\x04" + struct.pack("<H", 20) + told + name.encode("ascii"))
            out.write(raw)
        at, directory, count = out.tell(), b"".join(listed), len(wanted)
        out.write(directory)
        out.write(b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, count, count, len(directory), at, 0))
        return out.getvalue()


# How XML is read: nothing is fetched or filled in, and comments are not there.
SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}


def parsed(xml: bytes, path: str) -> etree._Element:
    """XML of at most so many elements as a tree, without comments, its references to entities left alone."""
    if xml.count(b"<") > 2 * MAX_ELEMENTS:
        raise too_much(f"meer dan {MAX_ELEMENTS} elementen in {path}")
    return etree.fromstring(xml, etree.XMLParser(huge_tree=True, **SAFE))


def _plain(info: zipfile.ZipInfo) -> bool:
    return info.compress_type == zipfile.ZIP_DEFLATED and not info.flag_bits & 1


def _unpacked(info: zipfile.ZipInfo, raw: bytes) -> bytes:
    """A part in one go, and never more of it than it says to be; much faster than piece by piece."""
    try:
        data = zlib.decompressobj(-15).decompress(raw, info.file_size + 1)
    except zlib.error as error:
        raise zipfile.BadZipFile(info.filename) from error
    if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise zipfile.BadZipFile(info.filename)
    return data


def _sound_xml(data: bytes, path: str) -> bytes:
    """XML without a document type;
    text in UTF-16 is rewritten, what says another encoding is the parser's.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = re.sub(r"^\s*<\?xml[^<>]*\?>", "", data.decode("utf-16"), count=1).encode()
    if b"\x00" in data[:200] or b"!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        raise Unsafe(path)
    return data


def strange_encoding(xml: bytes) -> bool:
    """Whether a part says to be written in anything but UTF-8."""
    said = ENCODED.search(xml[:300])
    return bool(said) and said[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
