"""What can be sent to be checked; the same shape for the API, the web page and the command line."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from registry.hosts.link import UnreadableLinkError
from registry.hosts.reader import read_link
from registry.reading.page import Page
from service.checking.texts import Language

MAX_LINKS = 200
MAX_URL = 4_000
MAX_TITLE = 2_000
MAX_TEXT = 1_000_000

FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2100, 12, 31)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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


def _iso(value: object) -> object:
    if isinstance(value, dt.date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("give the day as text, 2026-11-22 for example")


def _within(day: dt.date) -> dt.date:
    if not FIRST_DAY <= day <= LAST_DAY:  # "besok" is counted from it, and the calendar has a last day
        raise ValueError(f"give a day from {FIRST_DAY} to {LAST_DAY}")
    return day


def _number(value: object) -> object:
    if isinstance(value, str | bool):
        raise ValueError("give a number, not text")  # noqa: TRY004  (pydantic wants ValueError)
    return value


Plain = Annotated[str, AfterValidator(_plain), Field(json_schema_extra={"pattern": r"^[^\u0000]*$"})]
"""Text without NUL characters and without half characters."""

Address = Annotated[
    str,
    Field(
        max_length=MAX_URL,
        json_schema_extra={"format": "uri", "pattern": "^[hH][tT][tT][pP][sS]?://[A-Za-z0-9]"},
    ),
    AfterValidator(_plain),
    AfterValidator(_readable),
]
"""An address that can be checked; ``https://`` may be left out."""

Links = Annotated[list[Annotated[Plain, Field(max_length=MAX_URL)]], Field(max_length=MAX_LINKS)]

Whole = Annotated[int, BeforeValidator(_number)]
"""A number, not a number written as text."""

Day = Annotated[
    dt.date,
    BeforeValidator(_iso),
    AfterValidator(_within),
    Field(
        description=f"A day from {FIRST_DAY} to {LAST_DAY}",
        json_schema_extra={"pattern": "^(20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}$"},
    ),
]
"""A day written as 2026-11-22, from ``FIRST_DAY`` to ``LAST_DAY``."""

_SAYS_SOMETHING: dict[str, Any] = {
    "anyOf": [
        {"required": ["url"], "properties": {"url": {"type": "string"}}},
        {"required": ["title"], "properties": {"title": {"type": "string", "pattern": r"\S"}}},
        {"required": ["text"], "properties": {"text": {"type": "string", "pattern": r"\S"}}},
        {
            "required": ["links"],
            "properties": {
                "links": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": r"\S"}}
            },
        },
    ]
}


class CheckRequest(BaseModel):
    """A page or a pasted message. At least one of url, title, text and links must say something."""

    model_config = ConfigDict(extra="ignore", json_schema_extra=_SAYS_SOMETHING)

    url: Address | None = Field(default=None, description="http(s) or a bare host; send host and path only")
    title: Annotated[Plain, Field(max_length=MAX_TITLE)] | None = None
    text: Annotated[Plain, Field(max_length=MAX_TEXT)] | None = Field(
        default=None, description="Visible text of the page, no HTML"
    )
    links: Links | None = Field(
        default=None, description="Addresses on the page; those that cannot be read are left out"
    )
    date: Day | None = Field(
        default=None, description="Day of the check, from 2000 to 2100; today when left out"
    )
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
