"""What a crawl costs, beside other crawlers and link checkers, over the same fictional site."""
