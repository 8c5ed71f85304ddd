"""Writing down what somebody does at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.desk.stores import ledger
from service.desk.who import me


def actor() -> str:
    """The e-mail address of whoever is logged in."""
    return me().email


def audit(action: str, subject: str, detail: Mapping[str, Any] | None = None) -> None:
    """Records what the one logged in does; call it inside ``ledger().transaction()`` with the change."""
    ledger().audit.record(actor(), action, subject, detail)
