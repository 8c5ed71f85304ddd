"""The published registry for others: tables, lines, a database, and what changed since a version."""
