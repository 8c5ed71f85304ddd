"""A body with another one's name in its own: "HIMA PGSD Universitas ...", "Sahabat Dinas Pendidikan ...",
"IGI Training Center".
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from registry.matching.matcher import NOTHING
from registry.reading.mention import Mention, Role
from registry.reading.spans import rules
from registry.reading.vocabulary import vocabulary

_BEFORE = 60
"""Characters before a name in which its own body's words stand."""


def _words(name: str) -> str:
    return "|".join(sorted(map(re.escape, vocabulary("roles")["namesakes"][name]), key=len, reverse=True))


@lru_cache(maxsize=2)
def _own(name: str) -> re.Pattern[str]:
    # capitals only, on one line; at most three words between, so that there is nothing to go back for
    return re.compile(rf"(?<![\w@#])(?i:{_words(name)})[ ](?:[A-Z][\w.&-]{{0,20}}[ ]){{0,3}}$")


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    # with at most two words of its own between, "Hebat"; what only ends a name has no other word behind
    last = rf"(?i:{_words('at_the_end')})\b(?![ ](?:[A-Z\d]|of\b))"
    return re.compile(rf"[ ]((?:[A-Z][\w-]{{1,20}}[ ]){{0,2}})((?i:{_words('behind')})\b|{last})")


def whose_own(text: str, mention: Mention, role: Role | None, since: int) -> Mention:
    """The mention, or that of the body that is named after it and that nobody knows.

    ``text``: the field it stands in; ``since``: where the mention before it ends. Members' bodies (a
    students' board) are never the body itself; its "friends" are not when they act, else the word may be a
    greeting.
    """
    low = max(since, mention.start - _BEFORE)
    before = text[low : mention.start]
    found = _own("of_members").search(before)
    if found is None and role is Role.ORGANIZER:
        found = _own("of_friends").search(before)
    start, end = mention.start, mention.end
    if found is not None and before[found.start()].isupper():
        start = low + found.start()
    if (more := _behind().match(text, end)) is not None and _is_named(more.group(1), more.group(2)):
        end = more.end()
    if (start, end) == (mention.start, mention.end):
        return mention
    return replace(mention, start=start, end=end, quote=text[start:end], match=NOTHING)


def _is_named(own: str, body: str) -> bool:
    """Whether the words behind a name go on with it: "Hebat Training", but not "Gelar Training"."""
    return body[0].isupper() and rules()["stops"].isdisjoint(own.casefold().split())
