"""Fixtures of the desk."""

from tests.shared.desk import desk, desk_settings

__all__ = ["desk", "desk_settings"]
