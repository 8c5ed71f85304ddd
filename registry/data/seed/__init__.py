"""The seed registry: the CSV files in this folder (``../README.md`` explains them) and the door to them."""

from registry.data.seed_reader import SOURCE, SeedError, SeedReading, load_seed, read_seed

__all__ = ["SOURCE", "SeedError", "SeedReading", "load_seed", "read_seed"]
