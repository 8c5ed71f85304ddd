"""Sphinx's configuration: Markdown by MyST, Furo's looks, reference pages written before each build."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sphinx.application import Sphinx  # noqa: E402  (the folder above has to be on the path first)

from docs.site.contents import unplaced  # noqa: E402
from docs.site.reference import write_pages  # noqa: E402

project = "CekDiklat"
version = release = version_of("cekdiklat")
language = "en"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["site"]
myst_heading_anchors = 4
myst_enable_extensions = ["fieldlist"]
nitpicky = True
html_theme = "furo"
html_title = "CekDiklat"
html_favicon = "../../service/web/static/icon.svg"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False

write_pages(ROOT / "docs" / "reference")


def setup(app: Sphinx) -> None:
    """Documents that ``index.md`` does not place yet stand at its end, under "More"."""
    app.connect("source-read", _with_the_rest)


def _with_the_rest(app: Sphinx, name: str, source: list[str]) -> None:
    if name != root_doc:
        return
    rest = unplaced(source[0], app.project.docnames)
    if rest:
        source[0] += "\n```{toctree}\n:caption: More\n:maxdepth: 1\n\n" + "\n".join(rest) + "\n```\n"
