"""Maintainers at work on organizers."""
