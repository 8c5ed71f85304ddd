"""How a case stands, in words for those who reported it."""

from __future__ import annotations

from registry.ledger.cases.cases import Case, CaseState
from service.checking.texts import Language

_WORDS = {
    "open": ("Sedang diperiksa", "Being reviewed"),
    "flag": ("Selesai: alamat ini ditandai", "Done: the address was flagged"),
    "clear": ("Selesai: tidak ada yang perlu dikhawatirkan", "Done: there is nothing to worry about"),
    "watch": ("Selesai: kami terus mengamati alamat ini", "Done: we keep watching this address"),
    "closed": ("Selesai tanpa keputusan", "Done without a decision"),
}


def status_of(case: Case) -> str:
    """One of the five states that the public is told."""
    if case.state is CaseState.OPEN:
        return "open"
    return case.outcome if case.outcome in ("flag", "clear", "watch") else "closed"


def words_for(status: str, language: Language) -> str:
    """The state in a language."""
    indonesian, english = _WORDS[status]
    return indonesian if language is Language.INDONESIAN else english
