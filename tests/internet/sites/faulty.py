"""Faults of official lists, each put between a sound site and whoever asks. All of them were seen in real
crawls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from tests.internet.http import Asked, Reply, Site, html, redirect
from tests.internet.sites.referensi import Referensi, Region, School

Fault = Callable[["Faulty", Asked, Reply], Reply]


def medium_tree(schools: int = 30, marks: int = 5) -> list[Region]:
    """Two provinces with two regencies of two districts each. Regions are real, schools are fictional
    (rekaan).

    Every ``marks``-th name carries a typographic apostrophe, as names of Ma’arif schools do.
    """
    numbers = count(1)

    def district(code: str, name: str) -> Region:
        rows = []
        for _ in range(schools):
            n = next(numbers)
            title = f"SD MA’ARIF REKAAN {n:03}" if n % marks == 0 else f"SD NEGERI REKAAN {n:03}"
            rows.append(School(f"99{n:06}", title, f"Jl. Rekaan No. {n}", f"Desa Rekaan {n % 7}", "NEGERI"))
        return Region(code, name, schools=rows)

    return [
        Region("020000", "Prov. Jawa Barat", [
            Region("020800", "Kab. Bandung", [
                district("020825", "Kec. Cileunyi"), district("020826", "Kec. Cimenyan"),
            ]),
            Region("026000", "Kota Bandung", [
                district("026008", "Kec. Coblong"), district("026001", "Kec. Sukasari"),
            ]),
        ]),
        Region("050000", "Prov. Jawa Timur", [
            Region("056000", "Kota Surabaya", [
                district("056010", "Kec. Sukolilo"), district("056008", "Kec. Gubeng"),
            ]),
            Region("051800", "Kab. Malang", [
                district("051801", "Kec. Lawang"), district("051802", "Kec. Singosari"),
            ]),
        ]),
    ]  # fmt: skip


@dataclass(slots=True)
class Faulty:
    """A site with a fault switched on; without one it answers like the site behind it."""

    behind: Referensi
    fault: Fault | None = None
    asked: int = 0
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """The host of the site behind."""
        return self.behind.host

    @property
    def certificate(self) -> str:
        """As the site behind."""
        return self.behind.certificate

    def reply(self, asked: Asked) -> Reply:
        """The sound answer, put through the fault."""
        self.asked += 1
        reply = self.behind.reply(asked)
        if self.fault is None or asked.path == "/robots.txt":
            return reply
        return self.fault(self, asked, reply)


def _is_list(asked: Asked) -> bool:
    return asked.path.endswith("/3")


def _rows(reply: Reply) -> tuple[str, list[str], str]:
    head, _, rest = reply.body.decode().partition("<tbody>")
    body, _, tail = rest.partition("</tbody>")
    return head, [f"<tr>{row}" for row in body.split("<tr>")[1:]], tail


def _with_rows(reply: Reply, rows: list[str]) -> Reply:
    head, _, tail = _rows(reply)
    return Reply(200, f"{head}<tbody>{''.join(rows)}</tbody>{tail}".encode(), dict(reply.headers))


def _thinned(keep: Callable[[int], bool]) -> Fault:
    def fault(_site: Faulty, asked: Asked, reply: Reply) -> Reply:
        if not _is_list(asked):
            return reply
        return _with_rows(reply, [row for n, row in enumerate(_rows(reply)[1]) if keep(n)])

    return fault


def lost_column(_site: Faulty, asked: Asked, reply: Reply) -> Reply:
    """The column with the numbers is gone, header and cells."""
    if not _is_list(asked):
        return reply
    text = reply.body.decode().replace("<th>NPSN</th>", "")
    rows = text.split("<tr>")
    rows[2:] = ["</td>".join([row.split("</td>")[0], *row.split("</td>")[2:]]) for row in rows[2:]]
    return Reply(200, "<tr>".join(rows).encode(), dict(reply.headers))


def renamed_column(_site: Faulty, _asked: Asked, reply: Reply) -> Reply:
    """The header of the names is called otherwise."""
    body = reply.body.replace(b"Nama Satuan Pendidikan", b"Nama Sekolah")
    return Reply(200, body, dict(reply.headers))


def swapped_columns(_site: Faulty, asked: Asked, reply: Reply) -> Reply:
    """Names stand under "Alamat" and addresses under the names' header."""
    if not _is_list(asked):
        return reply
    rows = []
    for row in _rows(reply)[1]:
        cells = row.split("<td>")
        cells[3], cells[4] = cells[4], cells[3]
        rows.append("<td>".join(cells))
    return _with_rows(reply, rows)


def mojibake(_site: Faulty, _asked: Asked, reply: Reply) -> Reply:
    """UTF-8 read as Windows-1252 and written as UTF-8 once more."""
    body = reply.body.decode().encode().decode("cp1252", "replace").encode()
    return Reply(200, body, dict(reply.headers))


def duplicated_page(site: Faulty, asked: Asked, reply: Reply) -> Reply:
    """One district's page comes for every district of the regency."""
    if asked.path.endswith("/020826/3"):
        return site.behind.reply(Asked(asked.method, "/pendidikan/dikdas/020825/3", {}, "https", ""))
    return reply


def other_host(site: Faulty, asked: Asked, reply: Reply) -> Reply:
    """Every second request is sent to a mirror under another name."""
    return redirect(f"https://cermin.example.go.id{asked.target}") if site.asked % 2 == 0 else reply


def error_page(_site: Faulty, asked: Asked, reply: Reply) -> Reply:
    """An error, with status 200."""
    if not _is_list(asked):
        return reply
    return html("<title>Galat</title><h1>Terjadi kesalahan</h1><p>Koneksi basis data gagal.</p>")


def login_page(_site: Faulty, asked: Asked, reply: Reply) -> Reply:
    """A login form, with status 200."""
    if not _is_list(asked):
        return reply
    return html("<title>Masuk</title><form><input name=u><input type=password name=p></form>")


def bot_wall(_site: Faulty, _asked: Asked, _reply: Reply) -> Reply:
    """A service in front of the site wants to see a browser."""
    page = "<title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/x></script>"
    return html(page, 403, cf_mitigated="challenge")


def cut_off(_site: Faulty, asked: Asked, reply: Reply) -> Reply:
    """The line drops in the middle of a page."""
    if _is_list(asked):
        reply.cut = len(reply.body) // 2
    return reply


def half_page(_site: Faulty, asked: Asked, reply: Reply) -> Reply:
    """The server itself only has half of the page, and says so is all."""
    if not _is_list(asked):
        return reply
    return Reply(200, reply.body[: len(reply.body) // 2], dict(reply.headers))


def clock_skew(_site: Faulty, _asked: Asked, reply: Reply) -> Reply:
    """The server's clock is years ahead; what it says about dates is worth nothing."""
    return Reply(reply.status, reply.body, {**reply.headers, "date": "Sun, 01 Jan 2034 00:00:00 GMT"})


def older_copy(_site: Faulty, _asked: Asked, reply: Reply) -> Reply:
    """A cache or mirror that says itself how old it is."""
    headers = {**reply.headers, "last-modified": "Mon, 05 Feb 2024 00:00:00 GMT"}
    return Reply(reply.status, reply.body, headers)


def server_error(_site: Faulty, asked: Asked, reply: Reply) -> Reply:
    """One district always fails."""
    return html("<h1>502", 502) if asked.path.endswith("/056010/3") else reply


def slot_list(_site: Faulty, _asked: Asked, _reply: Reply) -> Reply:
    """The host was taken over."""
    return html(
        "<title>Situs Slot Gacor Maxwin</title><h1>SLOT GACOR HARI INI</h1><p>Daftar slot deposit pulsa"
    )


# fault → the code it must be refused with
FAULTS: dict[str, tuple[Fault, str]] = {
    "empty": (_thinned(lambda _: False), "empty"),
    "minus 30 %": (_thinned(lambda n: n % 10 < 7), "dropped"),
    "minus 95 %": (_thinned(lambda n: n == 0), "too_few"),
    "lost column": (lost_column, "lost_column"),
    "renamed column": (renamed_column, "lost_column"),
    "swapped columns": (swapped_columns, "shape_name"),
    "mojibake": (mojibake, "encoding"),
    "duplicated page": (duplicated_page, "repeated_page"),
    "alternating addresses": (other_host, "other_host"),
    "error page as 200": (error_page, "no_table"),
    "login page": (login_page, "login_page"),
    "bot wall": (bot_wall, "blocked"),
    "cut off": (cut_off, "broken"),
    "half a page": (half_page, "truncated"),
    "clock skew": (clock_skew, "clock"),
    "older copy": (older_copy, "stale"),
    "server error": (server_error, "failed"),
    "taken over": (slot_list, "no_table"),
}


@dataclass(slots=True)
class Mirror:
    """The other host of `other_host`: the same list."""

    behind: Site
    host: str = "cermin.example.go.id"
    certificate: str = "good"

    def reply(self, asked: Asked) -> Reply:
        """As the site behind."""
        return self.behind.reply(asked)
