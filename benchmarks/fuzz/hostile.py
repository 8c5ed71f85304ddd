"""Texts made to be slow to read: a megabyte each, in the shapes that trouble readers of text."""

from __future__ import annotations

from collections.abc import Iterator

SIZE = 1_000_000

SHAPES = {
    "digits": "1234567890",
    "digits and blanks": "1 2 3 4 5 6 7 8 9 ",
    "dates": "17-18 Feb 2024, ",
    "dates without a year": "1/2, 3/4, ",
    "weekdays": "senin, selasa, rabu, ",
    "clock times": "09.00 - 11.00 ",
    "prices": "Rp 50.000,- ",
    "prices with units": "50rb 1,5jt ",
    "thousands without end": "111.222.333.",
    "JP": "32 JP ",
    "emoji": "🎉✅👉",
    "bold markers": "*_~*_~ ",
    "zero width": "a\u200bb\u200c",
    "combining marks": "e\u0301\u0302\u0303",
    "Cyrillic look-alikes": "ѕһаrе ке 3 grup ",
    "brackets": "(((((((((([[[[[[{{{{{{",
    "quotes": "\"'\"'\"'",
    "question marks": "share? ",
    "one word": "daftar ",
    "one letter": "a",
    "blanks": " ",
    "line breaks": "\n",
    "dashes": "- - ",
    "joints": "a-b.c/d_e",
    "apostrophes and dashes": "mengundang '-'-'-'-'-'- ",
    "share demands": "wajib share ke 3 grup WA lalu kirim bukti ",
    "denied demands": "tidak perlu share ke 3 grup, ",
    "demands without an end": "wajib share tidak wajib share ",
    "secrets": "kirim kode otp ke admin ",
    "names": "Dinas Pendidikan Kabupaten Bandung ",
    "heads of names": "MGMP MGMP MGMP ",
    "clusters": "Gugus ",
    "clusters behind a head": "MGMP Kota Gugus Gugus Gugus Gugus Gugus Gugus. ",
    "places": "Kabupaten Bandung Kota Bandung Kecamatan Lembang ",
    "name after name": "KKG Gugus 3 Kecamatan Cileunyi, MGMP Matematika SMP Kota Bogor, ",
    "abbreviations": "Kab. Kec. Kel. Prov. Jl. No. ",
    "addresses": "https://forms.gle/abc ",
    "different addresses": "",
    "bare hosts": "disdik.bandung.go.id ",
    "mail addresses": "a@b.go.id ",
    "numbers to call": "0812-0000-0000 ",
    "cues": "undangan webinar gratis alhamdulillah waspada survei lomba presensi ",
    "HTML": "<div><script>alert(1)</script>&nbsp;",
    "percent signs": "%{}%s%n{0}",
    "Arabic": "السلام عليكم ",
    "Javanese script": "ꦲꦏ꧀ꦱꦫ",
    "wide letters": "ｓｈａｒｅ ",
    "ligatures": "ﬀﬁﬂﬃ",
}


def hostile(size: int = SIZE) -> Iterator[tuple[str, str]]:
    """Name and text of every shape, ``size`` characters each."""
    for name, unit in SHAPES.items():
        if name == "different addresses":
            yield name, "".join(f"https://a{n}.go.id/{n} " for n in range(size // 20))[:size]
        else:
            yield name, (unit * (size // len(unit) + 1))[:size]
    everything = " ".join(unit for unit in SHAPES.values())
    yield "everything in turn", (everything * (size // len(everything) + 1))[:size]
    yield "one line of names, then digits", ("Dinas Pendidikan " * 2000 + "9" * size)[:size]
