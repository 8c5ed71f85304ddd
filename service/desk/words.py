"""The project's codes in the reader's language: kinds, facts, statuses, fates, levels, what was done."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from registry.organizer import Kind
from service.checking.texts import word
from service.web.language import language


def in_words(code: Any) -> str:
    """What a code means; a code without words stays as it is."""
    text = str(code)
    if text in {kind.value for kind in Kind}:
        return word(text, language())
    return _words().get(text, text)


def _words() -> dict[str, str]:
    facts = {
        "kind": _("jenis"),
        "name": _("nama"),
        "region": _("wilayah"),
        "registration": _("nomor"),
        "website": _("situs"),
        "status": _("status"),
        "parent": _("induk"),
        "alias": _("nama lain"),
        "aliases": _("nama lain"),
        "host": _("host"),
        "hosts": _("host"),
    }
    statuses = {"listed": _("tercatat"), "schematic": _("nama belum pasti"), "inactive": _("tidak aktif")}
    fates = {"new": _("baru"), "changed": _("berubah"), "same": _("sama"), "refused": _("ditolak")}
    levels = {
        "recognized": _("diakui"),
        "claimed": _("mengaku"),
        "unknown": _("belum dikenal"),
        "caution": _("tanyakan dulu"),
        "danger": _("jangan isi data"),
    }
    actions = {
        "create": _("dibuat"),
        "edit": _("diubah"),
        "merge": _("digabung"),
        "split": _("dipisah"),
        "undo": _("ditarik kembali"),
        "publish": _("terbitan"),
        "rollback": _("kembali"),
        "decisions": _("keputusan saja"),
        "observer": _("pengamat"),
        "maintainer": _("pemelihara"),
        "admin": _("admin"),
    }
    return facts | statuses | fates | levels | actions
