"""What counts, when, and according to whom: dated, cited rules. The door is ``usefulness``."""

from registry.rules.store import rules, rules_on
from registry.rules.use import Usefulness, usefulness

__all__ = ["Usefulness", "rules", "rules_on", "usefulness"]
