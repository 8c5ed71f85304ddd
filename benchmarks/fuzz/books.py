"""Workbooks for the fuzzer: a sound frame around a sheet that it writes, since no luck makes a zip file."""

from __future__ import annotations

import io
import zipfile

from benchmarks.fuzz.source import Source

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FRAME = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>'
    '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
_CELLS = (
    *(
        '<row r="1">',
        "</row>",
        '<c r="A1" t="inlineStr"><is><t>',
        "</t></is></c>",
        '<c r="B1"><v>',
        "</v></c>",
    ),
    *('<c r="ZZZ9999999" t="s"><v>', '<c t="b"><v>', '<c t="e"><v>', '<c t="d"><v>', '<c t="n" s="99"><v>'),
    *(
        "<f>HYPERLINK(A1)</f>",
        "kind",
        "name",
        "region",
        "registration",
        "hosts",
        "school",
        "SD Rekaan",
        "32.04",
    ),
    *("20000001", "1e999", "-1", "NaN", "2026-02-30", "99999999", "&amp;", "&#0;", "<!--", "-->", "x" * 400),
    *('<mergeCell ref="A1:XFD1048576"/>', '<dimension ref="A1:XFD1048576"/>', "<sheetData>", "</sheetData>"),
)


def workbook(source: Source) -> bytes:
    """A workbook whose only sheet is written from the bytes that are left."""
    inside = source.text(_CELLS)
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{inside}</sheetData></worksheet>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        for name, text in (_FRAME | {"xl/worksheets/sheet1.xml": sheet}).items():
            book.writestr(name, text.encode("utf-8", "replace"))
    return made.getvalue()
