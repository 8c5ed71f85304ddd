"""The same desk, with its ledger on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.settings import Settings
from tests.shared.ledgers import postgres_ledger_url, postgres_url

__all__ = ["postgres_ledger_url", "postgres_url"]


@pytest.fixture
def desk_settings(tmp_path: Path, postgres_ledger_url: str) -> Settings:
    """An empty home and an empty database of one's own."""
    return Settings(home=tmp_path / "home", ledger_url=postgres_ledger_url, rate_limit="")
