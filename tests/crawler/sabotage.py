"""A crawl whose guard was weakened: ``python -m tests.crawler.sabotage KIND``; prints what the self-test
says."""

from __future__ import annotations

import sys
from typing import Any
from unittest.mock import patch

from crawler.outbound.door import Door
from crawler.outbound.errand import go_out
from crawler.outbound.handler import UnguardedError
from crawler.outbound.policy import outbound_policy
from crawler.outbound.scrapy_settings import scrapy_settings
from registry.settings import Settings

# kind → the Scrapy settings somebody might change
SABOTAGE: dict[str, dict[str, Any]] = {
    "no guard": {"TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver"},
    "plain handler": {
        "DOWNLOAD_HANDLERS": {
            "http": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler",
            "https": "crawler.outbound.handler.GuardedHandler",
        }
    },
    "files allowed": {
        "DOWNLOAD_HANDLERS": {
            "http": "crawler.outbound.handler.GuardedHandler",
            "https": "crawler.outbound.handler.GuardedHandler",
            "file": "scrapy.core.downloader.handlers.file.FileDownloadHandler",
        }
    },
    "cookies": {"COOKIES_ENABLED": True},
    "proxy": {"HTTPPROXY_ENABLED": True},
    "remote control": {"REMOTE_CONTROL_ENABLED": True},
    "telnet": {"TELNETCONSOLE_ENABLED": True},
    "none": {},
}


def main(kind: str) -> None:
    """Go out with weakened settings."""

    async def errand(door: Door) -> None:
        print("WENT OUT")  # noqa: T201

    def weakened(policy: Any) -> dict[str, Any]:
        return {**scrapy_settings(policy), **SABOTAGE[kind]}

    try:
        with patch("crawler.outbound.errand.scrapy_settings", weakened):
            go_out(errand, outbound_policy(Settings()))
    except UnguardedError as error:
        print(f"REFUSED: {error}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
