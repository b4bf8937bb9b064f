"""What people deliver by mistake, by its name: `called(content)` is `een Word-bestand` or so, or nothing."""

from __future__ import annotations

PICTURE, WORD, SLIDES, MAIL = "een afbeelding", "een Word-bestand", "een presentatie", "een e-mail"

# How such a file begins.
BEGINNINGS = (
    (b"%PDF-", "een PDF"),
    (b"\x89PNG\r\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"{\\rtf", WORD),
    (b"Received: ", MAIL),
    (b"From: ", MAIL),
)
# A part of a zipped file that tells what it is.
PARTS = (("word/document.xml", WORD), ("ppt/presentation.xml", SLIDES))
# What an open document says of itself.
DOCUMENTS = (
    ("application/vnd.oasis.opendocument.text", WORD),
    ("application/vnd.oasis.opendocument.presentation", SLIDES),
)
# The name of a stream in an older file of Office.
STREAMS = (("WordDocument", WORD), ("PowerPoint Document", SLIDES), ("__substg1.0_", MAIL))


def called(content: bytes) -> str:
    """The kind of a file that is neither zipped nor an older file of Office."""
    return next((name for start, name in BEGINNINGS if content.startswith(start)), "")


def called_zip(names: set[str], mimetype: bytes = b"") -> str:
    """The kind of a zipped file by its parts (lower case) and what it says to be."""
    said = mimetype.decode("ascii", "replace").strip()
    found = [name for part, name in PARTS if part in names] + [n for kind, n in DOCUMENTS if said == kind]
    return found[0] if found else ""


def called_ole(content: bytes) -> str:
    """The kind of an older file of Office by the names of its streams."""
    return next((name for stream, name in STREAMS if stream.encode("utf-16-le") in content), "")
