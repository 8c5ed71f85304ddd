"""Vocabularies of the reader."""
