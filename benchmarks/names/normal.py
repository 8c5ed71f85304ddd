"""The normalization every rival is offered: written for them, knowing all the generator's short forms.

It is generous on purpose. It knows every abbreviation, nickname and number format that the questions use, so
that a rival loses by how it compares and not by what it was told.
"""

from __future__ import annotations

import re
from functools import lru_cache

from benchmarks.names.words import words
from registry.region import gazetteer

_SPLIT = re.compile(r"[a-z']+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ROMAN = {
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "xi": "11",
    "xii": "12",
}
# Longest first; what stands on the right is what the registry prints.
_FORMS = {
    "kab": "kabupaten",
    "kec": "kecamatan",
    "prov": "provinsi",
    "propinsi": "provinsi",
    "adm": "administrasi",
    "disdik": "dinas pendidikan",
    "disdikbud": "dinas pendidikan",
    "dikbud": "dinas pendidikan",
    "dindik": "dinas pendidikan",
    "dispendik": "dinas pendidikan",
    "disdikpora": "dinas pendidikan",
    "dinas dikbud": "dinas pendidikan",
    "dinas pendidikan dan kebudayaan": "dinas pendidikan",
    "dinas pendidikan pemuda dan olahraga": "dinas pendidikan",
    "kemenag": "kantor kementerian agama",
    "kankemenag": "kantor kementerian agama",
    "kantor kemenag": "kantor kementerian agama",
    "kanwil kemenag": "kantor wilayah kementerian agama",
    "kantor wilayah kemenag": "kantor wilayah kementerian agama",
    "kanwil": "kantor wilayah",
    "bpmp": "balai penjaminan mutu pendidikan",
    "bgtk": "balai guru dan tenaga kependidikan",
    "balai gtk": "balai guru dan tenaga kependidikan",
    "musyawarah guru mata pelajaran": "mgmp",
    "musyawarah kerja kepala sekolah": "mkks",
    "kelompok kerja kepala sekolah": "k 3 s",
    "kkks": "k 3 s",
    "kelompok kerja guru": "kkg",
    "pusat kegiatan gugus": "pkg",
    "persatuan guru republik indonesia": "pgri",
    "pengurus cabang pgri": "pgri cabang",
    "pc pgri": "pgri cabang",
    "cab": "cabang",
    "ikatan guru indonesia": "igi",
    "ikatan guru taman kanak kanak indonesia": "igtki pgri",
    "ikatan guru raudhatul athfal": "igra",
    "asosiasi guru pendidikan agama islam indonesia": "agpaii",
    "persatuan guru nahdlatul ulama": "pergunu",
    "sdn": "sd negeri",
    "sd n": "sd negeri",
    "sekolah dasar negeri": "sd negeri",
    "sekolah dasar": "sd",
    "sdi": "sd inpres",
    "sds": "sd",
    "sd swasta": "sd",
    "sdit": "sd it",
    "sd islam terpadu": "sd it",
    "smpn": "smp negeri",
    "smp n": "smp negeri",
    "sekolah menengah pertama": "smp",
    "smps": "smp",
    "smp swasta": "smp",
    "sman": "sma negeri",
    "sma n": "sma negeri",
    "sekolah menengah atas": "sma",
    "smas": "sma",
    "sma swasta": "sma",
    "smkn": "smk negeri",
    "smk n": "smk negeri",
    "sekolah menengah kejuruan": "smk",
    "smks": "smk",
    "smk swasta": "smk",
    "sekolah luar biasa": "slb",
    "taman kanak kanak": "tk",
    "kelompok bermain": "kb",
    "kober": "kb",
    "raudhatul athfal": "ra",
    "mis": "mi",
    "mi swasta": "mi",
    "madrasah ibtidaiyah": "mi",
    "mtss": "mts",
    "madrasah tsanawiyah": "mts",
    "mas": "ma",
    "madrasah aliyah": "ma",
    "min": "mi negeri",
    "mtsn": "mts negeri",
    "mts n": "mts negeri",
    "man": "ma negeri",
    "pusat kegiatan belajar masyarakat": "pkbm",
    "kombel": "komunitas belajar",
    "komunitas belajar kombel": "komunitas belajar",
}


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    forms = dict(_FORMS)
    for code, names in words().nicknames.items():
        region = gazetteer().get(code)
        if region is not None:
            forms.update({" ".join(_tokens(name)): " ".join(_tokens(region.name)) for name in names})
    for subject, spoken in words().subjects.items():
        forms.update(
            {" ".join(_tokens(form)): " ".join(_tokens(subject)) for form in spoken if form != subject}
        )
    return forms


_LONGEST = 6


def _tokens(text: str) -> list[str]:
    found = _SPLIT.findall(_CAMEL.sub(" ", text).lower().replace("'", ""))
    return [token.lstrip("0") or "0" if token.isdigit() else _ROMAN.get(token, token) for token in found]


def normal(text: str) -> str:
    """Lower case, no punctuation, digits apart and unpadded, Roman numbers read, short forms written out."""
    tokens, out, forms = _tokens(text), list[str](), _forms()
    at = 0
    while at < len(tokens):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            if (form := forms.get(" ".join(tokens[at : at + length]))) is not None:
                out.append(form)
                at += length
                break
        else:
            out.append(tokens[at])
            at += 1
    return " ".join(out)
