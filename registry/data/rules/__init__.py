"""Dated, cited rules, as data."""
