"""Taking in a list that a person hands over as a file: CSV or JSON lines, every row judged by itself."""

from registry.ledger.intake.intake import IntakeOrder, IntakeReport, take_in
from registry.ledger.intake.rows import Refusal, UnusableFileError

__all__ = ["IntakeOrder", "IntakeReport", "Refusal", "UnusableFileError", "take_in"]
