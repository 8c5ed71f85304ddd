"""Values: data that nobody changes once it is made, such as what was read from a page.

They are written as dataclasses with ``frozen=True``, which mypy holds all of this program to before it runs.
At run time the fields are set like those of any class: setting some 500 frozen ones in a check, each through
``object.__setattr__``, took a twelfth of it.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, **options: Any) -> Any:
        """``dataclasses.dataclass``; a frozen one has a hash, as there, and no guard."""
        return dataclasses.dataclass(unsafe_hash=frozen, **options)


__all__ = ["dataclass"]
