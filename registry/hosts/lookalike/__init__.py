"""Does a host name imitate somebody else's? One module per technique in ``techniques``; ``judge`` asks them
all."""

from registry.hosts.lookalike.finding import Lookalike, Severity, Technique

__all__ = ["Lookalike", "Severity", "Technique"]
