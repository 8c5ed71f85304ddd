"""Tantivy, the search engine library, finds fifty candidates, rapidfuzz orders them."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence

import tantivy

from benchmarks.names.normal import normal
from benchmarks.names.rivals.method import CANDIDATES, Ranking, rescore


class Tantivy:
    """Known words are looked up, words that no name holds with one slip."""

    name = "Tantivy + rapidfuzz"

    def build(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._folder = tempfile.TemporaryDirectory()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="default", index_option="freq")
        builder.add_integer_field("row", stored=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=self._folder.name)
        writer = self._index.writer(heap_size=256_000_000, num_threads=1)
        for row, text in enumerate(texts):
            writer.add_document(tantivy.Document(text=text, row=row))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        self._words = {word for text in texts for word in text.split()}

    def candidates(self, query: str, limit: int = CANDIDATES) -> list[tuple[int, str]]:
        """The rows that the engine ranks first, with their texts."""
        should = []
        for word in dict.fromkeys(query.split()):
            if word in self._words:
                clause = tantivy.Query.term_query(self._schema, "text", word)
            elif len(word) >= 4:
                clause = tantivy.Query.fuzzy_term_query(self._schema, "text", word, distance=1)
            else:
                continue
            should.append((tantivy.Occur.Should, clause))
        if not should:
            return []
        hits = self._searcher.search(tantivy.Query.boolean_query(should), limit, count=False).hits
        rows = [int(self._searcher.doc(address)["row"][0]) for _, address in hits]
        return [(row, self._texts[row]) for row in rows]

    def ask(self, name: str) -> dict[str, Ranking]:
        start = time.thread_time()
        query = normal(name)
        found = self.candidates(query)
        return rescore(query, found, time.thread_time() - start)

    def close(self) -> None:
        del self._searcher, self._index
        self._folder.cleanup()
        self._texts, self._words = (), set()
