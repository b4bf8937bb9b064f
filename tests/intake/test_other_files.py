"""A file that is no workbook is refused by the name that people call it."""

import io
import zipfile

import pytest

from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.opening import open_workbook


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "een PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "een afbeelding"),
        (b"\xff\xd8\xff\xe0" + bytes(64), "een afbeelding"),
        (b"{\\rtf1 Verslag}", "een Word-bestand"),
        (zipped(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "een Word-bestand"),
        (zipped(**{"ppt/presentation.xml": "<x/>"}), "een presentatie"),
        (
            zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"}),
            "een Word-bestand",
        ),
        (OLE + "WordDocument".encode("utf-16-le"), "een Word-bestand"),
        (OLE + "__substg1.0_0037001F".encode("utf-16-le"), "een e-mail"),
    ],
)
@pytest.mark.parametrize("name", ["stuk.docx", "stuk.xlsx", "stuk.xls"])
def test_it_is_called_by_its_name(content, kind, name):
    with pytest.raises(UnreadableFile) as refusal:
        open_workbook(content, name)
    told = "Lever het Excel-bestand aan waarin het register wordt bijgehouden."
    assert str(refusal.value) == f"{name} is {kind}. {told}"
