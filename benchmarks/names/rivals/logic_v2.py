"""nomenklatura's logic-v2 scores the same candidates that Tantivy found."""

from __future__ import annotations

import time
from collections.abc import Sequence
from operator import itemgetter

from followthemoney import EntityProxy, model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig

from benchmarks.names.normal import normal
from benchmarks.names.rivals.method import Ranking
from benchmarks.names.rivals.tantivy_search import Tantivy

PAIRS = 20


class LogicV2:
    """Twenty candidates per name, each an Organization known by its full and its shorter names."""

    name = "Tantivy + nomenklatura logic-v2"

    def build(self, texts: Sequence[str]) -> None:
        self._engine = Tantivy()
        self._engine.build(texts)
        algorithm = get_algorithm("logic-v2")
        if algorithm is None:
            raise RuntimeError("this nomenklatura has no logic-v2")
        self._algorithm = algorithm
        self._config: ScoringConfig = algorithm.default_config()

    def ask(self, name: str) -> dict[str, Ranking]:
        start = time.thread_time()
        query = normal(name)
        asked = _entity(query)
        scored = [
            (
                row,
                100 * self._algorithm.compare(asked, _entity(*_shorter(text)), self._config).score,
            )
            for row, text in self._engine.candidates(query, PAIRS)
        ]
        scored.sort(key=itemgetter(1), reverse=True)  # equal scores stay in the order of the candidates
        best = tuple(scored[:2])
        return {"logic-v2": Ranking(best, time.thread_time() - start)}

    def close(self) -> None:
        self._engine.close()


def _shorter(text: str) -> list[str]:
    """The full text and what is left when province, regency and district are cut off: people write less."""
    cut = [text.split(f" {word} ", 1)[0] for word in ("provinsi", "kabupaten", "kecamatan")]
    return list(dict.fromkeys([text, *cut]))


def _entity(*names: str) -> EntityProxy:
    """The id must be the name's own: nomenklatura remembers what it read from an entity by its id."""
    entity = model.make_entity("Organization")
    entity.id = "|".join(names)
    for name in names:
        entity.add("name", name)
    entity.add("country", "id")
    return entity
