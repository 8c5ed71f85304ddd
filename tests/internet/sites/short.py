"""Short-link services: plain redirects, a warning page in between, a loop, a way into the local network."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from tests.internet.http import Asked, Reply, html, not_found, redirect
from tests.internet.sites import office

FORM = f"https://docs.google.com/forms/d/e/{office.VOUCHED_FORM}/viewform"


@dataclass(slots=True)
class Short:
    """One service. ``links``: slug → target; ``pages``: slug → a page instead of a redirect."""

    host: str
    links: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    certificate: str = "good"

    def reply(self, asked: Asked) -> Reply:
        """A redirect, or a page that leads on."""
        slug = asked.path.strip("/")
        if slug in self.pages:
            return html(self.pages[slug])
        if slug in self.links:
            return redirect(self.links[slug], 301)
        return not_found()


def interstitial(target: str) -> str:
    """A page of the kind s.id shows before it lets a visitor go on."""
    return (
        "<!DOCTYPE html><html lang=id><head><title>s.id - Anda akan meninggalkan s.id</title></head><body>"
        "<h1>Periksa tautan tujuan</h1><p>Anda akan diarahkan ke:</p>"
        f'<p><a id="target" rel="nofollow noopener" href="{escape(target)}">{escape(target)}</a></p>'
        '<a href="https://home.s.id/lapor">Laporkan tautan</a></body></html>'
    )


def services() -> list[Short]:
    """s.id, bit.ly and forms.gle with honest and hostile links, all fictional."""
    return [
        Short(
            "s.id",
            {
                "bimtek-modulajar-rekaan": FORM,
                "berantai-rekaan": "https://bit.ly/rekaan-antara",
                "putar-rekaan": "https://s.id/putar-rekaan",
                "ke-dalam-rekaan": "http://127.0.0.1/admin",
                "ke-berkas-rekaan": "file:///etc/passwd",
            },
            {"peringatan-rekaan": interstitial(FORM)},
        ),
        Short(
            "bit.ly",
            {"rekaan-antara": "https://forms.gle/rekaanModulAjar"},
            {"rekaan-segar": f'<meta http-equiv="refresh" content="0; url={FORM}"><title>bit.ly</title>'},
        ),
        Short("forms.gle", {"rekaanModulAjar": f"{FORM}?usp=send_form"}),
    ]
