"""Sphinx's configuration: Markdown by MyST, Furo's looks, reference pages written before each build."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from docs.site.reference import write_pages  # noqa: E402  (the folder above has to be on the path first)

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
