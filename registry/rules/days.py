"""Days as sentences say them."""

from __future__ import annotations

from datetime import date

MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def day_label(day: date, language: str = "id") -> str:
    """A day written out.

    >>> day_label(date(2026, 1, 20)), day_label(date(2026, 5, 2), "en")
    ('20 Januari 2026', '2 May 2026')
    """
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"
