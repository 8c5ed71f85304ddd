"""How a case stands, in words for those who reported it."""

from __future__ import annotations

from registry.ledger import Ledger
from registry.ledger.cases.cases import Case, CaseState
from service.checking.texts import Language

_WORDS = {
    "open": ("Sedang diperiksa", "Being reviewed"),
    "flag": ("Selesai: alamat ini ditandai", "Done: the address was flagged"),
    "clear": ("Selesai: tidak ada yang perlu dikhawatirkan", "Done: there is nothing to worry about"),
    "watch": ("Selesai: kami terus mengamati alamat ini", "Done: we keep watching this address"),
    "closed": ("Selesai tanpa keputusan", "Done without a decision"),
}


def status_of(ledger: Ledger, case: Case) -> str:
    """One of the five states that the public is told.

    Of a closed case it is what is in force about its address now: a flag may have been taken back since, or
    come from another case.
    """
    if case.state is CaseState.OPEN:
        return "open"
    standing = ledger.decisions.standing_on(case.subject)
    return standing.value if standing is not None else "closed"


def words_for(status: str, language: Language) -> str:
    """The state in a language."""
    indonesian, english = _WORDS[status]
    return indonesian if language is Language.INDONESIAN else english
