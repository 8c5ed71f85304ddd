"""Signals of spam and trust: the door is ``find_signals``."""

from registry.reading.signals.find import find_signals
from registry.reading.signals.signal import Severity, Signal

__all__ = ["Severity", "Signal", "find_signals"]
