"""Logging in: Flask-Security-Too on the ledger's accounts."""
