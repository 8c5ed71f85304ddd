"""Builds the extension: one source, one folder and one zip per browser. Needs nothing but Python.

    python extension/build.py                        release folders and zips in dist/
    python extension/build.py --test --out FOLDER    test build: open shadow root, fixed identity

Everything is copied as it is written, except the content script: browsers load content scripts as one classic
script, so its modules are joined into one (``extension/bundle.py``).
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from extension.bundle import bundle
from registry.hosts.platforms import as_dict
from registry.rules.points import activities

HERE = Path(__file__).resolve().parent
TARGETS = ("chromium", "firefox")
DEFAULT_SERVICE = (
    "http://127.0.0.1:8765"  # what `./dev run` listens on; a publisher names its own with --service
)
CONTENT_SCRIPTS = ("content", "marks", "wall")
COPIED = ("src", "_locales", "icons")
# The content scripts are shipped joined, as content.js and marks.js.
NOT_SHIPPED = (*CONTENT_SCRIPTS, ".d.ts", ".svg", ".py", "__pycache__")


@dataclass(frozen=True, slots=True)
class Build:
    """One build: for which browser, against which service, for tests or for people."""

    target: str
    service: str = DEFAULT_SERVICE
    test: bool = False


def manifest(build: Build) -> dict[str, Any]:
    """The manifest of one browser: the common part, the browser's own part, the version of the project."""
    merged: dict[str, Any] = json.loads((HERE / "manifest/base.json").read_text())
    merged |= json.loads((HERE / f"manifest/{build.target}.json").read_text())
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text())["project"]
    merged["version"] = project["version"]
    merged["host_permissions"] = [origin_pattern(build.service)]
    if build.target == "chromium":  # where a wall before a danger is drawn, see docs/decisions/0084
        merged["host_permissions"] += [it for entry in merged["content_scripts"] for it in entry["matches"]]
    if build.test and build.target == "chromium":
        # The public half of a throw-away RSA key, for a fixed id; the private half was never kept.
        merged["key"] = (HERE / "manifest/test.key").read_text().strip()
    return merged


def origin_pattern(service: str) -> str:
    """``http://127.0.0.1:8765`` → ``http://127.0.0.1/*`` (match patterns of Firefox know no ports)."""
    parts = urlsplit(service)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SystemExit(f"build: the service address must be http(s)://host[:port], not {service!r}")
    return f"{parts.scheme}://{parts.hostname}/*"


def build_folder(build: Build, folder: Path) -> Path:
    """Writes the unpacked extension into ``folder`` (emptied first) and returns it."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(
            HERE / name,
            folder / name,
            ignore=lambda _where, names: [n for n in names if n.endswith(NOT_SHIPPED)],
        )
    facts = {"service": build.service.rstrip("/"), "shadow": "open" if build.test else "closed"}
    constants = f"export const BUILD = Object.freeze({json.dumps(facts)});\n"
    (folder / "src/build.js").write_text(constants)
    (folder / "data").mkdir()
    (folder / "data/platforms.json").write_text(json.dumps(as_dict(), ensure_ascii=False))
    names = {code: {"id": kind.name_id, "en": kind.name_en} for code, kind in activities().items()}
    (folder / "data/activities.json").write_text(json.dumps(names, ensure_ascii=False))
    if build.target == "chromium":
        shutil.copy(HERE / "manifest/managed.json", folder)
    for script in CONTENT_SCRIPTS:
        joined = bundle(HERE / f"src/{script}/main.js", {HERE / "src/build.js": constants})
        (folder / f"{script}.js").write_text(joined)
    (folder / "manifest.json").write_text(json.dumps(manifest(build), indent=2, ensure_ascii=False) + "\n")
    return folder


def zip_folder(folder: Path, target: Path) -> Path:
    """Zips a folder so that the same source gives the same bytes (fixed times, sorted names)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the CekDiklat extension")
    parser.add_argument("--target", choices=(*TARGETS, "all"), default="all")
    parser.add_argument(
        "--service", default=DEFAULT_SERVICE, help="address of the service the extension asks"
    )
    parser.add_argument("--out", type=Path, default=HERE.parent / "dist")
    parser.add_argument("--test", action="store_true", help="open shadow root and fixed id; no zip")
    args = parser.parse_args()
    for target in TARGETS if args.target == "all" else (args.target,):
        build = Build(target, args.service, args.test)
        folder = build_folder(build, args.out / f"cekdiklat-{target}")
        if args.test:
            sys.stdout.write(f"{folder}\n")
            continue
        archive = zip_folder(folder, args.out / f"cekdiklat-{target}-{manifest(build)['version']}.zip")
        sys.stdout.write(f"{archive}\n")


if __name__ == "__main__":
    main()
