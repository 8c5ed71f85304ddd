"""Scrapy's settings under the policy. Its defaults fetch files, private addresses and 1 GiB bodies; these do
not."""

from __future__ import annotations

from typing import Any

from crawler.outbound.policy import Policy
from crawler.outbound.resolver import POLICY_SETTING

_HANDLER = "crawler.outbound.handler.GuardedHandler"
_COUNTERS = (
    "scrapy.extensions.corestats.CoreStats",
    "scrapy.extensions.logcount.LogCount",
    "scrapy.extensions.logstats.LogStats",
)
_OFF = "scrapy.downloadermiddlewares."


def scrapy_settings(policy: Policy) -> dict[str, Any]:
    """Settings for a crawl through the door.

    Redirects, robots.txt and retries are ours (each hop is a row, each wait is the server's word), so
    Scrapy's own middlewares for them are off, as is everything that keeps state or opens a port.
    """
    return {
        POLICY_SETTING: policy,
        "TWISTED_DNS_RESOLVER": "crawler.outbound.resolver.GuardResolver",
        "DOWNLOAD_HANDLERS": {
            "http": _HANDLER,
            "https": _HANDLER,
            "file": None,
            "data": None,
            "ftp": None,
            "s3": None,
        },
        "DOWNLOADER_MIDDLEWARES": {
            _OFF + "offsite.OffsiteMiddleware": None,
            _OFF + "robotstxt.RobotsTxtMiddleware": None,
            _OFF + "httpauth.HttpAuthMiddleware": None,
            _OFF + "retry.RetryMiddleware": None,
            _OFF + "redirect.MetaRefreshMiddleware": None,
            _OFF + "redirect.RedirectMiddleware": None,
            _OFF + "cookies.CookiesMiddleware": None,
            _OFF + "httpproxy.HttpProxyMiddleware": None,
            _OFF + "httpcache.HttpCacheMiddleware": None,
        },
        "EXTENSIONS": dict.fromkeys(_COUNTERS),  # the ledger counts
        "DOWNLOADER_STATS": False,
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
        "MEMUSAGE_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "STATS_DUMP": False,
    }
