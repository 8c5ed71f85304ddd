"""What can be sent to be checked; the same shape for the API, the web page and the command line."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from registry.hosts.link import UnreadableLinkError
from registry.hosts.reader import read_link
from registry.reading.page import Page
from service.checking.texts import Language

MAX_LINKS = 200
MAX_URL = 4_000
MAX_TITLE = 2_000
MAX_TEXT = 1_000_000


def _plain(text: str) -> str:
    if "\x00" in text:
        raise ValueError("contains a NUL character; send plain text")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("contains half a character (a lone surrogate); send valid Unicode") from None
    return text


def _readable(url: str) -> str:
    try:
        read_link(url)
    except UnreadableLinkError as error:
        raise ValueError(str(error)) from error
    return url


Plain = Annotated[str, AfterValidator(_plain)]


class CheckRequest(BaseModel):
    """A page or a pasted message. At least one of url, title, text and links must say something."""

    model_config = ConfigDict(extra="ignore")

    url: Annotated[Plain, Field(max_length=MAX_URL), AfterValidator(_readable)] | None = Field(
        default=None,
        description="Address of the page, http(s) or a bare host. Reduce it to host and path before sending.",
    )
    title: Annotated[Plain, Field(max_length=MAX_TITLE)] | None = None
    text: Annotated[Plain, Field(max_length=MAX_TEXT)] | None = Field(
        default=None, description="Visible text of the page, no HTML"
    )
    links: (
        Annotated[list[Annotated[Plain, Field(max_length=MAX_URL)]], Field(max_length=MAX_LINKS)] | None
    ) = Field(default=None, description="Addresses found on the page; those that cannot be read are left out")
    date: dt.date | None = Field(default=None, description="Day of the check; today when left out")
    lang: Language = Field(default=Language.INDONESIAN, description="Language of the answer")

    @model_validator(mode="after")
    def _says_something(self) -> CheckRequest:
        fields = (self.url, self.title, self.text, *(self.links or ()))
        if not any(field and field.strip() for field in fields):
            raise ValueError("nothing to check: give url, title, text or links")
        return self

    def page(self) -> Page:
        """The page as the check reads it."""
        return Page(url=self.url, title=self.title or "", text=self.text or "", links=tuple(self.links or ()))
