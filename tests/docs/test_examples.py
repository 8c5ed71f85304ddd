"""The examples for operators can be started as they stand."""

from __future__ import annotations

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import trustme
import yaml

from registry.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
COMPOSE: dict[str, Any] = yaml.safe_load((EXAMPLES / "compose.yaml").read_text(encoding="utf-8"))
OURS = {name: it for name, it in COMPOSE["services"].items() if it["image"] == "cekdiklat"}
UNITS = sorted(EXAMPLES.glob("*.service"))
NGINX = (EXAMPLES / "nginx.conf").read_text(encoding="utf-8")
UPSTREAMS = {
    "one machine": (EXAMPLES / "nginx-upstream.conf").read_text(encoding="utf-8"),
    "containers": COMPOSE["configs"]["upstream"]["content"],
}


def mounts(service: dict[str, Any]) -> dict[str, str]:
    """Where in the container → what of the host."""
    parts = (it.split(":") for it in service.get("volumes", []))
    return {place: source for source, place, *_ in parts}


@pytest.mark.parametrize("unit", UNITS, ids=lambda it: it.stem)
def test_a_unit_may_write_its_home(unit: Path) -> None:
    read = RawConfigParser(strict=False)
    read.read_string(unit.read_text(encoding="utf-8"))
    service = read["Service"]
    assert service["Environment"] == f"CEKDIKLAT_HOME=/var/lib/{service['StateDirectory']}"


@pytest.mark.parametrize("name", OURS)
def test_a_container_keeps_its_home_and_is_told_real_settings(name: str) -> None:
    told = OURS[name]["environment"]
    assert mounts(OURS[name])[told["CEKDIKLAT_HOME"]] in COMPOSE["volumes"]
    Settings(**{key.removeprefix("CEKDIKLAT_").lower(): value for key, value in told.items()})
    assert told["CEKDIKLAT_PROXIES"] == "1", "the limit counts visitors, not the proxy"


def test_the_proxy_has_its_certificate_and_finds_the_service() -> None:
    proxy = COMPOSE["services"]["proxy"]
    wanted = re.findall(r"ssl_certificate(?:_key)?\s+(\S+);", NGINX)
    assert len(wanted) == 2
    assert set(wanted) <= set(mounts(proxy))
    servers = re.findall(r"server (\S+?):(\d+)", UPSTREAMS["containers"])
    assert servers == [("service", str(Settings.model_fields["port"].default))]
    assert "service" in OURS
    assert proxy["configs"][0]["target"].startswith("/etc/nginx/conf.d/")


@pytest.mark.skipif(shutil.which("nginx") is None, reason="needs nginx")
@pytest.mark.parametrize("upstream", UPSTREAMS)
def test_nginx_takes_it(upstream: str, tmp_path: Path) -> None:
    issued = trustme.CA().issue_cert("cekdiklat.example.id")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "cekdiklat.pem")
    issued.private_key_pem.write_to_path(tmp_path / "cekdiklat.key")
    folder = str(tmp_path)
    listens = NGINX.replace("/etc/ssl", folder).replace("listen 443", f"listen unix:{folder}/socket")
    (tmp_path / "default.conf").write_text(listens)
    (tmp_path / "upstream.conf").write_text(UPSTREAMS[upstream].replace("service:", "127.0.0.1:"))
    (tmp_path / "nginx.conf").write_text(f"""
        pid {folder}/pid;
        events {{}}
        http {{ access_log off; include {folder}/default.conf; include {folder}/upstream.conf; }}
    """)
    command = ["nginx", "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
