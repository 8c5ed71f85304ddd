"""SQLite's full-text index finds fifty candidates, rapidfuzz orders them."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.names.normal import normal
from benchmarks.names.rivals.method import CANDIDATES, Ranking, rescore


class Fts5:
    """Trigrams (the eight rarest) or words (the four rarest, and the beginning of each unknown one)."""

    def __init__(self, tokenizer: str) -> None:
        self.name = f"FTS5 {tokenizer} + rapidfuzz"
        self._trigram = tokenizer == "trigram"
        self._texts: Sequence[str] = ()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def build(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._folder = tempfile.TemporaryDirectory()
        self._db = sqlite3.connect(Path(self._folder.name) / "names.db")
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA cache_size=-262144")
        kind = "trigram" if self._trigram else "unicode61"
        self._db.execute(f"CREATE VIRTUAL TABLE names USING fts5(text, content='', tokenize='{kind}')")
        self._db.executemany("INSERT INTO names(rowid, text) VALUES (?, ?)", enumerate(texts))
        self._db.execute("INSERT INTO names(names) VALUES ('optimize')")
        self._db.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(names, row)")
        self._df: dict[str, int] = dict(self._db.execute("SELECT term, doc FROM vocabulary"))
        self._db.commit()

    def ask(self, name: str) -> dict[str, Ranking]:
        start = time.thread_time()
        query = normal(name)
        terms = self._trigrams(query) if self._trigram else self._words(query)
        rows: list[int] = []
        if terms:
            sql = "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?"
            rows = [row for (row,) in self._db.execute(sql, (" OR ".join(terms), CANDIDATES))]
        spent = time.thread_time() - start
        return rescore(query, [(row, self._texts[row]) for row in rows], spent)

    def _trigrams(self, query: str) -> list[str]:
        found = {query[i : i + 3] for i in range(len(query) - 2)} & self._df.keys()
        return [f'"{gram}"' for gram in sorted(found, key=self._df.__getitem__)[:8]]

    def _words(self, query: str) -> list[str]:
        tokens = dict.fromkeys(query.split())
        known = sorted((t for t in tokens if t in self._df), key=self._df.__getitem__)[:4]
        unknown = [t for t in tokens if t not in self._df and len(t) >= 4]
        return [*(f'"{t}"' for t in known), *(f'"{t[: max(3, len(t) * 2 // 3)]}"*' for t in unknown)]

    def close(self) -> None:
        self._db.close()
        if self._folder:
            self._folder.cleanup()
        self._texts, self._df = (), {}
