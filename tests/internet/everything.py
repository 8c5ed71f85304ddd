"""The honest sites together, as most tests and a look by hand want them."""

from __future__ import annotations

from tests.internet.http import Site
from tests.internet.sites import dapodik, directories, forms, office, official, referensi, short


def honest_sites() -> list[Site]:
    """Official lists, one office, Google-like forms, three short-link services."""
    return [
        office.Office(),
        referensi.Referensi(),
        dapodik.Dapodik(),
        official.DataInduk(),
        official.Pddikti(),
        directories.Directories(),
        forms.Forms(),
        *short.services(),
    ]
