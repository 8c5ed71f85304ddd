"""Letters that are only styled: bold, script, in circles or of double width, as chats use them."""

from __future__ import annotations

import re
import unicodedata

# Script and double-struck letters that are older than the rest, circled letters, full width, mathematical;
# not "ℹ", which is an emoji, nor circled digits, which count the items of a list.
_STYLED = re.compile(
    "[\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2131\u2133\u2134"
    "\u24b6-\u24e9\uff01-\uff5e\U0001d400-\U0001d7ff]"
)


def plain_letters(text: str) -> str:
    """The same text in plain letters, digits and signs, character for character: offsets stay what they are.

    >>> plain_letters("𝐃𝐢𝐧𝐚𝐬 𝒞𝒾𝓉𝓎 ｈｔｔｐ： ① ℹ 😀")
    'Dinas City http: ① ℹ 😀'
    """
    styled = set(_STYLED.findall(text))
    plain = {ord(char): unicodedata.normalize("NFKC", char) for char in styled}
    return text.translate({code: one for code, one in plain.items() if len(one) == 1})
