"""What a page says about its event: facts with their quotes. What is not stated is ``None``."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from registry.reading.plain import PlainText
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """The words a fact was read from: ``page.title[start:end]`` or ``page.text[start:end]``, by ``where``.

    A check writes styled letters (bold, in circles) plain first, character for character.
    """

    text: str
    where: str
    start: int
    end: int

    @classmethod
    def of(cls, field: PlainText, start: int, end: int) -> Quote:
        """What a span of the folded text stands for."""
        first, last = field.span(start, end)
        return cls(field.original[first:last], field.where, first, last)


class PageType(StrEnum):
    """What the page is for. Only ``signup`` offers a training one could join when it was written."""

    SIGNUP = "signup"
    CALL_OTHER = "call_other"  # a contest, a call for papers, recruitment: open, but no training
    REPORT = "report"  # "alhamdulillah terlaksana", minutes
    NEWS = "news"  # a journalist or press office tells of an event
    ATTENDANCE = "attendance"  # a list to be filled in during the event
    CERTIFICATE_PICKUP = "certificate_pickup"
    RESULT = "result"  # selection results, closing, postponement
    REMINDER = "reminder"  # to people already registered, or of a duty
    WARNING = "warning"  # warns of an offer, often by quoting it
    QUESTION = "question"  # asks whether an offer is genuine, often by quoting it
    SURVEY = "survey"
    ARTICLE = "article"  # opinion, story, how-to, template, profile
    OTHER = "other"

    @property
    def tells_of_others(self) -> bool:
        """What such a page quotes (dates, prices, demands) belongs to somebody else's message."""
        return self in (PageType.WARNING, PageType.QUESTION, PageType.SURVEY)


class DateKind(StrEnum):
    """What happens on the days named."""

    EVENT = "event"
    REGISTRATION = "registration"  # window or deadline of the registration
    OTHER = "other"  # date of a letter, selection, announcement, payment, cut-off day


@dataclass(frozen=True, slots=True)
class DateRun:
    """Consecutive days from ``first`` to ``last`` (both included).

    ``year_stated`` is false when the year was taken from the rest of the text or from the reading day.
    """

    first: date
    last: date
    kind: DateKind
    quote: Quote
    year_stated: bool = True

    @property
    def days(self) -> int:
        """The number of days, first to last."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Jp:
    """Lesson hours (JP, jam pelajaran) claimed for the whole event."""

    hours: int
    quote: Quote


class FeePurpose(StrEnum):
    """What the money is for."""

    REGISTRATION = "registration"
    CERTIFICATE = "certificate"
    DONATION = "donation"
    OTHER = "other"


class FeeBasis(StrEnum):
    """How the price is put."""

    FREE = "free"  # "gratis", "tanpa biaya", Rp 0
    STATE_FUNDED = "state_funded"  # DIPA, APBN, APBD
    PAID = "paid"
    VOLUNTARY = "voluntary"  # "seikhlasnya": no amount is asked


@dataclass(frozen=True, slots=True)
class Fee:
    """What a participant pays, in whole rupiah.

    ``amount_idr``: 0 stated free, ``None`` voluntary without an amount; with several prices the one that
    holds for everybody (non-members). ``amounts``: all prices, in order of the text. ``free_entry``: taking
    part is said to be free although money is asked for something else (the certificate).
    ``for_certificate``: the certificate depends on the payment, be it a price or a donation.
    """

    amount_idr: int | None
    purpose: FeePurpose
    basis: FeeBasis
    quote: Quote
    amounts: tuple[int, ...] = ()
    free_entry: bool = False
    for_certificate: bool = False


@dataclass(frozen=True, slots=True)
class Activity:
    """Which activity of the 2024 catalogue the event looks like (``A01`` ... ``A10``)."""

    code: str
    quote: Quote


class ContactKind(StrEnum):
    """Whose address it is, as far as its form tells."""

    PERSONAL_NUMBER = "personal_number"  # a mobile or WhatsApp number
    OFFICE_NUMBER = "office_number"  # a land line
    GOVERNMENT_MAIL = "government_mail"  # at .go.id or belajar.id
    OTHER_MAIL = "other_mail"
    CHAT = "chat"  # Telegram or WhatsApp group, bot


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach the organizer; the quote is what was written (the service never stores it)."""

    kind: ContactKind
    quote: Quote


class Mode(StrEnum):
    """How one takes part."""

    ONLINE = "online"
    ON_SITE = "on_site"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happens; ``name`` as written, ``None`` when only the way of taking part is said."""

    mode: Mode
    name: str | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Duration:
    """Clock time of one day of the event in minutes, when begin and end are both stated."""

    minutes: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class EventFacts:
    """Everything that was read from one page; see ``read_event``.

    ``runs`` are the event's own days, in order of time, without overlap; ``registration`` and ``other_dates``
    are kept apart. ``truncated``: the page was longer than what is read. ``way_in``: an address or a number
    stands on it; ``invites``: whatever the page is, it says itself how to sign up or when to come. Then what
    it demands is its own demand.
    """

    page_type: PageType
    evidence: tuple[Quote, ...] = ()
    runs: tuple[DateRun, ...] = ()
    registration: tuple[DateRun, ...] = ()
    other_dates: tuple[DateRun, ...] = ()
    jp: Jp | None = None
    fee: Fee | None = None
    activity: Activity | None = None
    place: Place | None = None
    duration: Duration | None = None
    contacts: tuple[Contact, ...] = ()
    truncated: bool = False
    way_in: bool = False
    invites: bool = False

    @property
    def is_training(self) -> bool:
        """A sign-up that somebody could join when it was written (see ``over`` for whether it has passed)."""
        return self.page_type is PageType.SIGNUP

    @property
    def first(self) -> date | None:
        """The event's first day."""
        return self.runs[0].first if self.runs else None

    @property
    def last(self) -> date | None:
        """The event's last day."""
        return max((run.last for run in self.runs), default=None)

    @property
    def days(self) -> int | None:
        """Days from the first to the last day of the event, both included."""
        return (self.last - self.first).days + 1 if self.first and self.last else None

    @property
    def dates(self) -> tuple[date, ...]:
        """First and last day of each run, a one-day run once."""
        return tuple(
            day
            for run in self.runs
            for day in ((run.first,) if run.first == run.last else (run.first, run.last))
        )

    def over(self, on: date) -> bool:
        """Whether the event's last day lies before ``on``; an event without a date is not over."""
        return self.last is not None and self.last < on
