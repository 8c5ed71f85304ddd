"""Comparing own words: what makes "SD Islam Al Azhar 1" that school and no other.

Words are compared as sets of words and as one string without spaces, so that order and spacing do not matter.
A typo costs little, a missing or an extra word costs by its share of the name, and words that tell siblings
apart (Barat, Hilir, Putri) are never forgiven.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from registry.naming.lexicon import lexicon

COST_TYPO = 0.08
COST_KNOWN = 0.30  # the "typo" is itself a word of the registry: probably another name
COST_EXTRA = 0.60  # times the share of the name's own words that the entry does not have
COST_EXTRA_ALONE = (
    0.35  # for the first word, when the entry has no own words at all; half as much for each more
)
COST_ONE_WORD = 0.23  # one word more or less may be another body ("RA X", "RA X Y"): never a match by itself
COST_MISSING = 0.50  # times the share of the entry's own words that the name leaves out
COST_INITIAL = 0.06  # "M. Natsir", "Muh." for a longer word
CLOSED_WORD = 0.60
OTHERS_AGREE = 2
"""Words of a name that agree, or its district, so that two slips in a shorter one are believed."""
TWO_SLIPS = 5
"""Letters of such a shorter word."""


def compare_words(
    said: Sequence[str], has: Sequence[str], known: frozenset[str] = frozenset(), *, there: bool = False
) -> tuple[float, str]:
    """The cost of the difference between two lists of own words, and the reason (empty when there is none).

    ``known``: those of ``said`` that are words of the registry. ``there``: the name says the district that
    the entry is in.

    >>> compare_words(["al", "azhar"], ["alazhar"])
    (0.0, '')
    >>> round(compare_words(["sukamju"], ["sukamaju"])[0], 2)
    0.08
    >>> compare_words(["lombok", "barat"], ["lombok", "timur"])[0] >= 0.6
    True
    """
    if (not said and not has) or "".join(said) == "".join(has):
        return 0.0, ""
    extra, missing = _difference(said, has)
    if not extra and not missing:
        return 0.0, ""
    if "".join(extra) == "".join(missing):
        return 0.0, ""
    cost = 0.0
    pairs = []
    agreeing = len(said) - len(extra)
    if len(extra) > len(missing) == 1 and _glued(extra, missing):  # "Air Hitm" for Airhitam
        return COST_TYPO, f"{' '.join(extra)}~{missing[0]}"
    for word in list(extra):
        match, price = _typo_of(word, missing, known, agreeing + there >= OTHERS_AGREE)
        if match:
            extra.remove(word)
            missing.remove(match)
            pairs.append(f"{word}~{match}")
            cost += price
    if len(extra) != len(missing) and _glued(extra, missing):  # "Kusla Baru" for Kualabaru
        return cost + COST_TYPO, f"{' '.join(extra)}~{' '.join(missing)}"
    if _closed(extra) or _closed(missing):
        return CLOSED_WORD, f"{' '.join(extra)} ≠ {' '.join(missing)}"
    if _glued(extra, missing):
        return cost + COST_TYPO, f"{''.join(extra)}~{''.join(missing)}"
    if extra:
        share = COST_EXTRA * len(extra) / len(said) if has else COST_EXTRA_ALONE * (1 + len(extra)) / 2
        cost += max(COST_ONE_WORD, share)
    if missing:
        cost += max(COST_ONE_WORD, COST_MISSING * len(missing) / len(has))
    reason = " ".join([*pairs, *(f"+{word}" for word in extra), *(f"-{word}" for word in missing)])
    return min(cost, 1.0), reason


def said_beyond(reason: str) -> tuple[bool, bool]:
    """Whether by the reason of ``compare_words`` the name has words of its own, and whether the entry has.

    >>> said_beyond("sukamju~sukamaju +hebat"), said_beyond("-harkat"), said_beyond("putra ≠ putri")
    ((True, False), (False, True), (True, True))
    """
    other = "≠" in reason
    return other or "+" in reason, other or any(word.startswith("-") for word in reason.split())


def _glued(extra: Sequence[str], missing: Sequence[str]) -> bool:
    """Whether the different words are the same but for a slip when written as one."""
    glued, other = "".join(extra), "".join(missing)
    if not other or len(glued) < 6:
        return False
    allowed = min(2, max(1, len(glued) // 8))
    return OSA.distance(glued, other, score_cutoff=allowed) <= allowed


def _difference(said: Sequence[str], has: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words only in the one, words only in the other."""
    missing = list(has)
    extra = []
    for word in said:
        if word in missing:
            missing.remove(word)
        else:
            extra.append(word)
    return extra, missing


def _closed(words: Sequence[str]) -> bool:
    return not lexicon().siblings.isdisjoint(words)


def _typo_of(
    word: str, candidates: Sequence[str], known: frozenset[str], others_agree: bool
) -> tuple[str, float]:
    """The candidate that this word is probably a misspelling or a short form of, and what that costs.

    ``others_agree``: so many words of the name do that two slips in a shorter word are believed.
    """
    best, price = "", 1.0
    siblings = lexicon().siblings
    for candidate in candidates:
        if word in siblings:
            break
        longest = max(len(word), len(candidate))
        allowed = 0 if longest < 4 else 1 if longest < 7 else 2
        if others_agree and longest >= TWO_SLIPS and word[0] == candidate[0] and word not in known:
            allowed = 2  # "SD IT Nrlu Iman Jatiombo"
        distance = OSA.distance(word, candidate, score_cutoff=allowed)
        if distance <= allowed:
            cost = (COST_KNOWN if word in known else COST_TYPO) * distance
            if cost < price:
                best, price = candidate, cost
        elif len(word) < min(5, len(candidate)) and candidate.startswith(word) and price > COST_INITIAL:
            best, price = candidate, COST_INITIAL
    return best, price
