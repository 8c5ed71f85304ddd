"""The rival: a bare Scrapy ``CrawlSpider`` over a site, with Scrapy's own scheduling and nothing kept."""

from __future__ import annotations

import sys
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule

PAGES = 0


class Plain(CrawlSpider):
    """Follows every link of the site."""

    name = "plain"
    rules = (Rule(LinkExtractor(), callback="parse_page", follow=True),)

    def parse_page(self, response: Any) -> None:
        """Count the page."""
        global PAGES  # noqa: PLW0603  (one crawl per process)
        PAGES += 1


if __name__ == "__main__":
    process = AsyncCrawlerProcess(
        {
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": 0,
            "COOKIES_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "ERROR",
        }
    )
    process.crawl(Plain, start_urls=[sys.argv[1]])
    process.start()
    print(PAGES)
