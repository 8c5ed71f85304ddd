"""How Indonesian organizers write their names: text → slots."""

from registry.naming.parse import parse
from registry.naming.slots import Name, Place
from registry.naming.text import normalize

__all__ = ["Name", "Place", "normalize", "parse"]
