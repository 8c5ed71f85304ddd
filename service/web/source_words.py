"""Where a statement comes from, in a teacher's words: the registry notes it for its maintainers."""

from __future__ import annotations

import re

from flask_babel import gettext as _

_OURS = ("seed", "CekDiklat's embedded registry")
_REPOSITORY = re.compile(r"(?:\d+ )?public repository files? \(unnamed\)")


def source_title(name: str) -> str:
    """A source as it is read: laws, lists and addresses as they are, our own English notes in words.

    Several sources are joined by " + " (``Chrome UX Report + public repository file (unnamed)``).
    """
    return " + ".join(_told(part) for part in name.split(" + "))


def _told(part: str) -> str:
    if part in _OURS:
        return _("registri bawaan CekDiklat")
    if _REPOSITORY.fullmatch(part):
        return _("berkas di repositori publik")
    notes = {
        "UU 23/2014: every province, regency and city has an education office": _(
            "UU 23/2014: setiap provinsi, kabupaten, dan kota memiliki dinas pendidikan"
        ),
        "UU 23/2014; DKI Jakarta works through Suku Dinas": _(
            "UU 23/2014; DKI Jakarta bekerja lewat Suku Dinas"
        ),
        "stored page on the host": _("halaman di situs itu sendiri"),
    }
    return notes.get(part, part)
