"""The vocabulary of organizers' names; ``registry/data/README.md`` explains every column."""
