"""What a teacher puts at stake: money, days and personal data."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import format_date, format_decimal, ngettext
from flask_babel import gettext as _


def stakes(verdict: dict[str, Any]) -> list[dict[str, str]]:
    """Rows of name and value; what the text does not state is left out."""
    event, rows = verdict["event"], []
    if fee := event.get("fee"):
        rows.append({"name": _("Biaya"), "value": _fee(fee)})
    elif event["is_training"]:
        rows.append({"name": _("Biaya"), "value": _("tidak disebut; tanyakan dulu")})
    if runs := event["runs"]:
        rows.append({"name": _("Waktu"), "value": _days(runs)})
    if jp := event.get("jp"):
        rows.append({"name": _("Jam yang dijanjikan"), "value": _("%(jp)s JP (JP bukan poin)", jp=jp)})
    if asked := [signal["quote"] for signal in verdict["signals"] if signal["code"] in ("N08", "N09")]:
        rows.append({"name": _("Data yang diminta"), "value": "; ".join(quote for quote in asked if quote)})
    return rows


def _fee(fee: dict[str, Any]) -> str:
    purposes = {
        "registration": _("untuk ikut"),
        "certificate": _("untuk sertifikat"),
        "donation": _("sebagai donasi"),
        "other": _("untuk hal lain"),
    }
    amount = fee.get("amount_idr")
    if amount == 0:
        return _("disebut gratis")
    money = _("tanpa jumlah tetap") if amount is None else f"Rp{format_decimal(amount)}"
    return f"{money} {purposes[fee['for']]}"


def _days(runs: list[dict[str, str]]) -> str:
    """Each run of days; their number is said of a single one, since nobody attends every wave."""
    spans = [(date.fromisoformat(run["first"]), date.fromisoformat(run["last"])) for run in runs]
    said = "; ".join(_span(first, last) for first, last in spans)
    if len(spans) > 1:
        return said
    ((first, last),) = spans
    return ngettext("%(span)s (%(num)s hari)", "%(span)s (%(num)s hari)", (last - first).days + 1, span=said)


def _span(first: date, last: date) -> str:
    days = [first] if first == last else [first, last]
    return " – ".join(format_date(day, "d MMMM yyyy") for day in days)
