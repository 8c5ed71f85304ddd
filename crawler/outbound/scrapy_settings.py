"""Scrapy's settings under the policy: only what is listed here exists.

Scrapy's defaults fetch files, private addresses and 1 GiB bodies, follow redirects unseen and open consoles.
So its lists of parts are replaced by short ones of ours; switching off one by one would miss the next
release's part.
"""

from __future__ import annotations

from typing import Any

from crawler.outbound.policy import Policy
from crawler.outbound.resolver import POLICY_SETTING

_HANDLER = "crawler.outbound.handler.GuardedHandler"
_MIDDLEWARE = "scrapy.downloadermiddlewares"


def scrapy_settings(policy: Policy) -> dict[str, Any]:
    """Settings for a crawl through the door.

    Redirects, robots.txt and retries are ours (each hop is a row, each wait is the server's word), as are
    counters and storage.
    """
    return {
        POLICY_SETTING: policy,
        "TWISTED_DNS_RESOLVER": "crawler.outbound.resolver.GuardResolver",
        "DOWNLOAD_HANDLERS_BASE": {},  # no file, data, ftp, s3
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER},
        "DOWNLOADER_MIDDLEWARES_BASE": {
            f"{_MIDDLEWARE}.downloadtimeout.DownloadTimeoutMiddleware": 350,
            f"{_MIDDLEWARE}.defaultheaders.DefaultHeadersMiddleware": 400,
            f"{_MIDDLEWARE}.useragent.UserAgentMiddleware": 500,
            f"{_MIDDLEWARE}.httpcompression.HttpCompressionMiddleware": 590,
        },
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {},
        "COOKIES_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "REFERER_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_MAXSIZE": policy.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": policy.total_seconds,
        "CONCURRENT_REQUESTS": 0,  # bounded by the sites a run visits at a time; the gate holds each address
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,  # the gate keeps the pauses, per address
        "USER_AGENT": policy.user_agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5",
            "Accept-Language": "id,en;q=0.5",
        },
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "LOG_INSTALL_ROOT_HANDLER": False,
        "STATS_DUMP": False,
    }
