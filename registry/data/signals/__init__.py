"""Signals of spam and trust, as data."""
