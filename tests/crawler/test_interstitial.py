"""Pages that lead on by themselves, and such as only seem to."""

from __future__ import annotations

import pytest

from crawler.links.interstitial import onward

URL = "https://s.id/rekaan"


def refresh(target: str) -> bytes:
    return f'<meta http-equiv="refresh" content="0;url={target}">'.encode()


def test_a_refresh_leads_on() -> None:
    assert onward(refresh("https://forms.gle/x"), URL, "s.id") == ("https://forms.gle/x", "refresh")


@pytest.mark.parametrize("target", ["http://a:bhttp://", "http://a:99999999/", "http://[::1", "//[x]:y/"])
def test_a_refresh_to_what_cannot_be_an_address_leads_nowhere(target: str) -> None:
    """Found by ``python -m benchmarks.fuzz html``: the page of a stranger ended the job with an error."""
    assert onward(refresh(target), URL, "s.id") is None


def test_a_link_of_a_service_that_is_no_address_is_passed_over() -> None:
    page = b'<a id="target" href="http://[">x</a><a rel="nofollow" href="https://forms.gle/x">y</a>'
    assert onward(page, URL, "s.id") == ("https://forms.gle/x", "interstitial")
